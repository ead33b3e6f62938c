import { describe, expect, test } from 'vitest';
import { Builder, type Value } from '../../ir/builder';
import type { Program } from '../../ir/program';
import { prepareReference } from '../reference/reference';
import { gatherFactors, varyingOf } from './factors';

const from = (index: number) => ({ index, sample: 0, copy: 0 });

function programOf(b: Builder, outputs: readonly Value[]): Program {
  return {
    instructions: b.instructions,
    outputs: outputs.map(({ id }, i) => ({ name: `${i}`, value: id })),
    states: [],
    samples: 1,
    warmUp: 0,
  };
}

/** Checks that the outputs are the same, and hands out the operations that are left for every sample. */
function gathered(program: Program): string[] {
  const feeds = new Map([['h', Float64Array.of(0.7)]]);
  const request = { seed: 1, first: 0, count: 50, raw: 50, feeds };
  const short = gatherFactors(program);
  const [before, after] = [program, short].map((one) => prepareReference(one).runNow(request).raw);
  before?.forEach((values, output) => {
    values.forEach((value, k) => {
      expect(after?.[output]?.[k]).toBeCloseTo(value, 12);
    });
  });
  return varyingOf(short)
    .map(({ op }) => op)
    .sort();
}

describe('gatherFactors', () => {
  test('lets signs and powers of two cancel', () => {
    const b = new Builder();
    const [x, y] = [b.noise('normal', [], from(0)), b.noise('normal', [], from(1))];
    const half = b.mul(x, b.mul(y, -0.5));
    expect(gathered(programOf(b, [b.neg(b.add(half, half))]))).toEqual(['mul', 'noise', 'noise']);
  });

  test('lets them meet a fixed factor', () => {
    const b = new Builder();
    const [x, y] = [b.noise('normal', [], from(0)), b.noise('normal', [], from(1))];
    const score = b.mul(b.neg(b.mul(x, y)), b.div(b.feed('h', []), 2));
    expect(gathered(programOf(b, [score]))).toEqual(['mul', 'mul', 'noise', 'noise']);
  });

  test('makes a difference of a sum with a negative', () => {
    const b = new Builder();
    const [x, y] = [b.noise('normal', [], from(0)), b.noise('normal', [], from(1))];
    expect(gathered(programOf(b, [b.add(b.square(x), b.neg(b.square(y)))]))).toEqual([
      'mul',
      'mul',
      'noise',
      'noise',
      'sub',
    ]);
  });

  test('takes off what was just added', () => {
    const b = new Builder();
    const [h, z] = [b.feed('h', []), b.noise('normal', [], from(0))];
    expect(gathered(programOf(b, [b.sub(b.add(h, z), h)]))).toEqual(['noise']);
  });

  test('leaves a factor in one place that would be left in many', () => {
    const b = new Builder();
    const [x, y, z] = [0, 1, 2].map((i) => b.noise('normal', [], from(i)));
    if (!x || !y || !z) throw new Error('no noise');
    const quarter = b.mul(0.25, x);
    const operations = gathered(programOf(b, [b.exp(b.mul(quarter, y)), b.exp(b.mul(quarter, z))]));
    expect(operations.filter((op) => op === 'mul')).toHaveLength(3);
  });

  test('keeps factors that are no power of two, or a large one, as they are', () => {
    const b = new Builder();
    const [x, y] = [b.noise('normal', [], from(0)), b.noise('normal', [], from(1))];
    const product = b.mul(b.mul(x, 3), b.mul(y, 2 ** 40));
    expect(gathered(programOf(b, [product])).filter((op) => op === 'mul')).toHaveLength(3);
  });
});
