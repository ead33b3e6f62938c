import type { Tree } from './tree';

/** The parts that a tree is directly made of, in the order of the text. */
export function partsOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'number':
    case 'name':
      return [];
    case 'negation':
      return [tree.operand];
    case 'binary':
      return [tree.left, tree.right];
    case 'conditional':
      return [tree.condition, tree.then, tree.otherwise];
    case 'index':
      return [tree.target, tree.index];
    case 'call':
      return tree.args;
  }
}

/**
 * The names that an expression uses for values, in the order of their first use; without functions. `pi` and `e` are
 * among them, since nodes may be called so: where none is, they are numbers.
 */
export function names(tree: Tree): ReadonlySet<string> {
  const found = new Set<string>();
  visit(tree, (part) => {
    if (part.kind === 'name') found.add(part.name);
  });
  return found;
}

/** The parts that an expression has a gradient through: nothing inside `stop`. */
export function differentiatedParts(tree: Tree): readonly Tree[] {
  if (tree.kind === 'call' && tree.name === 'stop') return [];
  return [tree, ...partsOf(tree).flatMap(differentiatedParts)];
}

/** Whether `stop` occurs: what its result depends on is then not what its gradient says. */
export function usesStop(tree: Tree): boolean {
  let found = false;
  visit(tree, (part) => {
    found ||= part.kind === 'call' && part.name === 'stop';
  });
  return found;
}

/**
 * The stochastic nodes whose own distribution the expression uses: z in `log_prob(z)`, `kl(z, q)`, `kl(p, z)` and
 * `entropy(z)`. The expression then depends on z's parents too.
 */
export function usesLogProb(tree: Tree): ReadonlySet<string> {
  const found = new Set<string>();
  visit(tree, (part) => {
    if (part.kind !== 'call') return;
    for (const distribution of distributionsOf(part))
      if (distribution.kind === 'name') found.add(distribution.name);
  });
  return found;
}

/** The z of `log_prob(z)`, its density at its own sample; undefined of all other parts. */
export function ownDensity(part: Tree): string | undefined {
  if (part.kind !== 'call' || part.name !== 'log_prob' || part.args.length !== 1) return undefined;
  const [own] = part.args;
  return own?.kind === 'name' ? own.name : undefined;
}

/** The stochastic nodes whose density at their own sample the expression uses: z in `log_prob(z)`. */
export function usesOwnDensity(tree: Tree): ReadonlySet<string> {
  const found = new Set<string>();
  visit(tree, (part) => {
    const own = ownDensity(part);
    if (own !== undefined) found.add(own);
  });
  return found;
}

/** The arguments of a call that stand for distributions, and not for values. */
export function distributionsOf(call: Extract<Tree, { kind: 'call' }>): readonly Tree[] {
  if (call.name === 'log_prob' || call.name === 'entropy') return call.args.slice(0, 1);
  return call.name === 'kl' ? call.args.slice(0, 2) : [];
}

/** Every part of the tree, itself first. */
function visit(tree: Tree, look: (part: Tree) => void): void {
  look(tree);
  for (const part of partsOf(tree)) visit(part, look);
}
