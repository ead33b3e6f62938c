import { describe, expect, test } from 'vitest';
import { DATA_SETS } from '../data/registry';
import { FindingError } from '../diagnostics/types';
import { describe as inWords } from '../diagnostics/words';
import { parseDocument } from '../document/parse';
import { compactDocument } from '../document/serialize';
import type { Document } from '../document/types';
import { nodeDensity } from '../exact/nodeDensity';
import { exactTruth } from '../exact/truth';
import { prepareReference } from '../executors/reference/reference';
import { scalarize } from '../ir/scalarize';
import { modelOf } from '../model/model';
import { decodeShare, encodeShare } from '../share/share';
import { truthAnswer } from '../truth/truthReport';
import { feedsOf } from './feeds';
import { compileCosts, compileNodes } from './nodes';
import { compilePlan } from './plan';

function documentOf(
  value: unknown,
  expression: string,
  plans: readonly object[] = [{ name: 'P' }],
): Document {
  const { document, findings } = parseDocument({
    scg: 1,
    nodes: [
      { name: 'theta', kind: 'parameter', value: 0.4 },
      { name: 'x', kind: 'input', value },
      { name: 'f', kind: 'cost', parents: ['theta', 'x'], expression },
    ],
    plans,
  });
  if (!document) throw new FindingError(findings);
  expect(findings).toEqual([]);
  return document;
}

const squared = '(x[1] - theta*x[0])^2';

describe('an input that draws rows', () => {
  const document = documentOf({ data: 'digits', seed: 3 }, 'theta*sum(x)');

  test('has a shape and one text, and travels', () => {
    expect(compactDocument(documentOf({ data: 'ring', seed: 1 }, squared))).toMatchObject({
      nodes: [{}, { value: { data: 'ring' } }, {}],
    });
    expect(decodeShare(encodeShare(document)).document).toEqual(document);
    const other = documentOf({ data: 'digits16', seed: 3 }, 'theta*sum(x)');
    expect(modelOf(other).structure).not.toBe(modelOf(document).structure);
    expect(modelOf(documentOf({ data: 'digits' }, 'theta*sum(x)')).structure).toBe(
      modelOf(document).structure,
    );
  });

  test('is a row of the train split, another in every sample, each as likely', () => {
    const points = documentOf({ data: 'wave', seed: 3 }, squared);
    const { program } = compileNodes(modelOf(points));
    const count = 20_000;
    const { raw } = prepareReference(program).runNow({
      seed: 7,
      first: 0,
      count,
      feeds: feedsOf(points),
      raw: count,
    });
    const drawn = raw[program.outputs.findIndex(({ name }) => name === 'x')] ?? [];
    const { rows } = DATA_SETS.wave.rows(3).train;
    const times = new Map<string, number>();
    for (let i = 0; i < rows.length; i += 2) times.set(`${rows[i]} ${rows[i + 1]}`, 0);
    for (let i = 0; i < drawn.length; i += 2) {
      const key = `${drawn[i]} ${drawn[i + 1]}`;
      const seen = times.get(key);
      if (seen === undefined) throw new Error(`${key} is no row`);
      times.set(key, seen + 1);
    }
    const chi = [...times.values()].reduce((sum, n) => sum + (n - count / 200) ** 2 / (count / 200), 0);
    // Chi-square of 199 degrees: mean 199, standard deviation 20; six of them.
    expect(Math.abs(chi - 199)).toBeLessThan(120);
  });

  test('is a whole picture', () => {
    const { program } = compileNodes(modelOf(document));
    const { raw } = prepareReference(program).runNow({
      seed: 7,
      first: 0,
      count: 1,
      feeds: feedsOf(document),
      raw: 1,
    });
    const drawn = [...(raw[program.outputs.findIndex(({ name }) => name === 'x')] ?? [])].join('');
    const { rows } = DATA_SETS.digits.rows(3).train;
    expect(
      Array.from({ length: DATA_SETS.digits.train }, (_, i) =>
        rows.subarray(144 * i, 144 * (i + 1)).join(''),
      ),
    ).toContain(drawn);
  });
});

