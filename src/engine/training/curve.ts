/** Points that a curve keeps at most; then every second is given up. */
const MOST_POINTS = 400;

/** What is worked out at a point of the curve. */
export interface CurvePoint {
  readonly step: number;
  /** Mean of the costs over the steps since the point before. */
  readonly cost: number;
  readonly heldOut: number;
  readonly gradientNorm: number;
  /** Total variance by parameter, in the parameters' order; NaN where it was not measured. */
  readonly variances: readonly number[];
}

/** Evenly spaced points of a run of any length: when there are too many, neighbours are joined. */
export class TrainingCurve {
  #points: CurvePoint[] = [];
  #spacing = 1;

  get points(): readonly CurvePoint[] {
    return this.#points;
  }

  add(point: CurvePoint): void {
    this.#put(point);
    if (this.#points.length <= MOST_POINTS) return;
    // Of three neighbours the outer two are further apart than this: half of the points stay.
    this.#spacing = (4 * point.step) / MOST_POINTS;
    const before = this.#points;
    this.#points = [];
    for (const own of before) this.#put(own);
  }

  /** The first point stays by itself. */
  #put(point: CurvePoint): void {
    const [before, last] = [this.#points.at(-2), this.#points.at(-1)];
    if (before && last && point.step - before.step <= this.#spacing)
      this.#points[this.#points.length - 1] = joined(before, last, point);
    else this.#points.push(point);
  }
}

/** Two neighbouring points as one at the later step; costs weigh by the steps that they are means of. */
function joined(before: CurvePoint, first: CurvePoint, second: CurvePoint): CurvePoint {
  const [m, n] = [first.step - before.step, second.step - first.step];
  const later = (p: number, q: number) => (Number.isNaN(q) ? p : q);
  return {
    step: second.step,
    cost: m + n > 0 ? (m * first.cost + n * second.cost) / (m + n) : second.cost,
    heldOut: later(first.heldOut, second.heldOut),
    gradientNorm: second.gradientNorm,
    variances: second.variances.map((variance, i) => later(first.variances[i] ?? Number.NaN, variance)),
  };
}
