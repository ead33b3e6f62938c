import { DISTRIBUTION_ARGS, type DistributionName } from './distributions';
import type { StochasticNode } from './types';

type Default = (sum: string) => string;

/** Arguments of these hold one entry a class, so that their `probs` are not those of the others. */
const CLASSES = { probs: (sum: string) => `softmax(stack(0, ${sum}))` };

/** Where the default of an argument's name will not do: of several positive arguments a node's parents steer one. */
const OWN: { readonly [N in DistributionName]?: Readonly<Record<string, Default>> } = {
  Gamma: { rate: () => '1' },
  // With a variance.
  InverseGamma: { concentration: (sum) => `2 + exp(${sum})`, rate: () => '1' },
  Dirichlet: { concentration: (sum) => `exp(stack(0, ${sum}))` },
  StudentT: { df: () => '5' },
  Weibull: { scale: (sum) => `exp(${sum})`, concentration: () => '2' },
  HalfNormal: { scale: (sum) => `exp(${sum})` },
  MultivariateNormal: {
    loc: (sum) => `stack(${sum}, 0)`,
    scale_tril: () => 'stack(stack(1, 0), stack(0, 1))',
  },
  Categorical: CLASSES,
  OneHotCategorical: CLASSES,
};

/** By an argument's name; 1 where it has no row. */
const DEFAULTS: ReadonlyMap<string, Default> = new Map<string, Default>([
  ['loc', (sum) => sum],
  ['low', (sum) => sum],
  ['high', (sum) => `${sum} + 1`],
  ['probs', (sum) => `sigmoid(${sum})`],
  ['rate', (sum) => `exp(${sum})`],
  ['concentration', (sum) => `exp(${sum})`],
  ['concentration1', (sum) => `exp(${sum})`],
  ['total_count', () => '10'],
]);

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
  const alike = before !== undefined && formOf(before) === formOf(distribution);
  const given = new Map(alike ? Object.entries(node.args ?? {}) : []);
  const alternatives: readonly (readonly string[])[] = DISTRIBUTION_ARGS[distribution];
  const names = alternatives.find((args) => args.every((arg) => given.has(arg))) ?? alternatives[0] ?? [];
  return Object.fromEntries(names.map((arg) => [arg, given.get(arg) ?? defaultArg(distribution, arg, sum)]));
}

/** Between distributions of one form an argument of the same name means the same. */
function formOf(distribution: DistributionName): string {
  switch (distribution) {
    case 'Categorical':
    case 'OneHotCategorical':
      return 'classes';
    case 'Dirichlet':
    case 'MultivariateNormal':
      return distribution;
    default:
      return 'numbers';
  }
}

function defaultArg(distribution: DistributionName, arg: string, sum: string): string {
  const make = OWN[distribution]?.[arg] ?? DEFAULTS.get(arg);
  return make ? make(sum) : '1';
}
