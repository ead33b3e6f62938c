import { bitsBetween, type Matrix } from './matrix';

/** Relations looked at before the search is given up; some 20 ms of work. */
const MOST_WORK = 400_000;

/** For every node of the left one its partner; `none`: there is no such map; `search`: it was given up. */
export type Isomorphism = readonly number[] | 'none' | 'search';

/**
 * A map between the nodes of two matrices that preserves colours and relations, with the pairs that are wanted. Colours
 * are refined by those of the neighbours until nothing changes (Weisfeiler and Leman); where several nodes still look
 * alike, one of them is told apart and tried with each partner. Exact: colours are hashes, so that they may only fail
 * to tell nodes apart, and the map is checked relation by relation.
 */
export function isomorphism(
  left: Matrix,
  right: Matrix,
  wanted: readonly (readonly [left: number, right: number])[] = [],
  mostWork = MOST_WORK,
): Isomorphism {
  if (left.nodes.length !== right.nodes.length) return 'none';
  let work = 0;

  const search = (startLeft: Uint32Array, startRight: Uint32Array): Isomorphism => {
    let [a, b] = [startLeft, startRight];
    for (let classes = 0; ; ) {
      const counts = sameColours(a, b);
      if (counts === undefined) return 'none';
      if (counts === classes) break;
      classes = counts;
      if (work > mostWork) return 'search';
      [a, b] = [refined(left, a), refined(right, b)];
      work += 2 * left.nodes.length + left.neighbours.reduce((sum, list) => sum + list.length, 0) * 2;
    }
    const twin = smallestClass(a);
    if (twin === undefined) {
      work += left.bits.length;
      return verified(left, right, a, b);
    }
    const own = colourAt(a, twin);
    for (let partner = 0; partner < b.length; partner++) {
      if (b[partner] !== own) continue;
      const found = search(apart(a, twin), apart(b, partner));
      if (found !== 'none') return found;
    }
    return 'none';
  };

  const [a, b] = [coloursAfter(left, 0), coloursAfter(right, 0)];
  for (const [position, [i, j]] of wanted.entries()) {
    a[i] = mixed(colourAt(a, i), position + 1);
    b[j] = mixed(colourAt(b, j), position + 1);
  }
  return search(a, b);
}

/** What can be told of every node by looking so many relations far. */
export function coloursAfter(matrix: Matrix, rounds: number): Uint32Array {
  let colours: Uint32Array = Uint32Array.from(matrix.colours, hashOf);
  for (let round = 0; round < rounds; round++) colours = refined(matrix, colours);
  return colours;
}

/** One round: every node's colour with those around it, whatever their order. */
function refined({ neighbours }: Matrix, colours: Uint32Array): Uint32Array {
  return Uint32Array.from(neighbours, (list, i) => {
    let sum = 0;
    for (const [other, bits] of list) sum = (sum + mixed(colourAt(colours, other), bits)) >>> 0;
    return mixed(colourAt(colours, i), sum);
  });
}

/** How many colours there are, where both have each equally often. */
function sameColours(a: Uint32Array, b: Uint32Array): number | undefined {
  const [first, second] = [a.toSorted(), b.toSorted()];
  let classes = 0;
  for (const [i, colour] of first.entries()) {
    if (colour !== second[i]) return undefined;
    if (i === 0 || colour !== first[i - 1]) classes++;
  }
  return classes;
}

/** A node of the smallest class that has several; undefined where all colours differ. */
function smallestClass(colours: Uint32Array): number | undefined {
  const sizes = new Map<number, number>();
  for (const colour of colours) sizes.set(colour, (sizes.get(colour) ?? 0) + 1);
  let best: number | undefined;
  for (const [i, colour] of colours.entries()) {
    const size = sizes.get(colour) ?? 0;
    if (size > 1 && (best === undefined || size < (sizes.get(colourAt(colours, best)) ?? 0))) best = i;
  }
  return best;
}

function apart(colours: Uint32Array, node: number): Uint32Array {
  const next = colours.slice();
  next[node] = mixed(colourAt(colours, node), 0x9e3779b9);
  return next;
}

function verified(left: Matrix, right: Matrix, a: Uint32Array, b: Uint32Array): Isomorphism {
  const size = a.length;
  const partners = new Map([...b].map((colour, i) => [colour, i]));
  const map = [...a].map((colour) => partners.get(colour) ?? 0);
  for (let i = 0; i < size; i++) {
    if (left.colours[i] !== right.colours[map[i] ?? 0]) return 'none';
    for (let j = 0; j < size; j++)
      if (bitsBetween(left.bits, size, i, j) !== bitsBetween(right.bits, size, map[i] ?? 0, map[j] ?? 0))
        return 'none';
  }
  return map;
}

function colourAt(colours: Uint32Array, i: number): number {
  return colours[i] ?? 0;
}

function hashOf(text: string): number {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return hash >>> 0;
}

/** Two numbers as one that depends on their order. */
function mixed(a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(b + 0x7f4a7c15, 0x85ebca6b), 0xc2b2ae35);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
