import { bestMap } from './bestMap';
import type {
  CompareOptions,
  Comparison,
  Difference,
  Edit,
  Equivalent,
  NormalForm,
  NormalNode,
  Pair,
  PairedLaws,
  Planned,
  Side,
  Step,
  UsedStep,
} from './contract';
import { differenceUnder } from './difference';
import { type Isomorphism, isomorphism } from './isomorphism';
import { type Matrix, matrixOf } from './matrix';
import { natureOf } from './nature';
import { normalForm } from './normalForm';

/** Nodes beyond which nothing is compared; squares count where they are kept. */
const MOST_NODES = 240;

type Steps = Readonly<Record<Side, readonly Step[]>>;

/**
 * Whether two documents, each under its plan, have the same surrogate losses term by term, up to names: whether a map
 * between the nodes of their normal forms preserves roles, estimators, links, credits and what every cost trains (see
 * `normalForm`). `different` comes with the smallest difference found, `undecided` where the graphs are too large or
 * too regular. Both documents have passed their checks; throws a FindingError for a cycle.
 */
export function compare(left: Planned, right: Planned, options: CompareOptions = {}): Comparison {
  const keep = options.squares === 'keep';
  const most = Math.max(sizeOf(left, keep), sizeOf(right, keep));
  if (most > MOST_NODES) return { kind: 'undecided', why: 'size', nodes: most };
  const steps = { left: options.steps?.left ?? [], right: options.steps?.right ?? [] };
  const facing = face(left, right, steps, options);
  if ('kind' in facing) return facing;
  const map = mapOf(facing);
  if (map === 'search') return givenUp(facing);
  if (map === 'none') return differing(facing, options);
  const after = (own: Steps): Equivalent | undefined => {
    const other = face(left, right, own, options);
    return 'kind' in other ? undefined : matching(other, mapOf(other));
  };
  const least = leastSteps(steps, (own) => after(own) !== undefined);
  const found = after(least);
  if (!found) return differing(facing, options);
  return { ...found, used: [...usedOn('left', left, least.left), ...usedOn('right', right, least.right)] };
}

/** Two normal forms after their steps, and where the wanted pairs stand in them. */
interface Facing {
  readonly a: NormalForm;
  readonly b: NormalForm;
  readonly x: Matrix;
  readonly y: Matrix;
  readonly wanted: readonly { readonly pair: Pair; readonly places: readonly [number, number] | undefined }[];
}

function face(left: Planned, right: Planned, steps: Steps, options: CompareOptions): Facing | Comparison {
  const keep = options.squares === 'keep';
  const a = normalForm(left, steps.left, keep);
  if ('why' in a) return { kind: 'refused', side: 'left', ...a };
  const b = normalForm(right, steps.right, keep);
  if ('why' in b) return { kind: 'refused', side: 'right', ...b };
  const baselines = options.baselines ?? false;
  const wanted = (options.wanted ?? []).map((pair) => ({ pair, places: placesOf(pair, a, b) }));
  return { a, b, x: matrixOf(a, baselines), y: matrixOf(b, baselines), wanted };
}

/** The map with the pairs that are wanted. */
function mapOf({ x, y, wanted }: Facing): Isomorphism {
  const places = wanted.flatMap((own) => (own.places ? [own.places] : []));
  return places.length < wanted.length ? 'none' : isomorphism(x, y, places);
}

function differing(facing: Facing, options: CompareOptions): Comparison {
  const { a, b, x, y, wanted } = facing;
  const free = wanted.length > 0 ? isomorphism(x, y) : 'none';
  if (free === 'search') return givenUp(facing);
  const difference =
    free === 'none' ? differenceOf(facing, options.baselines ?? false) : mispaired(facing, free);
  return { kind: 'different', difference, left: a, right: b };
}

function givenUp({ a, b }: Facing): Comparison {
  return { kind: 'undecided', why: 'search', nodes: Math.max(a.nodes.length, b.nodes.length) };
}

