import { lgamma } from '../base/special/gamma';
import { gammaP } from '../base/special/incompleteGamma';
import { normalCdf } from '../base/special/normal';

/** A law on the real line in closed form, in plain float64: what draws are held against. */
export interface Law {
  readonly density: (x: number) => number;
  /** P(X <= x). */
  readonly cdf: (x: number) => number;
}

/**
 * Laws by the names and arguments of torch.distributions, written down apart from the samplers that are judged by
 * them. Arguments must be in their range.
 */
const LAWS = {
  Exponential: ({ rate = 1 }) => ({
    density: (x) => (x < 0 ? 0 : rate * Math.exp(-rate * x)),
    cdf: (x) => (x < 0 ? 0 : -Math.expm1(-rate * x)),
  }),
  Cauchy: ({ loc = 0, scale = 1 }) => ({
    density: (x) => 1 / (Math.PI * scale * (1 + ((x - loc) / scale) ** 2)),
    cdf: (x) => Math.atan2(scale, loc - x) / Math.PI,
  }),
  Laplace: ({ loc = 0, scale = 1 }) => ({
    density: (x) => Math.exp(-Math.abs(x - loc) / scale) / (2 * scale),
    cdf: (x) => (x < loc ? Math.exp((x - loc) / scale) / 2 : 1 - Math.exp((loc - x) / scale) / 2),
  }),
  Normal: ({ loc = 0, scale = 1 }) => ({
    density: (x) => Math.exp(-(((x - loc) / scale) ** 2) / 2) / (scale * ROOT_2PI),
    cdf: (x) => normalCdf((x - loc) / scale),
  }),
  LogNormal: ({ loc = 0, scale = 1 }) => ({
    density: (x) =>
      x <= 0 ? 0 : Math.exp(-(((Math.log(x) - loc) / scale) ** 2) / 2) / (x * scale * ROOT_2PI),
    cdf: (x) => (x <= 0 ? 0 : normalCdf((Math.log(x) - loc) / scale)),
  }),
  InverseGamma: ({ concentration = 1, rate = 1 }) => ({
    density: (x) =>
      x <= 0
        ? 0
        : Math.exp(concentration * Math.log(rate / x) - Math.log(x) - rate / x - lgamma(concentration)),
    cdf: (x) => (x <= 0 ? 0 : 1 - gammaP(concentration, rate / x)),
  }),
  Gumbel: ({ loc = 0, scale = 1 }) => ({
    density: (x) => {
      const z = (x - loc) / scale;
      return Math.exp(-z - Math.exp(-z)) / scale;
    },
    cdf: (x) => Math.exp(-Math.exp((loc - x) / scale)),
  }),
  Logistic: ({ loc = 0, scale = 1 }) => ({
    density: (x) => {
      const tail = Math.exp(-Math.abs(x - loc) / scale);
      return tail / (scale * (1 + tail) ** 2);
    },
    cdf: (x) => 1 / (1 + Math.exp((loc - x) / scale)),
  }),
  Uniform: ({ low = 0, high = 1 }) => ({
    density: (x) => (x < low || x > high ? 0 : 1 / (high - low)),
    cdf: (x) => Math.min(1, Math.max(0, (x - low) / (high - low))),
  }),
  Gamma: ({ concentration = 1, rate = 1 }) => ({
    density: (x) =>
      x <= 0
        ? 0
        : Math.exp(concentration * Math.log(rate * x) - Math.log(x) - rate * x - lgamma(concentration)),
    cdf: (x) => gammaP(concentration, rate * x),
  }),
} as const satisfies Record<string, (args: Partial<Record<string, number>>) => Law>;

const ROOT_2PI = Math.sqrt(2 * Math.PI);

export type LawName = keyof typeof LAWS;

export function lawOf(name: LawName, args: Readonly<Record<string, number>>): Law {
  return LAWS[name](args);
}