describe('the exact answer', () => {
  const { rows } = DATA_SETS.wave.rows(1).train;
  const slopes = Array.from({ length: 200 }, (_, i) => {
    const [x = 0, y = 0] = rows.subarray(2 * i, 2 * i + 2);
    return -2 * x * (y - 0.4 * x);
  });
  const mean = slopes.reduce((sum, g) => sum + g, 0) / 200;
  const variance = slopes.reduce((sum, g) => sum + (g - mean) ** 2, 0) / 200;

  test('is the mean over the rows of a small table', () => {
    const document = documentOf({ data: 'wave' }, squared, [{ name: 'one' }, { name: 'four', samples: 4 }]);
    const { truth } = exactTruth(modelOf(document), document.plans, feedsOf(document));
    expect(truth?.method).toBe('enumeration');
    // The row itself is summed over, not the noise that it is made from.
    expect(compileCosts(modelOf(document)).sources?.map(({ kind }) => kind)).toEqual(['draw']);
    expect(truth?.gradient[0]?.values[0]).toBeCloseTo(mean, 6);
    expect(truth?.plans.map(({ verdict }) => verdict)).toEqual(['unbiased', 'unbiased']);
    expect(truth?.plans[0]?.gradients[0]?.variance[0]).toBeCloseTo(variance, 8);
    expect(truth?.plans[1]?.gradients[0]?.variance[0]).toBeCloseTo(variance / 4, 8);
  });

  test('counts opposite samples, which draw rows from the two ends', () => {
    const document = documentOf({ data: 'wave' }, squared, [{ name: 'pair', samples: 2, antithetic: true }]);
    const { truth } = exactTruth(modelOf(document), document.plans, feedsOf(document));
    const pairs = slopes.map((g, i) => (g + (slopes[199 - i] ?? 0)) / 2);
    const own = pairs.reduce((sum, g) => sum + (g - mean) ** 2, 0) / 200;
    expect(truth?.plans[0]?.gradients[0]?.mean[0]).toBeCloseTo(mean, 8);
    expect(truth?.plans[0]?.gradients[0]?.variance[0]).toBeCloseTo(own, 8);
  });

  test('is not there for a large one', () => {
    const document = documentOf({ data: 'ring' }, squared);
    const { none } = exactTruth(modelOf(document), document.plans, feedsOf(document));
    expect(none).toEqual({ reason: 'data', rows: 2000, limit: 200 });
    expect(truthAnswer(modelOf(document))).toMatchObject({ report: { method: 'long-run' }, none });
  });
});

test('a small table is spread over scalars, and draws the same; a large one is not', () => {
  const compiled = (document: Document) => compilePlan(modelOf(document), { name: 'P', nodes: {} }).program;
  const document = documentOf({ data: 'wave' }, squared);
  const program = compiled(document);
  const scalar = scalarize(program, 20_000);
  if (!scalar) throw new Error('too large');
  const feeds = feedsOf(document);
  const scalars = new Map(
    [...feeds].flatMap(([name, values]) =>
      Array.from(values, (value, i) => [`${name}[${i}]`, Float64Array.of(value)] as const),
    ),
  );
  const request = { seed: 5, first: 0, count: 50, raw: 50 };
  const whole = prepareReference(program).runNow({ ...request, feeds }).raw;
  expect(prepareReference(scalar).runNow({ ...request, feeds: scalars }).raw).toEqual(whole);
  expect(scalarize(compiled(documentOf({ data: 'ring' }, squared)), 1_000_000)).toBeUndefined();
});

test('the law of a node below is shown at the mean of the rows', () => {
  const { document } = parseDocument({
    scg: 1,
    nodes: [
      { name: 'x', kind: 'input', value: { data: 'wave' } },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['x'],
        distribution: 'Normal',
        args: { loc: 'x[0]', scale: '1' },
      },
    ],
  });
  const { rows } = DATA_SETS.wave.rows(1).train;
  const mean = rows.reduce((sum, x, i) => sum + (i % 2 === 0 ? x : 0), 0) / 200;
  expect(document && nodeDensity(modelOf(document), 'z')?.args.loc?.[0]).toBeCloseTo(mean, 10);
});

test.each<[unknown, string, string]>([
  [{ data: 'digit' }, 'value.data', 'x: there is no data set "digit"'],
  [{ data: 'toString' }, 'value.data', 'x: there is no data set "toString"'],
  [{ data: 3 }, 'value.data', 'x: "value.data" must be the name of a data set, such as "digits", got 3'],
  [
    { data: 'digits', seed: 0.5 },
    'value.seed',
    'x: "value.seed" must be a whole number from 0 to 4294967295, got 0.5',
  ],
])('%j is refused', (value, field, message) => {
  const { document, findings } = parseDocument({ scg: 1, nodes: [{ name: 'x', kind: 'input', value }] });
  expect(document).toBeUndefined();
  expect(findings.map((finding) => [finding.field, inWords(finding).message])).toEqual([[field, message]]);
});

test('a parameter draws no rows', () => {
  const value = { data: 'digits' };
  const [finding] = parseDocument({ scg: 1, nodes: [{ name: 'x', kind: 'parameter', value }] }).findings;
  expect(finding && inWords(finding).message).toMatch(/only an input can draw from a data set/);
});
