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
export class Curve {
  #points: CurvePoint[] = [];
  #spacing = 1;

  get points(): readonly CurvePoint[] {
    return this.#points;
  }

  add(point: CurvePoint): void {
    this.#take(point);
    if (this.#points.length <= MOST_POINTS) return;
    this.#spacing = (2 * point.step) / MOST_POINTS;
    const before = this.#points;
    this.#points = [];
    for (const own of before) this.#take(own);
  }

  /** The last point stands for all steps since the one before it; it is closed once these are as many as the spacing. */
  #take(point: CurvePoint): void {
    const [before, last] = [this.#points.at(-2), this.#points.at(-1)];
    const isOpen =
      last !== undefined && last.step - (before?.step ?? 0) < this.#spacing && before !== undefined;
    if (isOpen) this.#points[this.#points.length - 1] = joined(before, last, point);
    else this.#points.push(point);
  }
}

/** Two neighbouring points as one at the later step; costs weigh by the steps that they are means of. */
function joined(before: CurvePoint | undefined, first: CurvePoint, second: CurvePoint): CurvePoint {
  const [m, n] = [first.step - (before?.step ?? 0), second.step - first.step];
  const later = (p: number, q: number) => (Number.isNaN(q) ? p : q);
  return {
    step: second.step,
    cost: Number.isNaN(first.cost) || m + n <= 0 ? second.cost : (m * first.cost + n * second.cost) / (m + n),
    heldOut: later(first.heldOut, second.heldOut),
    gradientNorm: second.gradientNorm,
    variances: second.variances.map((variance, i) => later(first.variances[i] ?? Number.NaN, variance)),
  };
}
