import { expect, test } from 'vitest';
import { CLAIM_ROWS } from './claims';
import type { Step } from './contract';
import { formatStep, parseStep } from './stepText';

test.each<[string, Step]>([
  ['fix theta', { kind: 'fix', node: 'theta' }],
  ['give y', { kind: 'give', node: 'y' }],
  ['drop b', { kind: 'drop', node: 'b' }],
  ['merge x x y', { kind: 'merge', nodes: ['x', 'y'], as: 'x' }],
  ['share e e1 e2 e3', { kind: 'share', nodes: ['e1', 'e2', 'e3'], as: 'e' }],
  ['hold phi R', { kind: 'hold', parameter: 'phi', in: 'R' }],
  ['rename s x', { kind: 'rename', node: 'x', as: 's' }],
])('%s is a step, and read back', (text, step) => {
  expect(formatStep(step)).toBe(text);
  expect(parseStep(text)).toEqual(step);
});

test('every step of the claims is read back', () => {
  const steps = CLAIM_ROWS.flatMap(({ make, sizes }) => {
    const { left, right } = make(sizes?.value ?? 1);
    return [...left.steps, ...right.steps];
  });
  expect(steps.length).toBeGreaterThan(5);
  for (const step of steps) expect(parseStep(formatStep(step))).toEqual(step);
});

test.each([
  '',
  'fix',
  'fix ',
  'fix a b',
  'merge x',
  'merge x y',
  'merge x  y',
  'hold phi',
  'hold a b c',
  'burn x',
])('%j is no step', (text) => {
  expect(parseStep(text)).toBeUndefined();
});
