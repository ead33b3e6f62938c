import { describe, expect, test } from 'vitest';
import { completionsAt, signatureAt } from './completion';

const NAMES = ['theta', 'x', 'x1', 'sigma'];

/** The caret stands where the text has a bar. */
function at(text: string): [string, number] {
  const caret = text.indexOf('|');
  return [text.replace('|', ''), caret];
}

function inserts(text: string): string[] {
  return completionsAt(...at(text), NAMES).map(({ insert }) => insert);
}

describe('completions', () => {
  test('after no word: the names', () => expect(inserts('2*|')).toEqual(NAMES));

  test('names come before functions', () =>
    expect(inserts('2 + si|').slice(0, 4)).toEqual(['sigma', 'sin(', 'sigmoid(', 'sign(']));

  test('capitals do not matter, and a word may be found inside another', () => {
    expect(inserts('PROB|')).toEqual(['log_prob(']);
    expect(inserts('The|')).toEqual(['theta']);
  });

  test('the whole word around the caret is replaced, and a bracket is not doubled', () => {
    const [completion] = completionsAt(...at('1 + so|ft(x)'), NAMES);
    expect(completion).toMatchObject({ insert: 'softplus', label: 'softplus(x)', from: 4, to: 8 });
  });

  test('nothing inside a number', () => {
    expect(inserts('2|')).toEqual([]);
    expect(inserts('1e|')).toEqual([]);
  });

  test('constants', () => expect(inserts('pi|')).toEqual(['pi']));
});

describe('signature', () => {
  test.each([
    ['where(|', 'where', 0],
    ['where(x > 0, |', 'where', 1],
    ['where(max(a, b), c, |)', 'where', 2],
    ['where(max(a, |b), c)', 'max', 1],
    ['where(x[i], |', 'where', 1],
    ['max(a, (b + |c))', 'max', 1],
    ['log_prob(Normal(0, |1), z)', 'log_prob', 0],
  ])('%s', (text, name, argument) => expect(signatureAt(...at(text))).toMatchObject({ name, argument }));

  test.each(['x + |', 'exp(x)|', '(x, |', 'f(|'])('%s: none', (text) =>
    expect(signatureAt(...at(text))).toBeUndefined(),
  );
});
