import { binomialLogMass } from './binomial';

/** Keeps the divisors of Lentz's method away from 0. */
const TINY = 1e-300;

/**
 * The regularized incomplete beta function I_x(a, b), a, b > 0: the distribution function of Beta(a, b). By the
 * continued fraction DLMF 8.17.22 with Lentz's method (Numerical Recipes, 6.4), on the side of the mean where it is
 * quick.
 */
export function betaI(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x < (a + 1) / (a + b + 2) ? lowerTail(a, b, x) : 1 - lowerTail(b, a, 1 - x);
}

/** The front x^a (1 - x)^b / (a B(a, b)) is a binomial mass but for a factor, and has its saddle-point form. */
function lowerTail(a: number, b: number, x: number): number {
  return (b / (a + b)) * Math.exp(binomialLogMass(a, a + b, x)) * fraction(a, b, x);
}

function fraction(a: number, b: number, x: number): number {
  const limit = 200 + 20 * Math.sqrt(Math.max(a, b));
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  const step = (numerator: number) => {
    d = 1 / away(1 + numerator * d);
    c = away(1 + numerator / c);
    h *= c * d;
  };
  for (let m = 1; m < limit; m++) {
    step((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)));
    step((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)));
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return h;
}

function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
