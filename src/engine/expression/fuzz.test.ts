import katex from 'katex';
import { expect, test } from 'vitest';
import { pcg4d } from '../base/noise';
import { FindingError } from '../diagnostics/types';
import { describe as inWords } from '../diagnostics/words';
import { Builder } from '../ir/builder';
import { completionsAt, signatureAt } from './completion';
import { nonDifferentiable } from './differentiability';
import { FUNCTIONS } from './functions';
import { toLatex } from './latex';
import { lower } from './lower';
import { nameToLatex } from './nameSetting';
import { names } from './names';
import { parse } from './parse';

const PIECES = [
  ...FUNCTIONS.keys(),
  ...[
    'x',
    'v',
    'A',
    'q',
    'e',
    'pi',
    'Normal',
    '__proto__',
    'constructor',
    '0',
    '1',
    '2.5',
    '.5',
    '1e-3',
    '1e',
    '1.2.3',
  ],
  ...[
    '+',
    '-',
    '*',
    '/',
    '^',
    '<',
    '<=',
    '==',
    '!=',
    '?',
    ':',
    ',',
    '(',
    ')',
    '[',
    ']',
    '((',
    '))',
    ' ',
    '\n',
  ],
  ...['×', '−', '²', '=', '!', '&&', '_', '😀', '\\', '"', '\u0000'],
];
/** A well-formed grammar beside the random pieces, so that much of what is tried gets past the parser. */
const FORMS: readonly ((a: string, b: string) => string)[] = [
  (a, b) => `${a}+${b}`,
  (a, b) => `(${a})*(${b})`,
  (a, b) => `(${a})^(${b})`,
  (a) => `-(${a})`,
  (a, b) => `(${a})<(${b})`,
  (a, b) => `(${a}) ? (${b}) : 1`,
  (a, b) => `(${a})[${b}]`,
  ...[...FUNCTIONS.keys()].flatMap((name) => [
    (a: string) => `${name}(${a})`,
    (a: string, b: string) => `${name}(${a},${b})`,
  ]),
  (a, b) => `log_prob(Normal(${a},1),${b})`,
  (a, b) => `where(${a},${b},v)`,
];
const ATOMS = ['x', 'v', 'A', '0', '1', '2', '0.5', '-1', 'q'];

/** Counted draws: the same texts on every run. */
function* words(seed: number): Generator<number, never> {
  for (let counter = 0; ; counter++) {
    const block = Uint32Array.of(seed, counter, 0, 0);
    pcg4d(block);
    yield* block;
  }
}

function pick<T>(list: readonly T[], draws: Generator<number, never>): T {
  const item = list[draws.next().value % list.length];
  if (item === undefined) throw new Error('an empty list');
  return item;
}

function wellFormed(draws: Generator<number, never>, depth: number): string {
  if (depth === 0 || draws.next().value % 4 === 0) return pick(ATOMS, draws);
  return pick(FORMS, draws)(wellFormed(draws, depth - 1), wellFormed(draws, depth - 1));
}

/** Does everything that the page does with a text; anything thrown but a finding fails the test. */
function use(text: string): 'refused' | 'ill-typed' | 'lowered' {
  const caret = text.length >> 1;
  completionsAt(text, caret, ['x', 'v']);
  signatureAt(text, caret);
  const { tree, finding } = parse(text);
  if (!tree) {
    expect(inWords(finding).message).not.toBe('');
    return 'refused';
  }
  for (const name of names(tree)) nonDifferentiable(tree, name);
  katex.renderToString(toLatex(tree, nameToLatex), { throwOnError: true, strict: 'error' });
  const builder = new Builder();
  const values = new Map([
    ['x', builder.feed('x', [])],
    ['v', builder.feed('v', [3])],
    ['A', builder.feed('A', [2, 3])],
  ]);
  try {
    lower(tree, {
      builder,
      values,
      layouts: new Map(),
      isNode: () => false,
      distributions: {
        argNames: new Map([['Normal', [['loc', 'scale']]]]),
        ofNode: () => undefined,
        logProb: (p, value) => builder.sub(value, p.args.loc ?? 0),
        entropy: () => undefined,
        kl: () => undefined,
      },
    });
    return 'lowered';
  } catch (error) {
    if (!(error instanceof FindingError)) throw error;
    for (const found of error.findings) {
      const [from, to] = found.span ?? [-1, -1];
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(text.length);
      expect(inWords(found).hint).not.toBe('');
    }
    return 'ill-typed';
  }
}

test('random pieces throw nothing but findings', () => {
  const draws = words(1);
  const outcomes = new Set<string>();
  for (let i = 0; i < 4000; i++) {
    const length = 1 + (draws.next().value % 12);
    outcomes.add(use(Array.from({ length }, () => pick(PIECES, draws)).join('')));
  }
  expect(outcomes).toEqual(new Set(['refused', 'ill-typed', 'lowered']));
});

test('random well-formed expressions throw nothing but findings', () => {
  const draws = words(2);
  const counts = { refused: 0, 'ill-typed': 0, lowered: 0 };
  for (let i = 0; i < 2000; i++) counts[use(wellFormed(draws, 4))]++;
  expect(counts.refused).toBe(0);
  expect(counts.lowered).toBeGreaterThan(300);
  expect(counts['ill-typed']).toBeGreaterThan(300);
});
