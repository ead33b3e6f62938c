import { lgamma } from '../base/special/gamma';
import type { Builder, Value } from '../ir/builder';
import { numberOf } from './argument';
import { tailedAxis } from './axes';
import type { SourceLaw } from './contract';

/** log of the mass that the left end of the axis may leave out. */
const LOG_LEFT_OUT = Math.log(1e-18);

/**
 * Where the logarithm of Gamma(concentration a, 1) lies, but for a mass of 1e-18.
 *
 * P(X <= x) <= x^a / gamma(a + 1) bounds the left tail, from a = 9 on more tightly the transformation of Wilson and
 * Hilferty (1931) 9 standard deviations down; 12 of them and 60 more leave out nothing on the right.
 */
function range(a: number): readonly [number, number] {
  const bound = (LOG_LEFT_OUT + lgamma(a + 1)) / a;
  const transformed = 1 - 1 / (9 * a) - 3 / Math.sqrt(a);
  const low = transformed > 0 ? Math.max(bound, Math.log(a) + 3 * Math.log(transformed)) : bound;
  return [low, Math.log(a + 12 * Math.sqrt(a) + 60)];
}

/**
 * The logarithm of a draw of Gamma(concentration, 1), a source of its own: smooth and without an end, however small the
 * concentration.
 */
export const logGammaSource: SourceLaw = {
  name: 'Gamma',
  support: 'real',
  constraints: { concentration: 'positive' },
  vector: false,
  exact: {
    kind: 'density',
    axis: (args) => {
      const concentration = numberOf(args, 'concentration');
      return tailedAxis(...range(concentration), concentration, Number.POSITIVE_INFINITY);
    },
  },
};

/** Log density of the logarithm of Gamma(concentration, 1). */
export function logGammaLogProb(b: Builder, concentration: Value, logDraw: Value): Value {
  return b.sub(b.sub(b.mul(concentration, logDraw), b.exp(logDraw)), b.lgamma(concentration));
}
