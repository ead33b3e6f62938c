import type { ValueId } from '../ir/operations';
import type { ScalarProgram, Switch } from './analysis';
import { type Candidate, type Ends, heightOf, isFlat, widest } from './candidates';
import { type Box, type EnclosedBoxes, halves } from './enclosedBoxes';
import type { Cut, Leaf, Stage } from './leaf';
import { MOST_CUTS, passes } from './levels';

/** e-folds or radians that 15 points may have to follow. */
const MOST_PACE = 16;
/** Near a singularity what is smooth on one scale may bend on another: there e-folds count more than once. */
const PER_FOLD = 2.5;
/** Share of what is divided, in its coordinates, of boxes that are not divided any more: what could jump there is told as an error. */
const SMALLEST = [1e-17, 1e-17, 1e-13, 1e-10] as const;
const MOST_BOXES = 40_000;
/** Boxes that kinks alone are looked for in. */
const KINK_DEPTH = 3;
/** Halvings after which a kink that cannot be told from a jump beside it is left to the rules. */
const BESIDE_DEPTH = 16;

/**
 * Divides boxes of the continuous variables until every jump is decided inside each, or is passed along one dimension in one
 * known direction, so that it can be followed exactly: interval arithmetic lets none escape. (The nested integrals over heights are
 * those of Saye, "High-Order Quadrature Methods for Implicitly Defined Surfaces and Volumes in Hyperrectangles", SIAM J. Sci. Comput.
 * 37(2), 2015.) Boxes in which an operation changes too fast for a few points to follow are divided too.
 */
export class Partition {
  #left = MOST_BOXES;
  /** Share of each root (then of its square) that lies in boxes too small to be divided. */
  readonly lost: Float64Array;

  constructor(
    readonly boxes: EnclosedBoxes,
    readonly expired: () => boolean,
  ) {
    this.lost = new Float64Array(2 * boxes.roots);
  }

  /** Whether work was left undone: too many boxes, or no more time. */
  get exhausted(): boolean {
    return this.#left <= 0;
  }

  /** What is divided. */
  #whole: Ends = { low: [], high: [] };

  /** The leaves of a box. */
  divide(low: readonly number[], high: readonly number[]): Leaf[] {
    return this.divideInto(Number.POSITIVE_INFINITY, low, high) ?? [];
  }

  /** The leaves of a box if there are no more than `most`. */
  divideInto(most: number, low: readonly number[], high: readonly number[]): Leaf[] | undefined {
    const leaves: Leaf[] = [];
    const open: Box[] = [{ low, high, depth: 0 }];
    this.#whole = { low, high };
    for (let box = open.pop(); box; box = open.pop()) {
      this.#left--;
      if (this.#left <= 0 || ((this.#left & 63) === 0 && this.expired())) {
        this.#left = 0;
        leaves.push(plain(box));
        continue;
      }
      const own = this.#leavesOf(box);
      if (own.kind === 'leaves') leaves.push(...own.leaves);
      else if (own.kind === 'split') open.push(...halves(box, own.dim));
      if (leaves.length > most) return undefined;
    }
    return leaves;
  }

