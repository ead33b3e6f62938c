import type { Address } from './code';

/** A product of matrices with strides in bytes: [batch, n, k] times [batch, k, m]. */
export interface Product {
  readonly n: number;
  readonly k: number;
  readonly m: number;
  readonly a: ProductMatrix;
  readonly c: ProductMatrix;
}

export interface ProductMatrix {
  readonly address: number;
  readonly batch: number;
  /** Along n of `a`, along k of `c`. */
  readonly row: number;
  /** Along k of `a`, along m of `c`. */
  readonly column: number;
}

/** Where the matrices of one batch start; the product is dense. */
export interface Operands {
  readonly a: Address;
  readonly c: Address;
  readonly out: Address;
}
