import { describe, expect, test } from 'vitest';
import {
  formatBounded,
  formatCount,
  formatDecade,
  formatInput,
  formatNumber,
  formatQuantity,
  formatRough,
  formatTick,
} from './numbers';

describe('formatNumber', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [7.6366, '7.64'],
    [-7.6366, '−7.64'],
    [80.04, '80.0'],
    [519.4, '519'],
    [999.6, '1,000'],
    [1234.5, '1,235'],
    [-12345.6, '−12,346'],
    [999_999.4, '999,999'],
    [999_999.6, '1.00×10⁶'],
    [123_456_789, '1.23×10⁸'],
    [0.001, '0.00100'],
    [0.000_999_9, '0.00100'],
    [0.000_45, '4.50×10⁻⁴'],
    [-9.999e-8, '−1.00×10⁻⁷'],
    [Number.NaN, '–'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('%d is shown as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

test('counts are grouped in threes', () => {
  expect([0, 999, 1000, 1_048_576].map(formatCount)).toEqual(['0', '999', '1,000', '1,048,576']);
});

test('quantities take a prefix', () => {
  expect([12, 999.9, 12_345, 999_900, 2.5e9].map(formatQuantity)).toEqual([
    '12.0',
    '1.00 k',
    '12.3 k',
    '1.00 M',
    '2.50 G',
  ]);
});

test('ticks in decades', () => {
  expect([-5, -2, 0, 3, 4, 6, 9].map(formatDecade)).toEqual([
    '10⁻⁵',
    '0.01',
    '1',
    '1,000',
    '10k',
    '1M',
    '10⁹',
  ]);
});

test('ticks show as many decimals as their step needs', () => {
  expect(formatTick(-20, 10)).toBe('−20');
  expect(formatTick(0.30000000000000004, 0.1)).toBe('0.3');
  expect(formatTick(-1e-17, 0.5)).toBe('0.0');
  expect(formatTick(0.25, 0.25)).toBe('0.3');
  expect(formatTick(12_000, 2000)).toBe('12,000');
});

test('a number to be edited has no rounding noise and a plain minus', () => {
  expect(formatInput(0.1 + 0.2)).toBe('0.3');
  expect(formatInput(-2.5)).toBe('-2.5');
});

test.each([
  [19.04, '19'],
  [0.9304, '0.93'],
  [4, '4.0'],
  [9.96, '10'],
  [13_020, '13,000'],
  [0.000021, '2.1×10⁻⁵'],
  [999_700, '1.0×10⁶'],
  [-0.42, '−0.42'],
  [Number.NaN, '–'],
])('%d roughly is %s', (value, text) => {
  expect(formatRough(value)).toBe(text);
});

test.each([
  [7.637, 1e-8, '7.64'],
  [0.15542, 0, '0.155'],
  [0.15542, 2e-3, '0.16'],
  [0.15542, 7e-4, '0.16'],
  [-0.15542, 0.05, '−0.2'],
  [1.85e-13, 1e-12, '0'],
  [-1.87e-13, 1e-15, '−1.9×10⁻¹³'],
  [1.85e-13, 1e-17, '1.85×10⁻¹³'],
  [2.0004, 0.008, '2.0'],
  [2.0004, 0.08, '2'],
  [1204, 40, '1,200'],
  [17, 4, '20'],
  [123_456_789, 4e6, '1.2×10⁸'],
  [9.96e-4, 2e-5, '0.001'],
  [0, 0, '0'],
  [Number.NaN, 0, '–'],
])('%d within %d is %s', (value, bound, text) => {
  expect(formatBounded(value, bound)).toBe(text);
});
