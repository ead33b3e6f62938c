import type { Builder, Value } from '../ir/builder';
import type { State } from '../ir/program';
import type { Shape } from '../ir/shape';

interface Entry {
  readonly shape: Shape;
  readonly initial: readonly number[];
  readonly previous: Value;
  next: Value;
}

/** The values that a program carries from one estimate to the next. */
export class Carried {
  readonly #entries = new Map<string, Entry>();
  #affine = true;
  #warmUp = 0;

  constructor(readonly b: Builder) {}

  /**
   * The value that the last estimate left under `key`. This estimate leaves a new one for the next: the sum over all
   * callers of their `next`, each times its `share`.
   */
  carry(state: {
    readonly key: string;
    readonly shape: Shape;
    readonly initial: readonly number[];
    readonly affine: boolean;
    readonly next: (previous: Value) => Value;
    readonly share: Value;
  }): Value {
    const { b } = this;
    const { key, shape, initial, affine, share } = state;
    const entry = this.#entries.get(key) ?? {
      shape,
      initial,
      previous: b.state(key, shape),
      next: b.fill(0, shape),
    };
    this.#entries.set(key, entry);
    this.#affine &&= affine;
    entry.next = b.add(entry.next, b.mul(share, state.next(entry.previous)));
    return entry.previous;
  }

  warmUp(estimates: number): void {
    this.#warmUp = Math.max(this.#warmUp, estimates);
  }

  /** Whether every value is an affine function of the values that the last estimate left. */
  get affine(): boolean {
    return this.#affine;
  }

  get estimates(): number {
    return this.#warmUp;
  }

  states(): (Omit<State, 'next'> & { readonly next: Value })[] {
    return [...this.#entries].map(([name, { shape, initial, next }]) => ({ name, shape, initial, next }));
  }
}
