import { expect, test } from 'vitest';
import { digamma, trigamma } from '../base/special/gamma';
import { Builder } from '../ir/builder';
import { evaluate } from '../testing/evaluate';
import { logGammaLogProb, logGammaSource } from './logGamma';

test.each([1e-5, 1e-3, 0.01, 0.1, 0.5, 1, 2.5, 9.5, 40, 2000])(
  'the logarithm of Gamma(%f, 1) has its mass and moments on its axis',
  (a) => {
    if (logGammaSource.exact.kind !== 'density') throw new Error('no density');
    const { from, to, draw, slope } = logGammaSource.exact.axis({ concentration: [a] });
    const count = 2000;
    const h = (to - from) / count;
    const t = Array.from({ length: count }, (_, i) => from + (i + 0.5) * h);
    const at = t.map(draw);
    const b = new Builder();
    const logDensity = evaluate(b, logGammaLogProb(b, b.constant(a), b.feed('l', [count])), { l: at });
    const mass = logDensity.map((log, i) => h * Math.exp(log) * slope(t[i] ?? 0));
    const moment = (f: (l: number) => number) => at.reduce((sum, l, i) => sum + f(l) * (mass[i] ?? 0), 0);
    const mean = digamma(a);
    expect(Math.abs(moment(() => 1) - 1)).toBeLessThan(1e-10);
    expect(Math.abs(moment((l) => l) - mean)).toBeLessThan(1e-10 * (1 + Math.abs(mean)));
    expect(Math.abs(moment((l) => (l - mean) ** 2) / trigamma(a) - 1)).toBeLessThan(1e-10);
  },
);
