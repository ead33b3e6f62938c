import type { NoiseKind } from '../base/noise';
import type { Noise } from '../distributions/contract';
import { DISTRIBUTIONS } from '../distributions/registry';
import type { Builder, Value } from '../ir/builder';
import type { Source } from '../ir/operations';
import { type Shape, sizeOf } from '../ir/shape';
import type { Drawn } from './drawn';
import type { SourceNumbers } from './sourceNumbers';

/** Which draw the noise is for. `mirrored`: every source gives its opposite, 1 - u for u and -z for z. */
export interface NoiseDraw {
  readonly sample: number;
  readonly copy: number;
  readonly mirrored: boolean;
  /**
   * For the exact modes alone: every uniform is written as the sigmoid of its logit, and the logit is a state that
   * they set. Near 1 floats are too coarse for a uniform itself; its logit is fine at both ends. Such a program cannot
   * be run.
   */
  readonly byLogits?: boolean;
}

export const OWN_DRAW: NoiseDraw = { sample: 0, copy: 0, mirrored: false };

const LOGIT = 'logit of uniform ';

/** Whether a state is the logit of a uniform: see `NoiseDraw.byLogits`. */
export function isLogit(name: string): boolean {
  return name.startsWith(LOGIT);
}

/** Base noise that is counted, not streamed: every call takes the next free source numbers of the program. */
export class CountedNoise implements Noise {
  /** The values that were handed out, in the order of the calls. */
  readonly taken: Value[] = [];
  /** Those that the exact modes integrate over as draws, and not as base noise. */
  readonly parts: Drawn[] = [];

  constructor(
    readonly b: Builder,
    readonly numbers: SourceNumbers,
    readonly of: NoiseDraw,
  ) {}

  uniform = (shape: Shape): Value => {
    if (this.of.byLogits) return this.#keep(this.#byLogit(shape));
    const u = this.#base('uniform', shape);
    return this.#keep(this.of.mirrored ? this.b.sub(1, u) : u);
  };

  normal = (shape: Shape): Value => {
    const z = this.#base('normal', shape);
    return this.#keep(this.of.mirrored ? this.b.neg(z) : z);
  };

  /** A draw of Beta by its logit, a source of its own, for the exact modes alone. */
  beta = (concentration1: Value, concentration0: Value): Value => {
    const { shape } = concentration1;
    const { index, sample, copy } = this.#source('rejection', shape);
    const name = `logit of beta ${index} ${sample} ${copy}`;
    const draw = this.b.insideSupport(this.b.sigmoid(this.b.state(name, shape)), 'unitInterval');
    this.parts.push({
      name,
      distribution: DISTRIBUTIONS.Beta,
      args: { concentration1, concentration0 },
      draw,
    });
    return draw;
  };

  logGamma = (concentration: Value): Value => {
    const source = this.#source('rejection', concentration.shape);
    return this.#keep(this.b.logStandardGamma(concentration, source, this.of.mirrored));
  };

  #byLogit(shape: Shape): Value {
    const { index, sample, copy } = this.#source('uniform', shape);
    const logit = this.b.state(`${LOGIT}${index} ${sample} ${copy}`, shape);
    return this.b.insideSupport(this.b.sigmoid(this.of.mirrored ? this.b.neg(logit) : logit), 'unitInterval');
  }

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
