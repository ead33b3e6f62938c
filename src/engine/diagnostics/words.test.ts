import { describe, expect, test } from 'vitest';
import { describe as inWords, isError } from './words';

describe('a finding in words', () => {
  test('begins with its node, its plan, or neither', () => {
    const facts = { expected: 'a number', got: '"a"' };
    const message = (place: object) =>
      inWords({ code: 'wrong-value', facts, field: 'value', ...place }).message;
    expect(message({ nodes: ['x', 'y'] })).toBe('x: "value" must be a number, got "a"');
    expect(message({ plan: 'P' })).toBe('plan P: "value" must be a number, got "a"');
    expect(message({ plan: 'P', nodes: ['x'] })).toBe('plan P, x: "value" must be a number, got "a"');
    expect(message({})).toBe('"value" must be a number, got "a"');
  });

  test('keeps its place, and drops its facts', () => {
    const place = { nodes: ['a', 'b'], edge: ['a', 'b'] as const };
    expect(inWords({ code: 'cycle', facts: { path: ['a', 'b'] }, ...place })).toEqual({
      severity: 'error',
      code: 'cycle',
      message: 'a: a → b → a would be a cycle; a stochastic computation graph has none',
      hint: 'remove one of its edges, such as a → b',
      ...place,
    });
  });

  test('stays a line, however long the text that came', () => {
    const name = 'x'.repeat(10_000);
    const { message, hint } = inWords({
      code: 'bad-name',
      facts: { name, problem: 'length' },
      nodes: [name],
    });
    expect(`${message}${hint}`.length).toBeLessThan(300);
  });

  test('is an error or a warning', () => {
    expect(isError({ code: 'unknown-field', facts: { suggestion: undefined }, field: 'q' })).toBe(false);
    expect(isError({ code: 'self-loop', facts: {}, nodes: ['x'] })).toBe(true);
  });
});
