import { type Plan, scoreFactor } from '../../engine';
import { formatNumber } from '../ui/numbers';

/** Whether a plan normalizes or ranks: it scales its gradient, and its variance says little beside that of others. */
export function isScaled(nodes: Plan['nodes']): boolean {
  return Object.values(nodes).some((entry) => scoreFactor(entry) !== 'plain');
}

/** A plan's total variance of one estimate. */
interface Spread {
  readonly plan: string;
  readonly variance: number;
}

/** Below this ratio nobody would choose a plan for it. */
const ALIKE = 1.1;

/** How the variances of plans compare, in a sentence: the noisiest against the quietest. */
export function ratioWords(spreads: readonly Spread[], parameter: string): string | undefined {
  const known = spreads.filter(({ variance }) => Number.isFinite(variance) && variance > 0);
  const sorted = known.sort((a, b) => b.variance - a.variance);
  const [most, least] = [sorted[0], sorted.at(-1)];
  if (!most || !least || most === least) return undefined;
  const ratio = most.variance / least.variance;
  if (ratio < ALIKE)
    return known.length === 2
      ? `${least.plan} and ${most.plan} vary about as much in ${parameter}`
      : `All plans vary about as much in ${parameter}`;
  return `${most.plan} varies ${timesWords(ratio)} times as much as ${least.plan} in ${parameter}`;
}

/** As exact as such a ratio is known: `1.4`, `23`, `1,200`, `3×10⁷`. */
function timesWords(ratio: number): string {
  if (ratio >= 1e6) return formatNumber(ratio);
  if (ratio < 10) return String(Number(ratio.toPrecision(2)));
  const rounded = Number(ratio.toPrecision(ratio < 100 ? 2 : 3));
  return rounded.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
