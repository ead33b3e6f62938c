/**
 * Count, mean and central power sums (up to the fourth) of one stream of numbers.
 * Merging follows Pébay, "Formulas for Robust, One-Pass Parallel Computation of Covariances and Arbitrary-Order
 * Statistical Moments", Sandia 2008, equations 2.1 to 2.4.
 */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

export const NO_MOMENTS: Moments = { count: 0, mean: 0, m2: 0, m3: 0, m4: 0 };

/** From sums of (x - shift)^k, k = 1 to 4, over `count` numbers. */
export function fromPowerSums(
  count: number,
  shift: number,
  s1: number,
  s2: number,
  s3: number,
  s4: number,
): Moments {
  if (count === 0) return NO_MOMENTS;
  const d = s1 / count;
  return {
    count,
    mean: shift + d,
    m2: Math.max(0, s2 - count * d * d),
    m3: s3 - 3 * d * s2 + 2 * count * d ** 3,
    m4: Math.max(0, s4 - 4 * d * s3 + 6 * d * d * s2 - 3 * count * d ** 4),
  };
}

/** Of the numbers themselves, around their mean. */
export function momentsOf(numbers: Float64Array): Moments {
  let sum = 0;
  for (const x of numbers) sum += x;
  const mean = sum / numbers.length;
  let [m2, m3, m4] = [0, 0, 0];
  for (const x of numbers) {
    const d = x - mean;
    m2 += d * d;
    m3 += d * d * d;
    m4 += d * d * d * d;
  }
  return numbers.length === 0 ? NO_MOMENTS : { count: numbers.length, mean, m2, m3, m4 };
}

export function merge(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const n = a.count + b.count;
  const d = b.mean - a.mean;
  const p = a.count / n;
  const q = b.count / n;
  const ab = a.count * q;
  return {
    count: n,
    mean: a.mean + d * q,
    m2: a.m2 + b.m2 + d * d * ab,
    m3: a.m3 + b.m3 + d ** 3 * ab * (p - q) + 3 * d * (p * b.m2 - q * a.m2),
    m4:
      a.m4 +
      b.m4 +
      d ** 4 * ab * (p * p - p * q + q * q) +
      6 * d * d * (p * p * b.m2 + q * q * a.m2) +
      4 * d * (p * b.m3 - q * a.m3),
  };
}

/** The inverse of `merge`: the moments of what is in `all` and not in `part`, which must be smaller. */
export function without(all: Moments, part: Moments): Moments {
  if (part.count === 0) return all;
  const count = all.count - part.count;
  if (count <= 0) return NO_MOMENTS;
  const p = part.count / all.count;
  const q = count / all.count;
  const mean = (all.mean - p * part.mean) / q;
  const d = mean - part.mean;
  const ab = part.count * q;
  const m2 = Math.max(0, all.m2 - part.m2 - d * d * ab);
  const m3 = all.m3 - part.m3 - d ** 3 * ab * (p - q) - 3 * d * (p * m2 - q * part.m2);
  const m4 =
    all.m4 -
    part.m4 -
    d ** 4 * ab * (p * p - p * q + q * q) -
    6 * d * d * (p * p * m2 + q * q * part.m2) -
    4 * d * (p * m3 - q * part.m3);
  return { count, mean, m2, m3, m4: Math.max(0, m4) };
}

/** Unbiased sample variance; NaN below two numbers. */
export function variance(m: Moments): number {
  return m.count > 1 ? m.m2 / (m.count - 1) : Number.NaN;
}

/** Standard error of the mean. */
export function standardError(m: Moments): number {
  return Math.sqrt(variance(m) / m.count);
}

/** Standard error of the sample variance: sqrt((fourth central moment - variance^2) / n). */
export function varianceError(m: Moments): number {
  const v = m.m2 / m.count;
  return Math.sqrt(Math.max(0, m.m4 / m.count - v * v) / m.count);
}