  #leavesOf(box: Box): Found {
    this.boxes.look(box, PER_FOLD);
    const bounds = this.boxes.bounds(box);
    if (bounds.negligible) return { kind: 'nothing' };
    const pace = this.#paceOf(box);
    const undecided = this.boxes.undecided();
    const small = this.#isSmall(box);
    if (undecided.some(({ kink }) => !kink)) {
      if (small) {
        bounds.sizes.forEach((size, i) => {
          this.lost[i] = (this.lost[i] as number) + (Number.isFinite(size) ? size : 0);
        });
        return { kind: 'nothing' };
      }
      const best = this.#bestSplit(box, undecided);
      const certified = this.#certified(box, undecided);
      if (!certified) return { kind: 'split', dim: best };
      if (pace) return { kind: 'split', dim: pace.dim };
      // A kink close beside a jump is too narrow a thing for rules to see.
      if (!certified.hasKinks && box.depth < BESIDE_DEPTH) return { kind: 'split', dim: best };
      return { kind: 'leaves', leaves: certified.leaves };
    }
    if (pace && !small) return { kind: 'split', dim: pace.dim };
    if (undecided.length > 0) {
      const best = this.#bestSplit(box, undecided);
      const certified = this.#certified(box, undecided);
      if (certified) return { kind: 'leaves', leaves: certified.leaves };
      if (box.depth < KINK_DEPTH) return { kind: 'split', dim: best };
    }
    return { kind: 'leaves', leaves: [plain(box)] };
  }

  /** The leaves of a box in which every undecided jump is passed in one direction; undefined where that is not sure. */
  #certified(box: Box, undecided: readonly Switch[]): Certified | undefined {
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

  /** Where one jump decides whether another is passed at all: certain if either way the others are decided. */
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

  /** Cuts with what the enclosure at hand says of their slopes. */
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

  /** The least size of the slope of a cut, 0 where its sign is not sure. */
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
   * The leaves of a box whose cuts are passed along `height`, or do not depend on it: its other dimensions end where a cut leaves it,
   * and where one of the others is passed.
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

  /** The leaves of the dimensions `dims` of a box in which no face is left by a cut but along one dimension. */
  #faces(box: Box, dims: readonly number[], cuts: readonly Cut[]): Leaf[] | undefined {
    const leaves: Leaf[] = [];
    const open: Box[] = [box];
    for (let own = open.pop(); own; own = open.pop()) {
      this.#left--;
      if (this.#left <= 0 || leaves.length + open.length > MOST_FACES) return undefined;
      const { low, high } = own;
      const undecided = this.#undecidedFaces(own, dims, cuts);
      if (undecided.length === 0) {
        leaves.push({ low, high, stages: dims.map((dim) => ({ dim, cuts: [] })) });
        continue;
      }
      const height = heightOf(undecided, own, dims);
      const inner = height === undefined ? undefined : this.#below(own, dims, height, undecided);
      if (inner) leaves.push(...inner);
      else if (this.#isSmall(own)) leaves.push({ low, high, stages: dims.map((dim) => ({ dim, cuts: [] })) });
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

  #bestSplit(box: Box, undecided: readonly Switch[]): number {
    const jumps = this.#cutsOf(undecided.filter(({ kink }) => !kink));
    return widest(box, this.#candidates(jumps, dims0(box)), dims0(box));
  }

  #paceOf({ low, high }: Box): { readonly dim: number } | undefined {
    if (this.boxes.roots === 0) return undefined;
    let worst: { readonly dim: number; readonly turns: number } | undefined;
    for (const [k, from] of low.entries()) {
      const to = high[k] as number;
      const turns = (this.boxes.enclosure.pace[k] as number) * (to - from);
      const divisible = to - from > 1e-12 * Math.max(1, Math.abs(from));
      if (divisible && turns > MOST_PACE && turns > (worst?.turns ?? 0)) worst = { dim: k, turns };
    }
    return worst;
  }

  /** Whether a box is not divided any more: it is next to nothing of the whole, or its ends are neighbours among floats. */
  #isSmall(box: Box): boolean {
    const { low, high } = this.#whole;
    const share = box.low.reduce(
      (product, from, k) =>
        (product * ((box.high[k] as number) - from)) / ((high[k] as number) - (low[k] as number)),
      1,
    );
    if (share < (SMALLEST[this.boxes.dims.length] ?? 1e-10)) return true;
    return box.low.every((from, k) => {
      const to = box.high[k] as number;
      return to - from <= 8e-16 * Math.max(Math.abs(from), Math.abs(to));
    });
  }
}

interface Certified {
  readonly leaves: Leaf[];
  /** Whether kinks are cut as jumps are. */
  readonly hasKinks: boolean;
}

type Found =
  | { readonly kind: 'leaves'; readonly leaves: readonly Leaf[] }
  | { readonly kind: 'split'; readonly dim: number }
  | { readonly kind: 'nothing' };

const MOST_FACES = 400;
function plain({ low, high }: Box): Leaf {
  return { low, high, stages: low.map((_, dim) => ({ dim, cuts: [] })) };
}

function dims0({ low }: Pick<Box, 'low'>): number[] {
  return low.map((_, k) => k);
}

function argumentsOf({ instructions }: ScalarProgram, id: ValueId): readonly ValueId[] {
  const instruction = instructions[id];
  return instruction && 'args' in instruction ? instruction.args : [];
}
