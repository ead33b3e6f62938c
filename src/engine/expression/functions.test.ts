import { expect, test } from 'vitest';
import { LIMITS } from '../document/limits';
import { NUMBERS, nameProblem } from '../document/names';
import { CONSTANTS, FUNCTIONS } from './functions';
import { MAX_CHARACTERS } from './parse';

test('no node can take the name of a function', () => {
  for (const name of FUNCTIONS.keys())
    expect(nameProblem(name), name).toMatchObject({ code: 'reserved-name' });
});

test('documents know the numbers that have names', () => {
  expect([...NUMBERS].map(([name, meaning]) => [name, Number(/[\d.]*\d/.exec(meaning)?.[0])])).toEqual(
    [...CONSTANTS].map(([name, value]) => [name, Math.floor(value * 1e5) / 1e5]),
  );
});

test('every function of the language is there, once', () => {
  const listed =
    'exp log log1p expm1 sqrt square sin cos tan tanh sigmoid softplus relu abs sign step floor round min max where ' +
    'lgamma erf sum mean prod dot matmul transpose concat stack slice reshape range softmax logsumexp norm mlp gru stop log_prob kl entropy';
  expect([...FUNCTIONS.keys()].sort()).toEqual(listed.split(' ').sort());
});

test('a signature begins with the name, and the help is one line', () => {
  for (const { name, signature, help } of FUNCTIONS.values()) {
    expect(signature.startsWith(`${name}(`)).toBe(true);
    expect(help).toMatch(/^[^\n]{5,90}$/);
  }
});

test('documents and the parser allow expressions of one length', () => {
  expect(MAX_CHARACTERS).toBe(LIMITS.expression);
});
