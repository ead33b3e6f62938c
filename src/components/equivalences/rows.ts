import {
  type Claim,
  type Comparison,
  type Edit,
  type NamedPair,
  type NormalForm,
  type NormalNode,
  type Pair,
  roleWords,
  type Side,
} from '../../engine';

/** One line of the correspondence; where there is no partner, one side is missing. */
export interface Row {
  readonly id: string;
  /** What both are in the words of a claim: state, action, reward. */
  readonly as: string | undefined;
  readonly left: NormalNode | undefined;
  readonly right: NormalNode | undefined;
  /** What they are, and how the plan takes them: one text where it is the same on both sides. */
  readonly words: readonly string[];
  /** Whether both sides have it, of the same kind and taken alike. */
  readonly isAlike: boolean;
}

/** The pairs of a claim's reading that hold: squares that both sides put into the same nodes of the map. */
export function readingOf(comparison: Decided, claim: Claim | undefined): readonly NamedPair[] {
  const { left, right } = comparison;
  const pairs = pairsOf(comparison);
  const isIn = (form: NormalForm, holder: string, name: string): boolean =>
    nodeOf(form, holder)?.standsFor.includes(name) === true;
  return (claim?.reading ?? []).filter(
    (own) =>
      pairs.some((pair) => isIn(left, pair.left, own.left)) &&
      pairs.every((pair) => isIn(left, pair.left, own.left) === isIn(right, pair.right, own.right)),
  );
}

/** A comparison as far as it has normal forms. */
export type Decided = Extract<Comparison, { kind: 'equivalent' | 'different' }>;

/** The pairs of the map, or of the best map, as the normal forms call them. */
export function pairsOf(comparison: Decided): readonly Pair[] {
  return comparison.kind === 'equivalent'
    ? comparison.map.map(({ left, right }) => ({ left: left.name, right: right.name }))
    : comparison.difference.matched;
}

/** The correspondence: what has a word in the claim first and in its order, then all else; what has no partner last. */
export function correspondenceRows(comparison: Decided, claim: Claim | undefined): Row[] {
  const { left, right } = comparison;
  const pairs = pairsOf(comparison);
  const matched = pairs.map((pair) => rowOf(nodeOf(left, pair.left), nodeOf(right, pair.right), claim));
  const order = (row: Row): number => {
    const place = claim?.correspondence.findIndex((own) => isRow(own, row)) ?? -1;
    return place < 0 ? Number.POSITIVE_INFINITY : place;
  };
  const sorted = claim ? matched.toSorted((a, b) => compareNumbers(order(a), order(b))) : matched;
  return [
    ...sorted,
    ...left.nodes
      .filter(({ name }) => !pairs.some((pair) => pair.left === name))
      .map((node) => rowOf(node, undefined, claim)),
    ...right.nodes
      .filter(({ name }) => !pairs.some((pair) => pair.right === name))
      .map((node) => rowOf(undefined, node, claim)),
  ];
}

/** Infinity less itself is no number. */
function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function rowOf(left: NormalNode | undefined, right: NormalNode | undefined, claim: Claim | undefined): Row {
  const words = [left, right].flatMap((node) => (node ? [roleWords(node)] : []));
  const row = {
    id: `${left?.name ?? ''} = ${right?.name ?? ''}`,
    left,
    right,
    words: words[0] === words[1] ? words.slice(0, 1) : words,
    isAlike: left !== undefined && left.role === right?.role && left.estimator === right.estimator,
  };
  return { ...row, as: claim?.correspondence.find((own) => isRow(own, row))?.as };
}

/** Whether a claim's pair is this row: it may name the circle that a noise belongs to. */
function isRow(pair: NamedPair, { left, right }: Pick<Row, Side>): boolean {
  const is = (node: NormalNode | undefined, name: string): boolean =>
    node !== undefined && (node.name === name || node.law?.node === name);
  return is(left, pair.left) && is(right, pair.right);
}

function nodeOf({ nodes }: NormalForm, name: string): NormalNode | undefined {
  return nodes.find((node) => node.name === name);
}

/** Nodes of the normal forms that some change is about. */
export interface Marked {
  readonly left: ReadonlySet<string>;
  readonly right: ReadonlySet<string>;
}

export function markedBy(edits: readonly Edit[]): Marked {
  const marked = { left: new Set<string>(), right: new Set<string>() };
  const mark = ({ left, right }: Pair): void => {
    marked.left.add(left);
    marked.right.add(right);
  };
  for (const edit of edits) {
    if (edit.kind === 'node') marked[edit.on].add(edit.node.name);
    else pairsIn(edit).forEach(mark);
  }
  return marked;
}

function pairsIn(edit: Exclude<Edit, { kind: 'node' }>): readonly Pair[] {
  switch (edit.kind) {
    case 'role':
    case 'estimator':
    case 'baseline':
      return [edit.at];
    case 'trains':
      return [edit.cost, edit.parameter];
    case 'link':
    case 'derivative':
      return [edit.from, edit.to];
    case 'credit':
      return [edit.circle, edit.cost];
    case 'pairing':
      return [edit.wanted];
  }
}
