import type { Facts } from '../diagnostics/facts';
import { DISTRIBUTION_ARGS } from './distributions';
import { LIMITS } from './limits';
import type { NodeKind } from './types';

/**
 * Names that expressions give a meaning of their own, so that no node can be called by them. The table of functions
 * is held against this list by a test of its own. The numbers pi and e make way for nodes of their names.
 */
const FUNCTIONS =
  'exp log log1p expm1 sqrt square sin cos tan tanh sigmoid softplus relu abs sign step floor round min max where ' +
  'lgamma erf sum mean prod dot matmul transpose concat stack slice reshape range softmax logsumexp norm mlp gru stop log_prob kl entropy';

const RESERVED: ReadonlyMap<string, string> = new Map([
  ...FUNCTIONS.split(' ').map((name) => [name, 'a function'] as const),
  ...Object.keys(DISTRIBUTION_ARGS).map((name) => [name, 'a distribution'] as const),
]);

export type NameProblem =
  | { readonly code: 'bad-name'; readonly facts: Facts['bad-name'] }
  | { readonly code: 'reserved-name'; readonly facts: Facts['reserved-name'] };

/** Why a node cannot be called `name`, whatever else is in the document; undefined where it can. */
export function nameProblem(name: string): NameProblem | undefined {
  if (name === '') return { code: 'bad-name', facts: { name, problem: 'empty' } };
  if (name.length > LIMITS.name) return { code: 'bad-name', facts: { name, problem: 'length' } };
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name))
    return { code: 'bad-name', facts: { name, problem: 'characters' } };
  const meaning = RESERVED.get(name);
  return meaning === undefined ? undefined : { code: 'reserved-name', facts: { name, meaning } };
}

/** The numbers that expressions know by a name, as they are written, unless a node has it. */
export const NUMBERS: ReadonlyMap<string, string> = new Map([
  ['pi', 'the number 3.14159...'],
  ['e', 'the number 2.71828...'],
]);

/** The name itself where it is free, else the first free one among stem2, stem3, ... for its stem without digits. */
export function freeName(wish: string, taken: ReadonlySet<string>): string {
  const usable = nameProblem(wish) === undefined ? wish : 'x1';
  if (!taken.has(usable)) return usable;
  const stem = usable.replace(/\d+$/, '');
  for (let number = 2; ; number++) {
    const name = `${stem.slice(0, LIMITS.name - `${number}`.length)}${number}`;
    if (!taken.has(name) && nameProblem(name) === undefined) return name;
  }
}

/** What the first node of a kind is called when nobody chooses a name; the next ones count on. */
export const FIRST_NAMES: Readonly<Record<NodeKind, string>> = {
  parameter: 'theta',
  input: 'u1',
  deterministic: 'y1',
  stochastic: 'x1',
  cost: 'f1',
};
