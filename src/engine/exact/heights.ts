import type { ValueId } from '../ir/operations';
import type { ScalarProgram, Switch } from './analysis';
import { type Candidate, heightOf, isFlat, widest } from './candidates';
import { type Box, type EnclosedBoxes, halves } from './enclosedBoxes';
import type { Cut, Leaf, Stage } from './leaf';
import { MOST_CUTS, passes } from './levels';

/** Boxes that the faces of one box may be divided into. */
const MOST_FACES = 400;

/** What the search for heights works with. */
export interface HeightSearch {
  readonly boxes: EnclosedBoxes;
  /** Counts one more box; whether there is still room for it. */
  readonly spend: () => boolean;
  /** Whether a box is not divided any more. */
  readonly isSmall: (box: Box) => boolean;
}

/** Leaves of a box whose jumps are certain to be crossed once along one direction. */
export interface Certified {
  readonly leaves: Leaf[];
  /** Whether kinks are cut as jumps are. */
  readonly hasKinks: boolean;
}

/**
 * Finds directions, the heights, along which every jump of a box is crossed once, so that the place of each is a
 * function of the other coordinates. Nested integrals over heights are those of Saye, "High-Order Quadrature Methods
 * for Implicitly Defined Surfaces and Volumes in Hyperrectangles", SIAM J. Sci. Comput. 37(2), 2015.
 */
export class Heights {
  readonly boxes: EnclosedBoxes;

  constructor(readonly search: HeightSearch) {
    this.boxes = search.boxes;
  }

  /**
   * The leaves of a box in which every undecided jump is crossed in one known direction; undefined where that is not
   * certain.
   */
  certified(box: Box, undecided: readonly Switch[]): Certified | undefined {
    const dims = box.low.map((_, k) => k);
    const withKinks = this.#cutsOf(undecided);
    const jumps = this.#cutsOf(undecided.filter(({ kink }) => !kink));
    for (const cuts of withKinks.length === jumps.length ? [jumps] : [withKinks, jumps]) {
      if (cuts.length === 0) continue;
      if (cuts.length > MOST_CUTS) continue;
      const found = this.#candidates(cuts, dims);
      const height = heightOf(found, box, dims);
      if (height === undefined) continue;
      const leaves = this.#below(box, dims, height, found);
      return leaves && { leaves, hasKinks: cuts.length === withKinks.length };
    }
    const leaves = this.#conditioned(box, dims, undecided);
    return leaves && { leaves, hasKinks: !undecided.some(({ kink }) => kink) };
  }

  /** The same where one jump decides whether another is met at all: certain if, either way, the others are decided. */
  #conditioned(box: Box, dims: readonly number[], undecided: readonly Switch[]): Leaf[] | undefined {
    const jumps = undecided.filter(({ kink }) => !kink);
    const clean = jumps.filter(({ fns }) => fns.every((fn) => this.#isSmooth(fn, dims)));
    const others = jumps.filter((own) => !clean.includes(own));
    if (others.length === 0 || clean.length === 0 || clean.length > 2) return undefined;
    const states = clean.map((own) => this.#states(own));
    if (states.some((own) => own.length !== 2)) return undefined;
    const cuts = this.#cutsOf(clean);
    const found = this.#candidates(cuts, dims);
    const height = heightOf(found, box, dims);
    if (height === undefined) return undefined;
    for (let bits = 0; bits < 2 ** clean.length; bits++) {
      this.boxes.enclosure.evaluate(
        new Map(clean.map(({ id }, i) => [id, states[i]?.[(bits >> i) & 1] as number] as const)),
      );
      if (others.some((own) => this.boxes.levels(own).length > 0)) return undefined;
    }
    return this.#below(box, dims, height, found);
  }

  #isSmooth(fn: ValueId, dims: readonly number[]): boolean {
    return dims.every(
      (k) => Number.isFinite(this.boxes.slope(fn, k)[0]) && Number.isFinite(this.boxes.slope(fn, k)[1]),
    );
  }

  #states({ id }: Switch): number[] {
    const [low, high] = [this.boxes.enclosure.low[id] as number, this.boxes.enclosure.high[id] as number];
    return [Math.round(low), Math.round(high)];
  }

