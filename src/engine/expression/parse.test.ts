import { describe, expect, test } from 'vitest';
import { MAX_CHAIN, MAX_NESTING } from './chain';
import { FUNCTIONS } from './functions';
import { partsOf } from './names';
import { MAX_CHARACTERS, parse } from './parse';
import type { Tree } from './tree';

/** Fully bracketed, so that the structure can be read. */
function bracketed(tree: Tree): string {
  switch (tree.kind) {
    case 'number':
      return String(tree.value);
    case 'name':
      return tree.name;
    case 'negation':
      return `(-${bracketed(tree.operand)})`;
    case 'binary':
      return `(${bracketed(tree.left)} ${tree.sign} ${bracketed(tree.right)})`;
    case 'conditional':
      return `(${bracketed(tree.condition)} ? ${bracketed(tree.then)} : ${bracketed(tree.otherwise)})`;
    case 'index':
      return `${bracketed(tree.target)}[${bracketed(tree.index)}]`;
    case 'call':
      return `${tree.name}(${tree.args.map(bracketed).join(', ')})`;
  }
}

function structure(text: string): string {
  const { tree, finding } = parse(text);
  return tree ? bracketed(tree) : `refused: ${finding.code}`;
}

describe('precedence', () => {
  test.each([
    ['1 + 2*3', '(1 + (2 * 3))'],
    ['a - b - c', '((a - b) - c)'],
    ['a / b / c', '((a / b) / c)'],
    ['a / b * c', '((a / b) * c)'],
    ['a^b^c', '(a ^ (b ^ c))'],
    ['-x^2', '(-(x ^ 2))'],
    ['(-x)^2', '((-x) ^ 2)'],
    ['2^-x', '(2 ^ (-x))'],
    ['2^-x^2', '(2 ^ (-(x ^ 2)))'],
    ['2^-x*3', '((2 ^ (-x)) * 3)'],
    ['-a*b', '((-a) * b)'],
    ['a*-b', '(a * (-b))'],
    ['a - -b', '(a - (-b))'],
    ['--a', '(-(-a))'],
    ['+a + +b', '(a + b)'],
    ['a + b < c * d', '((a + b) < (c * d))'],
    ['(a < b) == (c < d)', '((a < b) == (c < d))'],
    ['(a < b) < c', '((a < b) < c)'],
    ['a < b ? c : d', '((a < b) ? c : d)'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a ? b ? c : d : e', '(a ? (b ? c : d) : e)'],
    ['x[i+1]^2', '(x[(i + 1)] ^ 2)'],
    ['-x[0]', '(-x[0])'],
    ['x[0][1]', 'x[0][1]'],
    ['f(a, -b)[0]', 'f(a, (-b))[0]'],
    ['f()', 'f()'],
    ['(a)*(b)', '(a * b)'],
    [' 1.5 + .5 - 1e-3*2.E2 ', '((1.5 + 0.5) - (0.001 * 200))'],
    ['a!=b', '(a != b)'],
    ['a>=b', '(a >= b)'],
  ])('%s', (text, expected) => expect(structure(text)).toBe(expected));
});

describe('places', () => {
  test('every part covers its own text, brackets included', () => {
    const text = 'exp(-x) * (y[0] + 2)';
    const { tree } = parse(text);
    if (!tree) throw new Error('refused');
    const covered: string[] = [];
    const visit = (part: Tree): void => {
      covered.push(text.slice(...part.span));
      partsOf(part).forEach(visit);
    };
    visit(tree);
    expect(covered).toEqual([text, 'exp(-x)', '-x', 'x', '(y[0] + 2)', 'y[0]', 'y', '0', '2']);
  });
});

describe('refusals', () => {
  test.each([
    ['', 'expression-empty', {}, ''],
    ['   ', 'expression-empty', {}, '   '],
    ['2x', 'missing-operator', { instead: '2*x' }, '2x'],
    ['2 (x)', 'missing-operator', { instead: '2*(...)' }, '2 ('],
    ['(a)(b)', 'missing-operator', { instead: '(...)*(...)' }, ')('],
    ['a b', 'missing-operator', { instead: 'a*b' }, 'a b'],
    ['sin x', 'missing-operator', { instead: 'sin(x)' }, 'sin x'],
    ['1e', 'missing-operator', { instead: '1*e' }, '1e'],
    ['f(a b)', 'missing-operator', { instead: 'a*b' }, 'a b'],
    ['a × b', 'unknown-character', { character: '×', instead: '*' }, '×'],
    ['a − b', 'unknown-character', { character: '−', instead: '-' }, '−'],
    ['x²', 'unknown-character', { character: '²', instead: '^2' }, '²'],
    ['x**2', 'unknown-character', { character: '**', instead: '^' }, '**'],
    ['θ + 1', 'unknown-character', { character: 'θ', instead: 'theta' }, 'θ'],
    ['a = b', 'unknown-character', { character: '=', instead: '==' }, '='],
    ['f(a + b = c)', 'unknown-character', { character: '=', instead: '==' }, '='],
    ['= c', 'unknown-character', { character: '=', instead: '==' }, '='],
    ['f(a = )', 'missing-operand', { after: '=', before: ')' }, ')'],
    ['f(a = b = c)', 'unknown-character', { character: '=', instead: '==' }, '='],
    ['a && b', 'unknown-character', { character: '&&', instead: 'a*b' }, '&&'],
    ['x # y', 'unknown-character', { character: '#', instead: undefined }, '#'],
    ['x + 😀', 'unknown-character', { character: '😀', instead: undefined }, '😀'],
    ['_x', 'unknown-character', { character: '_', instead: undefined }, '_'],
    ['1.2.3', 'bad-number', { text: '1.2.3' }, '1.2'],
    ['1e999', 'bad-number', { text: '1e999' }, '1e999'],
    ['(a + b', 'unclosed-bracket', { open: '(' }, '('],
    ['x[1', 'unclosed-bracket', { open: '[' }, '['],
    ['x[(1]', 'unclosed-bracket', { open: '(' }, '('],
    ['f(a, b', 'unclosed-bracket', { open: '(' }, '('],
    ['a + b)', 'unopened-bracket', { close: ')' }, ')'],
    ['a]', 'unopened-bracket', { close: ']' }, ']'],
    ['a +', 'missing-operand', { after: '+', before: undefined }, '+'],
    ['* a', 'missing-operand', { after: undefined, before: '*' }, '*'],
    ['a + * b', 'missing-operand', { after: '+', before: '*' }, '*'],
    ['()', 'missing-operand', { after: '(', before: ')' }, ')'],
    ['f(a,)', 'missing-operand', { after: ',', before: ')' }, ')'],
    ['x[]', 'missing-operand', { after: '[', before: ']' }, ']'],
    ['a ? b', 'missing-colon', {}, '?'],
    ['a : b', 'unexpected-sign', { sign: ':' }, ':'],
    ['a, b', 'unexpected-sign', { sign: ',' }, ','],
    ['(a, b)', 'unexpected-sign', { sign: ',' }, ','],
    ['a < b < c', 'chained-comparison', { instead: '(a < b)*(b < c)' }, 'a < b < c'],
    ['0 <= x + 1 < 2', 'chained-comparison', { instead: '(0 <= x + 1)*(x + 1 < 2)' }, '0 <= x + 1 < 2'],
  ])('%s', (text, code, facts, at) => {
    const { finding } = parse(text);
    expect(finding).toMatchObject({ code, facts });
    expect(text.slice(...(finding?.span ?? []))).toBe(at);
  });
});

describe('limits', () => {
  const wrap = (open: string, close: string, times: number) => `${open.repeat(times)}x${close.repeat(times)}`;

  test.each([
    ['brackets', (n: number) => wrap('(', ')', n)],
    ['minus signs', (n: number) => wrap('- ', '', n)],
    ['powers', (n: number) => wrap('x^', '', n)],
    ['calls', (n: number) => wrap('f(', ')', n)],
    ['indices', (n: number) => wrap('x[', ']', n)],
    ['conditionals', (n: number) => wrap('x?x:', '', n)],
    ['mixed', (n: number) => wrap('-(', ')', n / 2)],
  ])('%s inside one another: as many as allowed, and not one more', (_, text) => {
    expect(parse(text(MAX_NESTING)).finding).toBeUndefined();
    expect(parse(text(MAX_NESTING + 2)).finding?.code).toBe('expression-too-deep');
  });

  test.each(['(', '[', '-', 'x^', 'f(', 'x?', 'x[', '2^-', '(-'])(
    '%s without end is refused, not a crash',
    (part) => {
      const text = part.repeat(Math.floor(MAX_CHARACTERS / part.length));
      expect(parse(text).finding).toBeDefined();
    },
  );

  /** How many parts stand inside one another. */
  const depth = (tree: Tree | undefined): number =>
    tree ? 1 + Math.max(0, ...partsOf(tree).map(depth)) : Number.NaN;

  test.each(['+', '*'])('a long run of %s is no nesting', (sign) => {
    const text = `${`x${sign}`.repeat(1999)}x`;
    const { tree } = parse(text);
    expect(depth(tree)).toBeLessThan(50);
    expect(tree && bracketed(tree).replace(/[() ]/g, '')).toBe(text);
  });

  test.each([
    ['-', MAX_CHAIN],
    ['/', MAX_NESTING],
    ['[0]', MAX_NESTING],
  ])('as many %s in a row as allowed, and not one more', (part, most) => {
    const text = (times: number) =>
      part === '[0]' ? `x${part.repeat(times)}` : `x${`${part}x`.repeat(times)}`;
    expect(parse(text(most)).finding).toBeUndefined();
    expect(parse(text(most + 1)).finding?.code).toMatch(/^expression-(chain|too-deep)$/);
    expect(parse(text(Math.floor((MAX_CHARACTERS - 1) / text(1).slice(1).length))).finding).toBeDefined();
  });

  test('operators that alternate are counted', () => {
    expect(parse(`x${'+x-x'.repeat(MAX_CHAIN / 2)}`).finding).toBeUndefined();
    expect(parse(`x${'+x-x'.repeat(MAX_CHAIN / 2)}+x`).finding?.code).toBe('expression-chain');
  });

  test('characters', () => {
    expect(parse('1'.repeat(300).padEnd(MAX_CHARACTERS)).finding).toBeUndefined();
    expect(parse('1'.padStart(MAX_CHARACTERS + 1)).finding).toMatchObject({
      code: 'expression-too-long',
      facts: { length: MAX_CHARACTERS + 1, limit: MAX_CHARACTERS },
    });
  });
});

test('names of Object.prototype are names like any other', () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
    expect(structure(`${name}(${name})`)).toBe(`${name}(${name})`);
    expect(FUNCTIONS.get(name)).toBeUndefined();
  }
});
