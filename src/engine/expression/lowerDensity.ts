import { nearest } from '../base/nearest';
import { FindingError } from '../diagnostics/types';
import type { Value } from '../ir/builder';
import { namedArgs } from './distributionArgs';
import { distributionsOf } from './names';
import type { Span, Tree } from './tree';

type Call = Extract<Tree, { kind: 'call' }>;

/** A distribution with its arguments, by their names. */
export interface WrittenDistribution {
  readonly name: string;
  readonly args: Readonly<Record<string, Value>>;
}

interface OfNode extends WrittenDistribution {
  readonly sample: Value;
  readonly argsAtSample?: WrittenDistribution['args'];
}

/** What expressions need of distributions: given by the caller, since expressions know none. */
export interface Distributions {
  /** Alternative lists of arguments by distribution, the first in the order in which `Normal(0, 1)` gives them. */
  readonly argNames: ReadonlyMap<string, readonly (readonly string[])[]>;
  /**
   * The distribution of a stochastic node given its parents, the node's own sample, and the arguments that its density
   * there takes, where these are others; undefined for other nodes. May throw FindingError.
   */
  readonly ofNode: (name: string) => OfNode | undefined;
  /** Log density at a value, summed over the elements of one draw. */
  readonly logProb: (p: WrittenDistribution, value: Value) => Value;
  /** In closed form; undefined where there is none. */
  readonly entropy: (p: WrittenDistribution) => Value | undefined;
  /** Kullback-Leibler divergence of p from q, in closed form; undefined where there is none. */
  readonly kl: (p: WrittenDistribution, q: WrittenDistribution) => Value | undefined;
}

/** The rest of lowering, as this part of it needs it. */
interface Lowering {
  readonly lower: (tree: Tree) => Value;
  readonly placed: <T>(span: Span, compute: () => T) => T;
}

/** `log_prob`, `kl` and `entropy`, whose arguments were counted. Throws FindingError with a span. */
export function lowerDensity(call: Call, distributions: Distributions, lowering: Lowering): Value {
  const written = distributionsOf(call).map((tree) => read(call, tree, distributions, lowering));
  const [p, q] = written;
  if (!p) throw new Error(`${call.name} is no function of distributions`);
  if (call.name === 'log_prob') return logProb(call, p, distributions, lowering);
  const value = lowering.placed(call.span, () => (q ? distributions.kl(p, q) : distributions.entropy(p)));
  if (value) return value;
  throw new FindingError([
    {
      code: 'no-closed-form',
      facts: { call: call.name, distributions: written.map(({ name }) => name) },
      span: call.span,
    },
  ]);
}

function logProb(
  call: Call,
  p: WrittenDistribution & Partial<OfNode>,
  distributions: Distributions,
  lowering: Lowering,
): Value {
  const at = call.args[1];
  const value = at ? lowering.lower(at) : p.sample;
  const args = at ? p.args : (p.argsAtSample ?? p.args);
  if (value) return lowering.placed(call.span, () => distributions.logProb({ name: p.name, args }, value));
  throw new FindingError([
    {
      code: 'argument-count',
      facts: { call: call.name, signature: `log_prob(${p.name}(...), value)`, given: call.args.length },
      span: call.span,
    },
  ]);
}

/** The distribution that an argument writes out, or that of the stochastic node it names. */
function read(
  call: Call,
  tree: Tree,
  distributions: Distributions,
  { lower, placed }: Lowering,
): WrittenDistribution & Partial<OfNode> {
  if (tree.kind === 'name') {
    // The value is asked for first, so that a missing edge or a misspelled name is said as such.
    if (!distributions.argNames.has(tree.name)) lower(tree);
    const own = placed(tree.span, () => distributions.ofNode(tree.name));
    if (own) return own;
  }
  const alternatives = tree.kind === 'call' ? distributions.argNames.get(tree.name) : undefined;
  if (tree.kind !== 'call' || !alternatives)
    throw new FindingError([
      {
        code: 'not-a-distribution',
        facts: {
          call: call.name,
          got: 'name' in tree ? tree.name : 'a formula',
          suggestion: 'name' in tree ? nearest(tree.name, distributions.argNames.keys()) : undefined,
        },
        span: tree.span,
      },
    ]);
  const { trees, finding } = namedArgs(tree, alternatives);
  if (!trees) throw new FindingError([finding]);
  return { name: tree.name, args: Object.fromEntries([...trees].map(([name, arg]) => [name, lower(arg)])) };
}
