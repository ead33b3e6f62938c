import { DISTRIBUTION_ARGS, type DistributionName } from './distributions';
import type { StochasticNode } from './types';

/** Arguments of these hold one entry a class, so that their `probs` are not those of the others. */
const OVER_CLASSES: ReadonlySet<DistributionName> = new Set(['Categorical', 'OneHotCategorical']);

/**
 * Arguments for a node that takes another distribution: those that it has already and that mean the same, and for the
 * others an expression of the sum of its parents that is right for every real value of it.
 */
export function argsFor(
  distribution: DistributionName,
  node: StochasticNode,
): Readonly<Record<string, string>> {
  const sum = node.parents.length > 0 ? node.parents.join(' + ') : '0';
  const before = node.distribution;
  const alike = before !== undefined && OVER_CLASSES.has(before) === OVER_CLASSES.has(distribution);
  const given = new Map(alike ? Object.entries(node.args ?? {}) : []);
  const alternatives: readonly (readonly string[])[] = DISTRIBUTION_ARGS[distribution];
  const names = alternatives.find((args) => args.every((arg) => given.has(arg))) ?? alternatives[0] ?? [];
  return Object.fromEntries(names.map((arg) => [arg, given.get(arg) ?? defaultArg(distribution, arg, sum)]));
}

function defaultArg(distribution: DistributionName, arg: string, sum: string): string {
  switch (arg) {
    case 'loc':
    case 'low':
      return sum;
    case 'high':
      return `${sum} + 1`;
    case 'probs':
      return OVER_CLASSES.has(distribution) ? `softmax(stack(0, ${sum}))` : `sigmoid(${sum})`;
    case 'rate':
      // The one positive argument that a Gamma's parents steer is its concentration.
      return distribution === 'Gamma' ? '1' : `exp(${sum})`;
    case 'concentration':
      return `exp(${sum})`;
    default:
      return '1';
  }
}
