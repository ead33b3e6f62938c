import { coloursAfter } from './isomorphism';
import { CREDIT, DERIVATIVE, LINK, type Matrix, TRAINS } from './matrix';

/** Rounds of swaps over all pairs. */
const MOST_ROUNDS = 6;
/** Relations looked at while swapping, so that graphs that have little in common take no longer than they are worth. */
const MOST_WORK = 3_000_000;
/** What it weighs to pair nodes that differ in role, or in estimator alone, and to leave a node without a partner. */
const ROLE = 4;
const ESTIMATOR = 2;
const ALONE = 3;
/** Of two equally good maps, the one that keeps names. */
const NAME = 0.01;
/** A change smaller than this is rounding. */
const ROUNDING = 1e-9;

/**
 * By the bits in which the relations of two pairs differ: what must be changed. By those that they share: how much they
 * agree.
 */
const CHANGED = Float64Array.from({ length: 256 }, (_, bits) => changed(bits & 15) + changed(bits >> 4));
const SHARED = Float64Array.from({ length: 256 }, (_, bits) => Math.sign(bits & 15) + Math.sign(bits >> 4));

function changed(bits: number): number {
  const link = bits & LINK ? 2 : bits & DERIVATIVE ? 1 : 0;
  return link + (bits & CREDIT ? 0.5 : 0) + (bits & TRAINS ? 1 : 0);
}

/**
 * For every node of the left one a partner, or undefined: a map that leaves little to change. Nodes are paired one
 * after the other, always the two that agree best with what is paired already; then partners are swapped while that
 * helps. Pairs that are wanted are made first, and stay. The least number of changes is not promised: it is as hard to
 * find as graphs can be. Time: the cube of the nodes.
 */
export function bestMap(
  left: Matrix,
  right: Matrix,
  wanted: readonly (readonly [left: number, right: number])[] = [],
): (number | undefined)[] {
  const isSwapped = left.nodes.length > right.nodes.length;
  const pairing = isSwapped
    ? new Pairing(
        right,
        left,
        wanted.map(([i, j]) => [j, i]),
      )
    : new Pairing(left, right, wanted);
  pairing.pairGreedily();
  pairing.swapWhileBetter();
  const partner = new Map(pairing.pairs().map(([i, j]) => (isSwapped ? [j, i] : [i, j])));
  return left.nodes.map((_, i) => partner.get(i));
}

/** A map from all nodes of the smaller matrix into the larger one. */
class Pairing {
  readonly #map: Int32Array;
  /** Nodes of the smaller matrix that keep their partner. */
  readonly #settled = new Set<number>();
  #work = 0;

  constructor(
    readonly small: Matrix,
    readonly large: Matrix,
    readonly wanted: readonly (readonly [small: number, large: number])[],
  ) {
    this.#map = new Int32Array(small.nodes.length).fill(-1);
  }

