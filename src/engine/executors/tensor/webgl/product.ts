import type { MatmulKernel } from '../kernelPlan';

/** From so many terms on, TensorFlow.js multiplies a vector in a way that cannot share matrices over a batch. */
const LONG_VECTOR = 1000;

export interface FoldedProduct extends Omit<MatmulKernel, 'kind' | 'out'> {
  /** Whether an operand with one matrix for the whole batch may be given as that one. */
  readonly shares: boolean;
}

/** The product with its batch made part of the rows where all of it is multiplied by the same matrix. */
export function foldedProduct({ batch, n, k, m, a, c }: MatmulKernel): FoldedProduct {
  const [aBatch = 0, aRow = 0, aTerm = 0] = a.strides;
  const folds = batch > 1 && c.strides[0] === 0 && (n === 1 || aBatch === n * aRow);
  const product = folds
    ? { batch: 1, n: batch * n, k, m, a: { ...a, strides: [0, n === 1 ? aBatch : aRow, aTerm] }, c }
    : { batch, n, k, m, a, c };
  const isVector = product.n === 1 || m === 1;
  return { ...product, shares: !(isVector && k > LONG_VECTOR) };
}
