import type { NoiseKind } from '../base/noise';
import type { Noise } from '../distributions/contract';
import type { Builder, Value } from '../ir/builder';
import type { Source } from '../ir/operations';
import { type Shape, sizeOf } from '../ir/shape';
import type { SourceNumbers } from './sourceNumbers';

/** Which draw base noise is for; `mirrored`: the opposite of every source, 1 - u and -z. */
export interface Draw {
  readonly sample: number;
  readonly copy: number;
  readonly mirrored: boolean;
}

export const OWN_DRAW: Draw = { sample: 0, copy: 0, mirrored: false };

/** Base noise that is counted, not streamed: every call takes the next free source numbers of the program. */
export class CountedNoise implements Noise {
  /** What was given, in the order of the calls. */
  readonly taken: Value[] = [];

  constructor(
    readonly b: Builder,
    readonly numbers: SourceNumbers,
    readonly of: Draw,
  ) {}

  uniform = (shape: Shape): Value => {
    const u = this.#base('uniform', shape);
    return this.#keep(this.of.mirrored ? this.b.sub(1, u) : u);
  };

  normal = (shape: Shape): Value => {
    const z = this.#base('normal', shape);
    return this.#keep(this.of.mirrored ? this.b.neg(z) : z);
  };

  logGamma = (concentration: Value): Value => {
    const source = this.#source('rejection', concentration.shape);
    return this.#keep(this.b.logStandardGamma(concentration, source, this.of.mirrored));
  };

  #base(kind: NoiseKind, shape: Shape): Value {
    return this.b.noise(kind, shape, this.#source(kind, shape));
  }

  #source(kind: NoiseKind | 'rejection', shape: Shape): Source {
    const { sample, copy } = this.of;
    return { index: this.numbers.take(kind, sizeOf(shape)), sample, copy };
  }

  #keep(value: Value): Value {
    this.taken.push(value);
    return value;
  }
}
