/** A run's values of one number against what it should be. */
export interface Comparison {
  readonly exact: number;
  readonly estimate: number;
  readonly error: number;
  /** Standard errors between them; undefined where the run says nothing that can be relied on. */
  readonly z: number | undefined;
}

/** Below this share of the exact value nothing is a disagreement: a tenth of what is promised. */
const PRECISION = 1e-5;
/** Of the sum of squares that the largest value may have: above, a few draws decide the error itself. */
const LARGEST_SHARE = 0.05;
/** An event that n draws never show is likelier than 25 / n once in e^25 runs. */
const UNSEEN = 25;

/**
 * The mean of `values` against `exact`, by Johnson's t for skewed laws («Modified t tests», JASA 1978, equation 2.5).
 * `slack` is allowed beside chance; `variance` is the exact one, or one that is surely no less, for values that are all
 * the same: by default infinite, so that these say nothing.
 */
export function compareMean(
  values: ArrayLike<number>,
  exact: number,
  {
    slack = 0,
    variance = Number.POSITIVE_INFINITY,
  }: { readonly slack?: number; readonly variance?: number } = {},
): Comparison {
  const n = values.length;
  const mean = meanOf(values);
  let [s2, s3, largest] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const d = (values[i] as number) - mean;
    s2 += d * d;
    s3 += d * d * d;
    largest = Math.max(largest, d * d);
  }
  const error = Math.sqrt(s2 / n / n);
  const raw = mean - exact;
  const d = Math.sign(raw) * Math.max(0, Math.abs(raw) - slack - PRECISION * Math.abs(exact));
  const own = { exact, estimate: mean, error };
  if (!Number.isFinite(mean) || !Number.isFinite(s2)) return { ...own, z: undefined };
  if (d === 0) return { ...own, z: 0 };
  // All the same, but for rounding. What spreads a little beside a huge exact value is a heavy tail.
  if (s2 <= n * (1e-12 * Math.abs(mean)) ** 2) return { ...own, z: constantZ(n, d, variance) };
  if (largest > LARGEST_SHARE * s2) return { ...own, z: undefined };
  const v = s2 / n;
  const skew = s3 / n;
  return { ...own, z: Math.abs(d + skew / (6 * v * n) + (skew / (3 * v * v)) * d * d) / error };
}

/** With p the chance of another value, d^2 <= p (variance + d^2), and p is at most 25 / n. */
function constantZ(n: number, d: number, variance: number): number | undefined {
  return d * d <= (UNSEEN / n) * (variance + d * d) + 1e-18 ? undefined : Number.POSITIVE_INFINITY;
}

/** An exact variance so many times the measured one: most of it is made by what the values have not shown. */
const MISSED = 5;

/**
 * Whether `values` lack one event that they were likely to miss, and that explains by itself both the exact mean and the
 * exact variance: with chance p and size s, p s is what the mean lacks and p s^2 what the variance lacks.
 */
export function lacksEvent(values: ArrayLike<number>, exactMean: number, exactVariance: number): boolean {
  const n = values.length;
  const mean = meanOf(values);
  let variance = 0;
  for (let i = 0; i < n; i++) variance += ((values[i] as number) - mean) ** 2 / n;
  const d = exactMean - mean;
  const isOff = Math.abs(d) > 5 * Math.sqrt(variance / n);
  return isOff && exactVariance > MISSED * variance && d * d <= (UNSEEN / n) * (exactVariance - variance);
}

/** Around the first value, so that values that are all the same have no spread. */
function meanOf(values: ArrayLike<number>): number {
  const first = values[0] ?? Number.NaN;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) - first;
  return first + sum / values.length;
}

/** The same of the variance: the mean of the squares around the mean. */
export function compareVariance(values: ArrayLike<number>, exact: number, rounding: number): Comparison {
  const n = values.length;
  const mean = meanOf(values);
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i++) squares[i] = ((values[i] as number) - mean) ** 2;
  const slack = 1e-12 * mean * mean + rounding;
  const compared = compareMean(squares, exact, { slack });
  // Rare events have any variance.
  return compared.z === Number.POSITIVE_INFINITY ? { ...compared, z: undefined } : compared;
}
