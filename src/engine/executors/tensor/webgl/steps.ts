/**
 * A kernel plan as TensorFlow.js runs it: every step makes one tensor, which nothing ever writes again. A buffer of the
 * plan is whatever tensors hold its numbers at the time.
 */

/** Which tensor of a plan: a position in `Lowered.tensors`. */
export type TensorId = number;

/** A generated fragment program with the tensors that it reads as x0, x1, ... by getX0(index), getX1(index), ... */
export interface GeneratedStep {
  readonly kind: 'generated';
  readonly code: string;
  readonly inputs: readonly TensorId[];
  readonly out: TensorId;
  /**
   * Whether it reads the uniform `counter`: the mixed seed and the first estimate, each as the int of the same bits.
   */
  readonly isCounted: boolean;
  /** Whether its inputs are packed, two by two numbers to a texel. */
  readonly readsPacked: boolean;
}

/** The product of two packed tensors of three axes, packed too. */
export interface ProductStep {
  readonly kind: 'product';
  readonly inputs: readonly [TensorId, TensorId];
  readonly out: TensorId;
}

export type WebglStep = GeneratedStep | ProductStep;

export interface TensorShape {
  /** Flat tensors have one axis, packed ones three. */
  readonly shape: readonly number[];
  readonly isPacked: boolean;
}

export interface Lowered {
  readonly tensors: readonly TensorShape[];
  readonly constants: readonly { readonly tensor: TensorId; readonly values: readonly number[] }[];
  readonly feeds: readonly { readonly name: string; readonly tensor: TensorId }[];
  readonly steps: readonly WebglStep[];
  /** By step: the tensors that no later step reads and that are not kept. */
  readonly released: readonly (readonly TensorId[])[];
  readonly outputs: readonly {
    readonly name: string;
    readonly tensor: TensorId;
    readonly offset: number;
    readonly size: number;
  }[];
  readonly updates: readonly { readonly feed: string; readonly tensor: TensorId }[];
}

/** Leaves out the steps that nothing reads, and finds after which step each tensor is done with. */
export function scheduled(
  steps: readonly WebglStep[],
  kept: ReadonlySet<TensorId>,
): Pick<Lowered, 'steps' | 'released'> {
  const wanted = new Set(kept);
  const needed: WebglStep[] = [];
  for (const step of [...steps].reverse()) {
    if (!wanted.has(step.out)) continue;
    for (const input of step.inputs) wanted.add(input);
    needed.unshift(step);
  }
  const lastReader = new Map<TensorId, number>();
  needed.forEach(({ inputs }, s) => {
    for (const input of inputs) lastReader.set(input, s);
  });
  return {
    steps: needed,
    released: needed.map(({ inputs }, s) =>
      [...new Set(inputs)].filter((input) => lastReader.get(input) === s && !kept.has(input)),
    ),
  };
}
