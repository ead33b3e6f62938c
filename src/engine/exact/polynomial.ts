import { perObject } from '../base/perObject';

/**
 * A polynomial in independent standard normal variables: coefficients by monomial. A monomial is a text of its
 * variables in ascending order, one character for each factor: the square of variable 3 is '\u0003\u0003', and '' is
 * the constant.
 */
export type Polynomial = ReadonlyMap<string, number>;

export const constantPolynomial = (value: number): Polynomial => new Map([['', value]]);

/** The variable of a number from 0 to 65,535. */
export const variablePolynomial = (variable: number): Polynomial =>
  new Map([[String.fromCharCode(variable), 1]]);

/** The most factors of a monomial. */
export const degreeOf = perObject((p: Polynomial): number => {
  let degree = 0;
  for (const monomial of p.keys()) degree = Math.max(degree, monomial.length);
  return degree;
});

/** The value of a polynomial without variables; undefined where it has some. */
export function constantOf(p: Polynomial): number | undefined {
  const others = p.has('') ? 1 : 0;
  return p.size === others ? (p.get('') ?? 0) : undefined;
}

/** p + factor q. */
export function addPolynomials(p: Polynomial, q: Polynomial, factor = 1): Polynomial {
  const sum = new Map(p);
  for (const [monomial, value] of q) sum.set(monomial, (sum.get(monomial) ?? 0) + factor * value);
  return sum;
}

export function multiplyPolynomials(p: Polynomial, q: Polynomial): Polynomial {
  const product = new Map<string, number>();
  for (const [left, x] of p)
    for (const [right, y] of q) {
      const monomial = merged(left, right);
      product.set(monomial, (product.get(monomial) ?? 0) + x * y);
    }
  return product;
}

/** Two ascending texts as one. */
function merged(left: string, right: string): string {
  if (left === '' || right === '' || left.slice(-1) <= right.charAt(0)) return left + right;
  if (right.slice(-1) <= left.charAt(0)) return right + left;
  let text = '';
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length)
    text += left.charAt(i) <= right.charAt(j) ? left.charAt(i++) : right.charAt(j++);
  return text + left.slice(i) + right.slice(j);
}

/**
 * The same polynomial as a sum of c_n prod He_n over Hermite polynomials, keyed as monomials are. These are orthogonal
 * under the normal law, so the mean is c_0.
 */
export type HermiteSeries = ReadonlyMap<string, number>;

export function hermiteSeries(p: Polynomial): HermiteSeries {
  const series = new Map<string, number>();
  for (const [monomial, value] of p) addTerms(series, monomial, 0, '', value);
  return series;
}

/** How many products of Hermite polynomials the monomials of a polynomial come to, before equal ones are added up. */
export function seriesSize(p: Polynomial): number {
  let size = 0;
  for (const monomial of p.keys()) {
    let products = 1;
    for (let i = 0, n = 0; i < monomial.length; i += n) {
      n = runAt(monomial, i);
      products *= Math.floor(n / 2) + 1;
    }
    size += products;
  }
  return size;
}

/** The mean of a polynomial: that of x^n is (n - 1)!! for even n, else 0. */
export function polynomialMean(p: Polynomial): number {
  let sum = 0;
  for (const [monomial, value] of p) sum += value * meanOf(monomial);
  return sum;
}

function meanOf(monomial: string): number {
  let mean = 1;
  for (let i = 0, n = 0; i < monomial.length; i += n) {
    n = runAt(monomial, i);
    if (n % 2 === 1) return 0;
    for (let odd = 1; odd < n; odd += 2) mean *= odd;
  }
  return mean;
}

export const normalMean = (p: HermiteSeries): number => p.get('') ?? 0;

/** The sum of c_n d_n prod n! over all but the constants. */
export function normalCovariance(p: HermiteSeries, q: HermiteSeries): number {
  let sum = 0;
  for (const [term, value] of p) if (term !== '') sum += value * (q.get(term) ?? 0) * factorials(term);
  return sum;
}

/** Mean and variance, exactly. */
export function normalMoments(p: Polynomial): { readonly mean: number; readonly variance: number } {
  const series = hermiteSeries(p);
  return { mean: normalMean(series), variance: normalCovariance(series, series) };
}

/**
 * Adds a monomial, times `value`, as products of Hermite polynomials: x^n = sum over m of n! / (2^m m! (n - 2m)!)
 * He_(n-2m).
 * @param prefix what stands for its variables before position `from`
 */
function addTerms(
  series: Map<string, number>,
  monomial: string,
  from: number,
  prefix: string,
  value: number,
): void {
  for (let i = from, n = 0; i < monomial.length; i += n) {
    n = runAt(monomial, i);
    if (n === 1) continue;
    const before = prefix + monomial.slice(from, i);
    for (let m = 0; 2 * m <= n; m++) {
      const factor = factorial(n) / (2 ** m * factorial(m) * factorial(n - 2 * m));
      addTerms(series, monomial, i + n, before + monomial.slice(i, i + n - 2 * m), value * factor);
    }
    return;
  }
  const term = prefix + monomial.slice(from);
  series.set(term, (series.get(term) ?? 0) + value);
}

/** The power of the variable at a position where one begins. */
function runAt(monomial: string, from: number): number {
  let to = from + 1;
  while (to < monomial.length && monomial.charCodeAt(to) === monomial.charCodeAt(from)) to++;
  return to - from;
}

/** The product of the factorials of a monomial's powers. */
function factorials(monomial: string): number {
  let product = 1;
  for (let i = 0, n = 0; i < monomial.length; i += n) {
    n = runAt(monomial, i);
    product *= factorial(n);
  }
  return product;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
