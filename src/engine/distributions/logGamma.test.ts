import { expect, test } from 'vitest';
import { digamma, trigamma } from '../base/special/gamma';
import { Builder } from '../ir/builder';
import { evaluate } from '../testing/evaluate';
import { logGammaLogProb, logGammaSource } from './logGamma';

test.each([1e-3, 0.01, 0.1, 0.5, 1, 2.5, 9.5, 40, 2000])(
  'the logarithm of Gamma(%f, 1) has its mass and moments on its axis',
  (a) => {
    if (logGammaSource.exact.kind !== 'density') throw new Error('no density');
    const { from, to } = logGammaSource.exact.axis({ concentration: [a] });
    const count = 200_000;
    const h = (to - from) / count;
    const at = Array.from({ length: count }, (_, i) => from + (i + 0.5) * h);
    const b = new Builder();
    const density = evaluate(b, logGammaLogProb(b, b.constant(a), b.feed('l', [count])), { l: at }).map(
      Math.exp,
    );
    const moment = (f: (l: number) => number) =>
      h * at.reduce((sum, l, i) => sum + f(l) * (density[i] ?? 0), 0);
    const mean = digamma(a);
    expect(Math.abs(moment(() => 1) - 1)).toBeLessThan(1e-9);
    expect(Math.abs(moment((l) => l) / mean - 1)).toBeLessThan(1e-9 * Math.max(1, 1 / Math.abs(mean)));
    expect(Math.abs(moment((l) => (l - mean) ** 2) / trigamma(a) - 1)).toBeLessThan(1e-8);
  },
);