  #cutsOf(switches: readonly Switch[]): Cut[] {
    const cuts = switches.flatMap((own) =>
      this.boxes
        .levels(own)
        .map(({ fn, level }): Cut => ({ fn, level, counts: own.levels === 'own', at: [] })),
    );
    return cuts.filter(
      (cut, i) => cuts.findIndex(({ fn, level }) => fn === cut.fn && level === cut.level) === i,
    );
  }

  /** Cuts with bounds on their slopes over the box that was looked at last. */
  #candidates(cuts: readonly Cut[], dims: readonly number[]): Candidate[] {
    return cuts.map((cut) => ({
      cut,
      slopes: new Map(
        dims.map(
          (k) => [k, { range: this.boxes.slope(cut.fn, k), steepness: this.#steepness(cut, k) }] as const,
        ),
      ),
    }));
  }

  /** The least absolute slope of a cut as a share of the largest; 0 where its sign may change. */
  #steepness({ fn, counts }: Cut, k: number): number {
    if (counts) {
      const args = argumentsOf(this.boxes.scalar, fn).filter((arg) => this.boxes.enclosure.varies(arg));
      const slopes = args.map((arg) => this.boxes.slope(arg, k));
      const up = slopes.every(([low]) => low >= 0) && slopes.some(([low]) => low > 0);
      const down = slopes.every(([, high]) => high <= 0) && slopes.some(([, high]) => high < 0);
      return up || down ? 1 : 0;
    }
    const [low, high] = this.boxes.slope(fn, k);
    if (!(Number.isFinite(low) && Number.isFinite(high))) return 0;
    const size = Math.max(Math.abs(low), Math.abs(high));
    return low > 0 ? low / size : high < 0 ? -high / size : 0;
  }

  /**
   * The leaves of a box whose cuts are crossed along `height` or do not depend on it. Its other dimensions are divided
   * where a cut leaves the box through an end of the height, and where one of the other cuts is crossed.
   */
  #below(box: Box, dims: readonly number[], height: number, found: readonly Candidate[]): Leaf[] | undefined {
    const rest = dims.filter((k) => k !== height);
    const along = found.filter((own) => !isFlat(own, height)).map(({ cut }) => cut);
    const across = found.filter((own) => isFlat(own, height)).map(({ cut }) => cut);
    const stage: Stage = { dim: height, cuts: along };
    if (rest.length === 0) return [{ low: box.low, high: box.high, stages: [stage] }];
    const faces = [box.low[height] as number, box.high[height] as number].flatMap((t) =>
      along.map((cut): Cut => ({ ...cut, at: dims0(box).map((k) => (k === height ? t : cut.at[k])) })),
    );
    const leaves = this.#faces(box, rest, [...faces, ...across]);
    return leaves?.map((leaf) => ({ ...leaf, stages: [...leaf.stages, stage] }));
  }

  /**
   * The leaves of a box in its dimensions `dims`, in which every cut through a face is crossed along one dimension.
   */
  #faces(box: Box, dims: readonly number[], cuts: readonly Cut[]): Leaf[] | undefined {
    const leaves: Leaf[] = [];
    const open: Box[] = [box];
    for (let own = open.pop(); own; own = open.pop()) {
      if (!this.search.spend() || leaves.length + open.length > MOST_FACES) return undefined;
      const { low, high } = own;
      const undecided = this.#undecidedFaces(own, dims, cuts);
      if (undecided.length === 0) {
        leaves.push({ low, high, stages: dims.map((dim) => ({ dim, cuts: [] })) });
        continue;
      }
      const height = heightOf(undecided, own, dims);
      const inner = height === undefined ? undefined : this.#below(own, dims, height, undecided);
      if (inner) leaves.push(...inner);
      else if (this.search.isSmall(own))
        leaves.push({ low, high, stages: dims.map((dim) => ({ dim, cuts: [] })) });
      else open.push(...halves(own, widest(own, undecided, dims)));
    }
    return leaves;
  }

  #undecidedFaces(box: Box, dims: readonly number[], cuts: readonly Cut[]): Candidate[] {
    const groups = new Map<string, Cut[]>();
    for (const cut of cuts) {
      const key = cut.at.join();
      groups.set(key, [...(groups.get(key) ?? []), cut]);
    }
    return [...groups.values()].flatMap((own) => {
      const at = own[0]?.at ?? [];
      this.boxes.look({
        low: box.low.map((t, k) => at[k] ?? t),
        high: box.high.map((t, k) => at[k] ?? t),
      });
      const passed = own.filter(({ fn, level }) =>
        passes(this.boxes.enclosure.low[fn] as number, this.boxes.enclosure.high[fn] as number, level),
      );
      return this.#candidates(passed, dims).filter((found) => !dims.every((k) => isFlat(found, k)));
    });
  }

  /** The dimension along which to halve a box. */
  bestSplit(box: Box, undecided: readonly Switch[]): number {
    const jumps = this.#cutsOf(undecided.filter(({ kink }) => !kink));
    return widest(box, this.#candidates(jumps, dims0(box)), dims0(box));
  }
}

function dims0({ low }: Pick<Box, 'low'>): number[] {
  return low.map((_, k) => k);
}

function argumentsOf({ instructions }: ScalarProgram, id: ValueId): readonly ValueId[] {
  const instruction = instructions[id];
  return instruction && 'args' in instruction ? instruction.args : [];
}
