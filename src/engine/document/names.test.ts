import { describe, expect, test } from 'vitest';
import { CONSTANTS, FUNCTIONS } from '../expression/functions';
import { DISTRIBUTION_ARGS } from './distributions';
import { FIRST_NAMES, freeName, nameProblem } from './names';

describe('a name', () => {
  test.each([
    ...CONSTANTS.keys(),
    'x',
    'theta',
    'x_1',
    'h_tilde',
    'A2b',
    'constructor',
    'toString',
    'E',
    'a'.repeat(32),
  ])('can be %s', (name) => {
    expect(nameProblem(name)).toBeUndefined();
  });

  test.each(['', ' ', '1x', '_x', 'x y', 'x-y', 'θ', '__proto__', 'x\n', 'a'.repeat(33)])(
    'cannot be %j',
    (name) => {
      expect(nameProblem(name)).toMatchObject({ code: 'bad-name' });
    },
  );

  test.each([...FUNCTIONS.keys(), ...Object.keys(DISTRIBUTION_ARGS), 'mlp', 'gru'])(
    'cannot be %s, which expressions read otherwise',
    (name) => {
      expect(nameProblem(name)).toMatchObject({ code: 'reserved-name', facts: { name } });
    },
  );
});

describe('a free name', () => {
  test('counts on from the wish', () => {
    expect(freeName('x', new Set())).toBe('x');
    expect(freeName('x', new Set(['x', 'x2']))).toBe('x3');
    expect(freeName('x9', new Set(['x9']))).toBe('x2');
  });

  test('passes over names that mean something else', () => {
    expect(freeName('log', new Set())).toBe('x1');
    expect(freeName('not a name', new Set(['x1']))).toBe('x2');
  });

  test('is there for every kind of node', () => {
    for (const name of Object.values(FIRST_NAMES)) expect(nameProblem(name)).toBeUndefined();
  });
});
