import { describe, expect, test } from 'vitest';
import { formatFragment, parseFragment } from './fragment';

describe('a fragment', () => {
  test.each([
    ['', { kind: 'empty' }],
    ['#', { kind: 'empty' }],
    ['https://lab.example/scg/', { kind: 'empty' }],
    ['#g1:abc-_', { kind: 'graph', tag: 'g1', payload: 'abc-_' }],
    ['g1:abc', { kind: 'graph', tag: 'g1', payload: 'abc' }],
    ['#g1%3Aabc', { kind: 'graph', tag: 'g1', payload: 'abc' }],
    ['(https://lab.example/scg/index.html?a=b#g1:abc).', { kind: 'graph', tag: 'g1', payload: 'abc' }],
    ['#g99:x', { kind: 'graph', tag: 'g99', payload: 'x' }],
    ['#g1:', { kind: 'graph', tag: 'g1', payload: '' }],
    ['#p/simple-2', { kind: 'preset', id: 'simple-2' }],
    ['#hello', { kind: 'bad', finding: { code: 'bad-link', facts: { problem: 'unknown', text: 'hello' } } }],
    ['#%E0%A4%A', { kind: 'bad' }],
    ['#p/a b', { kind: 'bad' }],
    ['#?embed', { kind: 'empty' }],
  ])('%j', (text, expected) => {
    expect(parseFragment(text)).toMatchObject(expected);
  });

  test('has flags after its question mark', () => {
    const { flags } = parseFragment('#g1:abc?embed&step=3&plan=Score%20%26%20b&view=');
    expect([...flags]).toEqual([
      ['embed', ''],
      ['step', '3'],
      ['plan', 'Score & b'],
      ['view', ''],
    ]);
    expect(parseFragment('#p/x?__proto__=1').flags.get('__proto__')).toBe('1');
  });

  test('is written as it is read', () => {
    const flags = new Map([
      ['embed', ''],
      ['plan', 'Score & é#?'],
    ]);
    const fragments = [
      { kind: 'graph', tag: 'g1', payload: 'a-_', flags },
      { kind: 'preset', id: 'simple-2', flags },
      { kind: 'preset', id: 'simple-2', flags: new Map() },
      { kind: 'empty', flags },
      { kind: 'empty', flags: new Map() },
    ] as const;
    for (const fragment of fragments) expect(parseFragment(formatFragment(fragment))).toEqual(fragment);
    expect(formatFragment({ kind: 'empty', flags: new Map() })).toBe('');
  });
});
