import { describe, expect, test } from 'vitest';
import { prepareReference } from '../executors/reference/reference';
import { Builder, type Value } from './builder';
import type { Feeds, Program } from './program';
import { elementName, elementOf, scalarize, withoutDeadCode } from './scalarize';
import { sizeOf } from './shape';

const from = (index: number) => ({ index, sample: 0, copy: 0 });

function programOf(b: Builder, outputs: readonly Value[], more: Partial<Program> = {}): Program {
  return {
    instructions: b.instructions,
    outputs: outputs.map(({ id }, i) => ({ name: `out${i}`, value: id })),
    states: [],
    samples: 1,
    warmUp: 0,
    ...more,
  };
}

/** Feeds of the scalar program: element by element. */
function scalarFeeds(feeds: Feeds): Feeds {
  return new Map(
    [...feeds].flatMap(([name, values]) =>
      [...values].map((value, i) => [elementName(name, i), Float64Array.of(value)] as const),
    ),
  );
}

const COUNT = 40;

/** Runs the program and its scalar form on the reference executor: the same numbers, element by element. */
function expectSame(program: Program, feeds: Feeds = new Map()): Program {
  const scalar = scalarize(program, 10_000);
  if (!scalar) throw new Error('not scalarized');
  expect(scalar.instructions.filter(({ shape }) => shape.length > 0)).toEqual([]);
  const request = { seed: 5, first: 3, count: COUNT, raw: COUNT };
  const whole = prepareReference(program).runNow({ ...request, feeds });
  const parts = prepareReference(scalar).runNow({ ...request, feeds: scalarFeeds(feeds) });
  const columns = program.outputs.flatMap(({ name, value }, output) => {
    const size = sizeOf(program.instructions[value]?.shape ?? []);
    return Array.from({ length: size }, (_, element) => ({
      name: elementName(name, element),
      values: Array.from({ length: COUNT }, (__, k) => whole.raw[output]?.[k * size + element] ?? Number.NaN),
    }));
  });
  expect(scalar.outputs.map(({ name }) => name)).toEqual(columns.map(({ name }) => name));
  columns.forEach(({ values }, i) => {
    values.forEach((value, k) => {
      expect(parts.raw[i]?.[k]).toBeCloseTo(value, 12);
    });
  });
  return scalar;
}

describe('scalarize', () => {
  const b = () => new Builder();

  test('names elements and reads the names back', () => {
    expect(elementName('w', 12)).toBe('w[12]');
    expect(elementOf('x:0:a[7]')).toEqual({ name: 'x:0:a', element: 7 });
  });

  test('noise, feeds, constants and elementwise operations', () => {
    const build = b();
    const z = build.noise('normal', [2, 3], from(1));
    const u = build.noise('uniform', [3], { index: 2, sample: 0, copy: 4 });
    const w = build.feed('w', [3]);
    const x = build.add(build.mul(z, w), build.constant([1, 2, 3, 4, 5, 6], [2, 3]));
    const outputs = [
      x,
      build.where(build.lt(u, 0.5), build.exp(u), build.stop(w)),
      build.poissonQuantile(u, build.square(w)),
      build.binomialQuantile(u, 7, build.sigmoid(w)),
      build.logStandardGamma(build.add(u, 1), from(0)),
      build.gammaSlope(build.add(u, 1), build.square(w)),
      build.pow(u, w),
    ];
    expectSame(programOf(build, outputs), new Map([['w', Float64Array.of(0.5, -1, 2)]]));
  });

  test('every operation on shapes dissolves', () => {
    const build = b();
    const x = build.noise('normal', [2, 3], from(0));
    const y = build.noise('uniform', [3, 2], from(0));
    const outputs = [
      build.reshape(x, [3, 2]),
      build.transpose(x),
      build.transpose(build.reshape(x, [1, 2, 3]), [2, 0, 1]),
      build.broadcast(build.reshape(build.sum(x, [1]), [2, 1]), [4, 2, 3]),
      build.slice(x, [1, 1], [1, 2]),
      build.pad(x, [1, 0], [4, 3]),
      build.concat([x, build.transpose(y)], 1),
      build.sum(x, [0]),
      build.sum(x),
      build.amax(x, [1]),
      build.matmul(x, y),
      build.oneHot(build.floor(build.mul(4, build.element(y, 0))), 4),
    ];
    const kinds = new Set(expectSame(programOf(build, outputs)).instructions.map(({ op }) => op));
    for (const gone of [
      'reshape',
      'transpose',
      'broadcast',
      'slice',
      'pad',
      'concat',
      'sum',
      'amax',
      'matmul',
      'oneHot',
    ])
      expect(kinds).not.toContain(gone);
  });

  test('states, samples and warm-up', () => {
    const build = b();
    const before = build.state('s', [2]);
    const next = build.add(build.mul(0.5, before), build.noise('normal', [2], from(0)));
    const states = [{ name: 's', shape: [2], initial: [1, -1], next: next.id }];
    const scalar = expectSame(programOf(build, [before], { states, samples: 3, warmUp: 2 }));
    expect(scalar.states.map(({ name, initial }) => [name, initial])).toEqual([
      ['s[0]', [1]],
      ['s[1]', [-1]],
    ]);
  });

  test('shares what is equal, folds what is known and drops what is not needed', () => {
    const build = b();
    const z = build.noise('normal', [3], from(0));
    build.exp(z);
    const masked = build.mul(z, build.constant([0, 1, 0], [3]));
    const scalar = expectSame(programOf(build, [build.sum(masked), build.element(z, 1)]));
    expect(scalar.instructions.map(({ op }) => op)).toEqual(['noise']);
  });

  test('stops at the limit', () => {
    const build = b();
    const program = programOf(build, [
      build.sum(build.mul(build.feed('w', [50, 50]), build.noise('normal', [], from(0)))),
    ]);
    expect(scalarize(program, 2000)).toBeUndefined();
    expect(scalarize(program, 20_000)).toBeDefined();
  });

  test('withoutDeadCode keeps outputs and states', () => {
    const build = b();
    const state = build.state('s', []);
    const z = build.noise('normal', [], from(0));
    const dead = build.exp(z);
    const next = build.add(state, z);
    const states = [{ name: 's', shape: [], initial: [0], next: next.id }];
    const kept = withoutDeadCode(programOf(build, [z], { states }));
    expect(kept.instructions).toHaveLength(build.instructions.length - 1);
    expect(kept.instructions).not.toContainEqual(build.instruction(dead.id));
  });
});
