import type { Difference, Edit, NormalForm, NormalNode, Pair, Relation, Side } from './contract';

/** A pair of the map, with what is known of both. */
interface Matched {
  readonly left: NormalNode;
  readonly right: NormalNode;
}

/** What is spoken of first: what the nodes are, then what hangs from them. */
const ORDER: readonly Edit['kind'][] = [
  'node',
  'role',
  'estimator',
  'baseline',
  'trains',
  'link',
  'derivative',
  'credit',
  'pairing',
];

/**
 * What must be changed for two normal forms to agree under a map. What follows from another change is not listed with
 * it: the relations of a node without partner, what a cost trains where the same parameters are declared but no longer
 * reached, the derivatives of a cost that trains another, and the credits that change with the links.
 */
export function differenceUnder(
  left: NormalForm,
  right: NormalForm,
  map: readonly (readonly [left: string, right: string])[],
  baselines: boolean,
): Difference {
  const [lefts, rights] = [byName(left), byName(right)];
  const matched = map.flatMap(([a, b]): Matched[] => {
    const [own, other] = [lefts.get(a), rights.get(b)];
    return own && other ? [{ left: own, right: other }] : [];
  });
  const alone = [
    ...aloneOn(left, 'left', new Set(matched.map((pair) => pair.left.name))),
    ...aloneOn(right, 'right', new Set(matched.map((pair) => pair.right.name))),
  ];
  const nodes = [...alone, ...matched.flatMap((pair) => ofNode(pair, baselines))];
  const relations = ofRelations(left, right, matched);
  const essential = relations.filter((edit) => !follows(edit, relations, nodes, left, right));
  const edits = [...nodes, ...(nodes.length + essential.length > 0 ? essential : relations)].sort(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind),
  );
  const [first] = edits;
  if (!first) throw new Error('the map changes nothing, so that the graphs are equivalent');
  return { first, edits, matched: matched.map(pairOf) };
}

function byName({ nodes }: NormalForm): ReadonlyMap<string, NormalNode> {
  return new Map(nodes.map((node) => [node.name, node]));
}

function pairOf({ left, right }: Matched): Pair {
  return { left: left.name, right: right.name };
}

function aloneOn({ nodes }: NormalForm, on: Side, matched: ReadonlySet<string>): Edit[] {
  return nodes.filter(({ name }) => !matched.has(name)).map((node) => ({ kind: 'node', on, node }));
}

function ofNode(pair: Matched, baselines: boolean): Edit[] {
  const { left, right } = pair;
  const at = pairOf(pair);
  const laws = [left.law?.estimator, right.law?.estimator] as const;
  if (left.law && right.law && laws[0] !== laws[1] && isUnlike(left, right))
    return [{ kind: 'estimator', at, estimators: laws }];
  if (left.role !== right.role) return [{ kind: 'role', at, roles: [left.role, right.role] }];
  if (left.estimator !== right.estimator)
    return [{ kind: 'estimator', at, estimators: [left.estimator, right.estimator] }];
  const own = [left.law?.baseline ?? 'none', right.law?.baseline ?? 'none'] as const;
  const isApart = baselines && left.role === 'circle' && JSON.stringify(own[0]) !== JSON.stringify(own[1]);
  return isApart ? [{ kind: 'baseline', at, baselines: own }] : [];
}

function isUnlike(left: NormalNode, right: NormalNode): boolean {
  return left.role !== right.role || left.estimator !== right.estimator;
}

/** The relations that one side alone has, between nodes with partners. */
function ofRelations(left: NormalForm, right: NormalForm, matched: readonly Matched[]): Edit[] {
  const toRight = new Map(matched.map((pair) => [pair.left.name, pairOf(pair)]));
  const toLeft = new Map(matched.map((pair) => [pair.right.name, pairOf(pair)]));
  const [lefts, rights] = [keysOf(left.relations), keysOf(right.relations)];
  return [
    ...left.relations.flatMap((relation) => onlyOn('left', relation, toRight, rights)),
    ...right.relations.flatMap((relation) => onlyOn('right', relation, toLeft, lefts)),
  ];
}

/** Links with their kind, whether or not they carry a derivative: a derivative is a link that does. */
function keysOf(relations: readonly Relation[]): ReadonlySet<string> {
  return new Set(
    relations.flatMap(({ kind, from, to }) =>
      kind === 'derivative' ? [`${kind} ${from} ${to}`, `value ${from} ${to}`] : [`${kind} ${from} ${to}`],
    ),
  );
}

function onlyOn(
  on: Side,
  { kind, from: start, to: end }: Relation,
  partners: ReadonlyMap<string, Pair>,
  others: ReadonlySet<string>,
): Edit[] {
  const [from, to] = [partners.get(start), partners.get(end)];
  if (!from || !to) return [];
  const other: Side = on === 'left' ? 'right' : 'left';
  const has = (what: Relation['kind']) => others.has(`${what} ${from[other]} ${to[other]}`);
  switch (kind) {
    case 'value':
      return has('value') ? [] : [{ kind: 'link', on, from, to }];
    case 'derivative':
      if (!has('value')) return [{ kind: 'link', on, from, to }];
      return has('derivative') ? [] : [{ kind: 'derivative', on, from, to }];
    case 'credit':
      return has('credit') ? [] : [{ kind: 'credit', on, circle: from, cost: to }];
    case 'trains':
      return has('trains') ? [] : [{ kind: 'trains', on, cost: from, parameter: to }];
  }
}

function follows(
  edit: Edit,
  relations: readonly Edit[],
  nodes: readonly Edit[],
  left: NormalForm,
  right: NormalForm,
): boolean {
  const isDeclaredAlike = (cost: Pair, parameter: Pair): boolean =>
    left.declared.some(({ from, to }) => from === cost.left && to === parameter.left) ===
    right.declared.some(({ from, to }) => from === cost.right && to === parameter.right);
  switch (edit.kind) {
    case 'trains':
      return isDeclaredAlike(edit.cost, edit.parameter) || hasRole(nodes, edit.parameter);
    case 'derivative':
      return (
        hasRole(nodes, edit.from) ||
        relations.some(
          (other) =>
            other.kind === 'trains' &&
            other.parameter.left === edit.from.left &&
            !isDeclaredAlike(other.cost, other.parameter),
        )
      );
    case 'credit':
      return relations.some(({ kind }) => kind !== 'credit') || nodes.some(({ kind }) => kind !== 'node');
    case 'link':
      // A circle that the other plan rewrites has its parents on one side alone.
      return nodes.some((other) => other.kind === 'estimator' && other.at.left === edit.to.left);
    case 'node':
    case 'role':
    case 'estimator':
    case 'baseline':
    case 'pairing':
      return false;
  }
}

/** Whether a pair is listed for what it is already. */
function hasRole(nodes: readonly Edit[], pair: Pair): boolean {
  return nodes.some((edit) => edit.kind === 'role' && edit.at.left === pair.left);
}