  pairGreedily(): void {
    const { small, large } = this;
    const [n, m] = [small.nodes.length, large.nodes.length];
    const score = this.#firstScores();
    const taken = new Uint8Array(m);
    for (let round = 0; round < n; round++) {
      let [x, y, most] = this.#nextWanted(taken);
      for (let i = 0; i < n; i++) {
        if (this.#at(i) >= 0) continue;
        for (let j = 0; j < m; j++) {
          const own = score[i * m + j] ?? 0;
          if (own > most && !taken[j]) [x, y, most] = [i, j, own];
        }
      }
      this.#map[x] = y;
      taken[y] = 1;
      for (let i = 0; i < n; i++) {
        if (this.#at(i) >= 0) continue;
        const own = small.both[x * n + i] ?? 0;
        for (let j = 0; j < m; j++) {
          const other = large.both[y * m + j] ?? 0;
          score[i * m + j] =
            (score[i * m + j] ?? 0) + (SHARED[own & other] ?? 0) - (CHANGED[own ^ other] ?? 0);
        }
      }
    }
  }

  /** The next pair that is wanted and can still be made, which no other may outdo; else none yet. */
  #nextWanted(taken: Uint8Array): [small: number, large: number, score: number] {
    const pair = this.wanted.find(([i, j]) => this.#at(i) < 0 && !taken[j]);
    if (!pair) return [-1, -1, Number.NEGATIVE_INFINITY];
    this.#settled.add(pair[0]);
    return [pair[0], pair[1], Number.POSITIVE_INFINITY];
  }

  /** How alike two nodes are by themselves and by what is around them. */
  #firstScores(): Float64Array {
    const { small, large } = this;
    const looks = [1, 2, 3].map(
      (rounds) => [coloursAfter(small, rounds), coloursAfter(large, rounds)] as const,
    );
    const m = large.nodes.length;
    return Float64Array.from({ length: small.nodes.length * m }, (_, place) => {
      const [i, j] = [Math.floor(place / m), place % m];
      const alike = looks.filter(([a, b]) => a[i] === b[j]).length;
      return alike - this.#own(i, j) - Math.abs(degree(small, i) - degree(large, j)) / 2;
    });
  }

  /** Swaps partners, also for nodes that have none, while that leaves less to change. */
  swapWhileBetter(): void {
    const [n, m] = [this.small.nodes.length, this.large.nodes.length];
    for (let round = 0; round < MOST_ROUNDS; round++) {
      let isBetter = false;
      const used = new Set(this.#map);
      const free = Array.from({ length: m }, (_, j) => j).filter((j) => !used.has(j));
      for (let i = 0; i < n && this.#work < MOST_WORK; i++) {
        // What sits right already gains by no swap.
        if (this.#settled.has(i) || this.#weight(i) < ROUNDING) continue;
        for (let k = 0; k < n; k++)
          if (k !== i && !this.#settled.has(k) && this.#trySwap(i, k)) isBetter = true;
        for (const place of free.keys()) if (this.#tryFree(i, free, place)) isBetter = true;
      }
      if (!isBetter) return;
    }
  }

  #trySwap(i: number, k: number): boolean {
    const both = (): number => this.#weight(i) + this.#weight(k) - this.#between(i, k);
    const [own, other, before] = [this.#at(i), this.#at(k), both()];
    [this.#map[i], this.#map[k]] = [other, own];
    if (both() < before - ROUNDING) return true;
    [this.#map[i], this.#map[k]] = [own, other];
    return false;
  }

  #tryFree(i: number, free: number[], place: number): boolean {
    const [own, other] = [this.#at(i), free[place] ?? 0];
    const before = this.#weight(i) + degree(this.large, other);
    this.#map[i] = other;
    if (this.#weight(i) + degree(this.large, own) < before - ROUNDING) {
      free[place] = own;
      return true;
    }
    this.#map[i] = own;
    return false;
  }

  /** The pairs, but those that are better taken as two nodes without a partner, unless they are wanted. */
  pairs(): [number, number][] {
    return [...this.#map].flatMap((j, i): [number, number][] => {
      const [a, b] = [this.small.nodes[i], this.large.nodes[j]];
      const mayPart = !this.#settled.has(i) && a?.role !== b?.role && !(a?.law && b?.law);
      const parted = 2 * ALONE + degree(this.small, i) + degree(this.large, j);
      return mayPart && this.#weight(i) > parted ? [] : [[i, j]];
    });
  }

  #at(i: number): number {
    return this.#map[i] ?? -1;
  }

  /** What must be changed at node i and at its relations. */
  #weight(i: number): number {
    this.#work += this.#map.length;
    let sum = this.#own(i, this.#at(i));
    for (let k = 0; k < this.#map.length; k++) sum += this.#between(i, k);
    return sum;
  }

  #between(i: number, k: number): number {
    const own = this.small.both[i * this.small.nodes.length + k] ?? 0;
    const other = this.large.both[this.#at(i) * this.large.nodes.length + this.#at(k)] ?? 0;
    return CHANGED[own ^ other] ?? 0;
  }

  #own(i: number, j: number): number {
    const [a, b] = [this.small.nodes[i], this.large.nodes[j]];
    const name = a?.name === b?.name ? 0 : NAME;
    if (a?.role !== b?.role) return (a?.law && b?.law ? ESTIMATOR : ROLE) + name;
    return (this.small.colours[i] === this.large.colours[j] ? 0 : ESTIMATOR) + name;
  }
}

function degree({ neighbours }: Matrix, i: number): number {
  return neighbours[i]?.length ?? 0;
}
