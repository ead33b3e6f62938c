import { describe, expect, test } from 'vitest';
import {
  addPolynomials,
  constantOf,
  constantPolynomial,
  multiplyPolynomials,
  normalMoments,
  type Polynomial,
  variablePolynomial,
} from './polynomial';

const [x, y] = [variablePolynomial(0), variablePolynomial(1)];
const product = (...factors: Polynomial[]) => factors.reduce(multiplyPolynomials, constantPolynomial(1));

describe('polynomials in normal variables', () => {
  test('multiply whatever the order of their factors', () => {
    const z = variablePolynomial(2);
    expect(product(z, x, y, x)).toEqual(product(x, x, y, z));
    expect([...product(x, product(y, z), x).keys()]).toEqual(['\u0000\u0000\u0001\u0002']);
  });

  test.each([
    [1, 0, 1],
    [2, 1, 2],
    [3, 0, 15],
    [4, 3, 96],
    [6, 15, 10395 - 225],
  ])('x^%i has mean %d and variance %d', (power, mean, variance) => {
    const moments = normalMoments(product(...Array.from({ length: power }, () => x)));
    expect(moments.mean).toBe(mean);
    expect(moments.variance).toBeCloseTo(variance, 8);
  });

  test('x^2 y + 2 y + 3: mean 3, variance 3 + 4 + 2 * 2', () => {
    const p = addPolynomials(addPolynomials(product(x, x, y), y, 2), constantPolynomial(3));
    expect(normalMoments(p)).toEqual({ mean: 3, variance: 11 });
  });

  test('know when they are numbers', () => {
    expect(constantOf(constantPolynomial(2))).toBe(2);
    expect(constantOf(new Map())).toBe(0);
    expect(constantOf(addPolynomials(x, y))).toBeUndefined();
    expect(constantOf(x)).toBeUndefined();
  });
});
