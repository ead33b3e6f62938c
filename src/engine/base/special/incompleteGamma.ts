import { poissonLogMass } from './poisson';

/**
 * The regularized lower incomplete gamma function P(a, x), a > 0, x >= 0: the distribution function of
 * Gamma(a, 1). Series below a + 1, continued fraction by Lentz above (Numerical Recipes, 6.2).
 */
export function gammaP(a: number, x: number): number {
  return tails(a, x)[0];
}

/** 1 - P(a, x), without cancellation in the upper tail. */
export function gammaQ(a: number, x: number): number {
  return tails(a, x)[1];
}

function tails(a: number, x: number): readonly [lower: number, upper: number] {
  if (x <= 0) return [0, 1];
  if (x === Number.POSITIVE_INFINITY) return [1, 0];
  const front = a * Math.exp(poissonLogMass(a, x));
  // The series and the fraction need some multiples of sqrt(a) terms near x = a.
  const limit = 200 + 20 * Math.sqrt(a);
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < limit && term > sum * 1e-17; n++) {
      term *= x / (a + n);
      sum += term;
    }
    const lower = Math.min(1, front * sum);
    return [lower, 1 - lower];
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < limit; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    h *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return [1 - front * h, front * h];
}