function sizeOf({ document }: Planned, keep: boolean): number {
  return document.nodes.filter(({ kind }) => keep || kind !== 'deterministic').length;
}

/**
 * The steps left when those that are not needed are taken away: all at once, else one after the other, the last ones
 * first. Names to read by stay.
 */
function leastSteps(steps: Steps, holds: (fewer: Steps) => boolean): Steps {
  const named = (list: readonly Step[]) => list.filter(({ kind }) => kind === 'rename');
  const none = { left: named(steps.left), right: named(steps.right) };
  if (holds(none)) return none;
  let current = steps;
  for (const side of ['right', 'left'] as const) {
    for (const step of steps[side].toReversed()) {
      if (step.kind === 'rename') continue;
      const fewer = { ...current, [side]: current[side].filter((other) => other !== step) };
      if (holds(fewer)) current = fewer;
    }
  }
  return current;
}

function usedOn(side: Side, planned: Planned, steps: readonly Step[]): UsedStep[] {
  return steps.map((step, i) => ({ side, step, nature: natureOf(step, planned, steps.slice(0, i)) }));
}

function matching({ a, b }: Facing, partners: Isomorphism): Equivalent | undefined {
  if (partners === 'none' || partners === 'search') return undefined;
  const map = a.nodes.flatMap((left, i) => {
    const right = b.nodes[partners[i] ?? -1];
    return right ? [{ left, right }] : [];
  });
  const estimators = map.flatMap(({ left, right }): PairedLaws[] =>
    left.law && right.law ? [{ left: left.law, right: right.law }] : [],
  );
  return { kind: 'equivalent', map, estimators, used: [], left: a, right: b };
}

/** Under the best map that has the pairs that are wanted, as far as their nodes are there. */
function differenceOf({ a, b, x, y, wanted }: Facing, baselines: boolean): Difference {
  const places = wanted.flatMap((own) => (own.places ? [own.places] : []));
  const map = bestMap(x, y, places).flatMap((j, i): [string, string][] => {
    const [left, right] = [a.nodes[i], b.nodes[j ?? -1]];
    return left && right ? [[left.name, right.name]] : [];
  });
  return differenceUnder(a, b, map, baselines);
}

/** Where a wanted pair stands: names of the documents, or of what stands for them. */
function placesOf(
  { left, right }: Pair,
  a: NormalForm,
  b: NormalForm,
): readonly [number, number] | undefined {
  const [i, j] = [placeOf(left, a), placeOf(right, b)];
  return i === undefined || j === undefined ? undefined : [i, j];
}

/**
 * By its own name, else by what it is the noise of, else by what was merged into it: the last are several for a square.
 */
function placeOf(name: string, { nodes }: NormalForm): number | undefined {
  const tests: readonly ((node: NormalNode) => boolean)[] = [
    (node) => node.name === name,
    ({ law }) => law?.node === name,
    ({ standsFor }) => standsFor.includes(name),
  ];
  for (const test of tests) {
    const place = nodes.findIndex(test);
    if (place >= 0) return place;
  }
  return undefined;
}

/** The first wanted pair that no map has together with those before it. */
function refusedPair({ x, y, wanted }: Facing): Pair {
  const together: (readonly [number, number])[] = [];
  for (const { pair, places } of wanted) {
    if (!places) return pair;
    together.push(places);
    if (isomorphism(x, y, together) === 'none') return pair;
  }
  throw new Error('a map has all pairs that are wanted');
}

/** There is a map, but none with all pairs that are wanted. */
function mispaired(facing: Facing, partners: Isomorphism): Difference {
  const first: Edit = { kind: 'pairing', wanted: refusedPair(facing) };
  const map = matching(facing, partners)?.map ?? [];
  const matched = map.map(({ left, right }) => ({ left: left.name, right: right.name }));
  return { first, edits: [first], matched };
}
