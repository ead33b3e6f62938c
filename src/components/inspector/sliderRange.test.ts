import { expect, test } from 'vitest';
import { reaches, sliderRange, sliderStep } from './sliderRange';

test('slider ranges are round and hold the value with room to grow', () => {
  expect(sliderRange(0)).toEqual([-2, 2]);
  expect(sliderRange(0.7)).toEqual([-2, 2]);
  expect(sliderRange(3)).toEqual([-5, 5]);
  expect(sliderRange(-9)).toEqual([-20, 20]);
  expect(sliderStep([-2, 2])).toBeCloseTo(0.01, 12);
  expect(sliderStep([-5, 5])).toBeCloseTo(0.01, 12);
});

test('what a range reaches', () => {
  expect(reaches([-2, 2], 2)).toBe(true);
  expect(reaches([-2, 2], 2.1)).toBe(false);
});
