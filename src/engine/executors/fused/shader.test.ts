import { describe, expect, test } from 'vitest';
import { Builder, type Value } from '../../ir/builder';
import type { Program, State } from '../../ir/program';
import { scalarize } from '../../ir/scalarize';
import { ExecutorError } from '../contract';
import { prepareReference } from '../reference/reference';
import { functionsOf } from '../webgl/glslFunctions';
import { literal } from '../webgl/literal';
import { hoist } from './hoist';
import { splitPasses } from './passes';
import { writeSources } from './shader';
import { framesAround, momentsOfEstimates, momentsOfSums, plainFrames } from './tally';

const from = (index: number) => ({ index, sample: 0, copy: 0 });

function programOf(b: Builder, outputs: readonly Value[], states: readonly State[] = []): Program {
  const program = {
    instructions: b.instructions,
    outputs: outputs.map(({ id }, i) => ({ name: `${i}`, value: id })),
    states,
    samples: 1,
    warmUp: 0,
  };
  const scalar = scalarize(program, 10_000);
  if (!scalar) throw new Error('not scalarized');
  return scalar;
}

describe('hoist', () => {
  /** y = (x - mu) * exp(-ls) / sd, whose fixed parts are -mu and exp(-ls) / sd, or what amounts to it. */
  function example() {
    const b = new Builder();
    const [mu, ls, sd] = [b.feed('mu', []), b.feed('ls', []), b.feed('sd', [])];
    const x = b.noise('normal', [], from(0));
    const y = b.div(b.mul(b.neg(b.sub(x, mu)), b.exp(b.neg(ls))), sd);
    return programOf(b, [y, b.square(mu)]);
  }
  const FEEDS = new Map([
    ['mu', Float64Array.of(0.5)],
    ['ls', Float64Array.of(-0.3)],
    ['sd', Float64Array.of(2)],
  ]);

  test('takes out what no sample changes, in float64', () => {
    const { body, prelude, size } = hoist(example());
    expect(size).toBe(3);
    const numbers = [...prelude(FEEDS)].sort();
    const expected = [0.5, -Math.exp(0.3) / 2, 0.25].sort();
    numbers.forEach((number, i) => {
      expect(number).toBeCloseTo(expected[i] ?? Number.NaN, 14);
    });
    expect(body.instructions.map(({ op }) => op).sort()).toEqual([
      'feed',
      'feed',
      'feed',
      'mul',
      'noise',
      'sub',
    ]);
  });

  test('leaves the outputs as they were', () => {
    const program = example();
    const { body, prelude } = hoist(program);
    const request = { seed: 1, first: 0, count: 50, raw: 50 };
    const scalars = new Map([...FEEDS].map(([name, values]) => [`${name}[0]`, values]));
    const whole = prepareReference(program).runNow({ ...request, feeds: scalars });
    const hoisted = new Map([...prelude(FEEDS)].map((value, i) => [`hoisted[${i}]`, Float64Array.of(value)]));
    const rest = prepareReference(body).runNow({ ...request, feeds: hoisted });
    whole.raw.forEach((values, output) => {
      values.forEach((value, k) => {
        expect(rest.raw[output]?.[k]).toBeCloseTo(value, 12);
      });
    });
  });
});

describe('splitPasses', () => {
  function wide(outputs: number, carried: number): Program {
    const b = new Builder();
    const before = b.state('s', [carried]);
    const next = b.add(before, b.noise('uniform', [carried], from(0)));
    const values = Array.from({ length: outputs }, (_, i) => b.noise('normal', [], from(i)));
    const states =
      carried > 0
        ? [{ name: 's', shape: [carried], initial: new Array<number>(carried).fill(0), next: next.id }]
        : [];
    return programOf(b, values, states);
  }

  test.each([
    [1, 0, 8, [[1, 0]]],
    [
      9,
      0,
      8,
      [
        [8, 0],
        [1, 0],
      ],
    ],
    [3, 5, 8, [[3, 5]]],
    [
      7,
      5,
      8,
      [
        [6, 5],
        [1, 0],
      ],
    ],
    [
      2,
      37,
      8,
      [
        [0, 32],
        [2, 5],
      ],
    ],
  ])('%i outputs and %i states over %i columns', (outputs, states, columns, expected) => {
    const passes = splitPasses(wide(outputs, states), columns);
    expect(passes.map(({ body, written }) => [body.outputs.length, written.length])).toEqual(expected);
    expect(passes.flatMap(({ body }) => body.outputs.map(({ name }) => name))).toHaveLength(outputs);
  });

  test('holds in each pass only what its outputs need', () => {
    const [, last] = splitPasses(wide(9, 0), 8);
    expect(last?.body.instructions).toHaveLength(1);
  });

  test('refuses what is too long', () => {
    expect(() => splitPasses(wide(600, 0), 8)).toThrow(ExecutorError);
  });
});

