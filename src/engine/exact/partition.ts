import type { Ends } from './candidates';
import { type Box, type EnclosedBoxes, halves } from './enclosedBoxes';
import { Heights } from './heights';
import type { Leaf } from './leaf';

/** The most e-folds or radians that 15 points may have to follow. */
const MOST_PACE = 16;
/** Near a singularity, what is smooth on one scale may bend on another: e-folds count this many times there. */
const PER_FOLD = 2.5;
/** The smallest boxes, by dimensions, as a share of the whole: what could jump in one is counted as an error. */
const SMALLEST = [1e-17, 1e-17, 1e-13, 1e-10] as const;
const MOST_BOXES = 40_000;
/** Halvings of a box in which only kinks are undecided. */
const KINK_DEPTH = 3;
/** Halvings after which a kink beside a jump, which no height tells from it, is left to the panels. */
const BESIDE_DEPTH = 16;

/**
 * Divides boxes of the continuous variables until every jump is either decided in its box, or crossed once along one
 * direction (see `Heights`), so that its place can be followed exactly. Interval arithmetic lets no jump escape. Boxes
 * in which an operation changes too fast for a few points to follow are divided, too.
 */
export class Partition {
  #left = MOST_BOXES;
  /** Share of each root (then of its square) that lies in boxes too small to be divided. */
  readonly lost: Float64Array;
  readonly #heights: Heights;

  constructor(
    readonly boxes: EnclosedBoxes,
    readonly expired: () => boolean,
  ) {
    this.lost = new Float64Array(2 * boxes.roots);
    this.#heights = new Heights({
      boxes,
      spend: () => --this.#left > 0,
      isSmall: (box) => this.#isSmall(box),
    });
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
      const best = this.#heights.bestSplit(box, undecided);
      const certified = this.#heights.certified(box, undecided);
      if (!certified) return { kind: 'split', dim: best };
      if (pace) return { kind: 'split', dim: pace.dim };
      // A kink close beside a jump is too narrow for the panel rules to see.
      if (!certified.hasKinks && box.depth < BESIDE_DEPTH) return { kind: 'split', dim: best };
      return { kind: 'leaves', leaves: certified.leaves };
    }
    if (pace && !small) return { kind: 'split', dim: pace.dim };
    if (undecided.length > 0) {
      const best = this.#heights.bestSplit(box, undecided);
      const certified = this.#heights.certified(box, undecided);
      if (certified) return { kind: 'leaves', leaves: certified.leaves };
      if (box.depth < KINK_DEPTH) return { kind: 'split', dim: best };
    }
    return { kind: 'leaves', leaves: [plain(box)] };
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

  /**
   * Whether a box is not divided any more: it is next to nothing of the whole, or its ends are neighbours among
   * floats.
   */
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

type Found =
  | { readonly kind: 'leaves'; readonly leaves: readonly Leaf[] }
  | { readonly kind: 'split'; readonly dim: number }
  | { readonly kind: 'nothing' };

function plain({ low, high }: Box): Leaf {
  return { low, high, stages: low.map((_, dim) => ({ dim, cuts: [] })) };
}