describe('writeSources', () => {
  function shaderOf(program: Program): string {
    const [pass] = splitPasses(hoist(program).body, 8);
    if (!pass) throw new Error('no pass');
    return writeSources(pass, 'fragment', { slowShifts: false }).fragment;
  }

  test('hashes a block once for all its lanes, and makes both normals of a pair at once', () => {
    const b = new Builder();
    const shader = shaderOf(
      programOf(
        b,
        [0, 1, 2, 3].map((index) => b.noise('normal', [], from(index))),
      ),
    );
    const plain = shader.slice(shader.lastIndexOf('for ('));
    expect(plain.match(/= scramble\(/g)).toHaveLength(1);
    expect(plain.match(/radiusFrom\(/g)).toHaveLength(2);
  });

  test('defines the functions it calls, and no others', () => {
    const b = new Builder();
    const shader = shaderOf(programOf(b, [b.tanh(b.noise('uniform', [], from(0)))]));
    expect(shader).toContain('float stableTanh(');
    expect(shader).not.toContain('radiusFrom');
    expect(shader).not.toContain('@');
  });

  test('hands out the same columns from vertices, to be captured in order', () => {
    const b = new Builder();
    const program = programOf(
      b,
      [0, 1, 2].map((index) => b.noise('uniform', [], from(index))),
    );
    const [pass] = splitPasses(hoist(program).body, 8);
    if (!pass) throw new Error('no pass');
    const { vertex, captured } = writeSources(pass, 'vertex', { slowShifts: false });
    expect(captured).toEqual(['column0', 'column1', 'column2']);
    for (const name of captured) expect(vertex).toContain(`flat out vec4 ${name};`);
    expect(vertex).not.toContain('gl_FragCoord');
  });

  test('makes the noise of several steps at once where a state makes the rest wait', () => {
    const b = new Builder();
    const before = b.state('s', []);
    const next = b.add(b.mul(0.5, before), b.noise('normal', [], from(0)));
    const states = [{ name: 's', shape: [], initial: [0], next: next.id }];
    const shader = shaderOf(programOf(b, [next], states));
    const copied = shader.slice(shader.indexOf('for ('), shader.lastIndexOf('for ('));
    const reads = [...copied.matchAll(/= state0;/g)].map(({ index }) => index);
    const writes = [...copied.matchAll(/ {2}state0 = /g)].map(({ index }) => index);
    expect(reads).toHaveLength(4);
    expect(copied.lastIndexOf('radiusFrom(')).toBeLessThan(reads[0] ?? 0);
    reads.forEach((read, i) => {
      expect(read).toBeLessThan(writes[i] ?? 0);
      expect(read).toBeGreaterThan(writes[i - 1] ?? 0);
    });
  });

  test('writes no feed into the shader', () => {
    const b = new Builder();
    const program = programOf(b, [b.mul(b.feed('a', [5]), b.noise('normal', [], from(0)))]);
    expect(shaderOf(program)).toContain('uniform vec4 hoisted[2];');
  });
});

test('functions come with all they need, each before its use', () => {
  const source = functionsOf(['softplus', 'lgamma']);
  for (const [needed, user] of [
    ['float logNear1(', 'float safeLog1p('],
    ['float safeLog1p(', 'float softplus('],
    ['float lgammaPositive(', 'float lgamma('],
  ] as const) {
    expect(source).toContain(needed);
    expect(source.indexOf(needed)).toBeLessThan(source.indexOf(user));
  }
  expect(source.match(/float safeLog1p\(/g)).toHaveLength(1);
});

test.each([1, 0.1, -2.5, 1e-40, 3e38, 16777217, -0, 1 / 3, 123456.7891])(
  'literal of %d reads back as its float32',
  (value) => {
    const text = literal(value);
    expect(text).toMatch(/[.e]/);
    expect(Math.fround(Number(text.replace(/[()]/g, '')))).toBe(Math.fround(value));
  },
);

test('literals of what is not finite', () => {
  expect([Number.NaN, 1e39, Number.NEGATIVE_INFINITY].map(literal)).toEqual([
    'NAN',
    'INFINITY',
    '(-INFINITY)',
  ]);
});

describe('tally', () => {
  const values = [3, 5, 4, 9];
  const expected = { count: 4, mean: 5.25, m2: 20.75, m3: 39.375, m4: 225.828125 };

  test('moments of single estimates, and of sums in a frame around them, agree', () => {
    const plain = Float32Array.from(values.flatMap((x) => [x, x ** 2, x ** 3, x ** 4]));
    const single = momentsOfEstimates(plain, 0, 4);
    const frames = framesAround([single]);
    const [shift = 0, scale = 0] = frames;
    const sums = Float32Array.from(
      values.flatMap((x) => [1, 2, 3, 4].map((k) => ((x - shift) * scale) ** k)),
    );
    const summed = momentsOfSums(sums, 0, 4, 1, frames);
    for (const own of [single, summed])
      for (const [key, value] of Object.entries(expected))
        expect(Reflect.get(own, key)).toBeCloseTo(value, 4);
    expect(Number.isInteger(Math.log2(scale))).toBe(true);
  });

  test('frames of what has no spread or is not finite are plain', () => {
    const flat = { count: 4, mean: 2, m2: 0, m3: 0, m4: 0 };
    expect([
      ...framesAround([flat, { ...flat, mean: Number.NaN }, { ...flat, m2: Number.POSITIVE_INFINITY }]),
    ]).toEqual([2, 1, 0, 1, 0, 1]);
    expect([...plainFrames(2)]).toEqual([0, 1, 0, 1]);
  });
});
