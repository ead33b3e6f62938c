import { describe, expect, test } from 'vitest';
import { checkGraph } from '../engine/check/check';
import { feedsOf } from '../engine/compile/feeds';
import { parseDocument } from '../engine/document/parse';
import { type Document, parentsOf } from '../engine/document/types';
import { updateNode } from '../engine/document/updateNode';
import { type ExactPlan, exactTruth } from '../engine/exact/truth';
import { modelOf } from '../engine/model/model';
import { decodeShare, encodeShare } from '../engine/share/share';
import { loadCases } from '../engine/testing/cases';
import { findPreset, PRESETS } from './registry';

describe.each(PRESETS)('$id', ({ id, group, notice, document, slider }) => {
  test('is sound', () => {
    expect(parseDocument(document)).toEqual({ document, findings: [] });
  });

  test('comes back from a link of less than 1,000 characters with its page, unrolled over time of less than 1,900 or 52 a node', () => {
    const link = encodeShare(document);
    expect(decodeShare(link)).toEqual({ document, findings: [] });
    expect(link.length).toBeLessThan(slider ? Math.max(1900, 52 * document.nodes.length) : 975);
  });

  test('compiles without a warning', () => {
    expect(checkGraph(modelOf(document)).filter(({ code }) => code !== 'condition-1')).toEqual([]);
  });

  test('says what to notice, and has two to five sentences about it', () => {
    expect(notice).toMatch(/^[A-Z][^$\\]*\.$/);
    const sentences = document.about.replace(/\$[^$]*\$/g, 'x').match(/[.?!:)](?=\s|$)/g) ?? [];
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect((document.about.match(/\$/g) ?? []).length % 2).toBe(0);
    expect(document.about).not.toMatch(/[<>]/);
  });

  test('compares plans that differ', () => {
    // DRAW is large, and is there to be trained: its smaller sister has the plan to compare with.
    expect(document.plans.length).toBeGreaterThan(id === 'draw' ? 0 : 1);
    const choices = document.plans.map(({ name: _, ...choice }) => JSON.stringify(choice));
    expect(new Set(choices).size).toBe(choices.length);
  });

  test('is laid out on the raster, and time runs from left to right', () => {
    const sizes =
      slider && group !== 'Networks'
        ? [slider.least, slider.value, slider.most].map(slider.make)
        : [document];
    for (const { nodes } of sizes) {
      const circles = new Map(
        nodes.map((node) => [node.name, node.kind === 'stochastic' ? node.at : undefined]),
      );
      for (const { at = [Number.NaN, 0] } of nodes)
        for (const x of at) expect(10 * x).toBeCloseTo(Math.round(10 * x), 9);
      for (const node of nodes)
        for (const parent of parentsOf(node)) {
          const [from, to] = [circles.get(parent), circles.get(node.name)];
          if (from && to) expect(from[0], `${parent} to ${node.name}`).toBeLessThanOrEqual(to[0]);
        }
    }
  });
});

describe('the registry', () => {
  test('has an id of its own for each, and finds it', () => {
    expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
    expect(findPreset('simple-2')?.document.title).toBe('Five simple graphs · 2');
    expect(findPreset('toString')).toBeUndefined();
  });

  test('keeps groups together', () => {
    const groups = PRESETS.map(({ group }) => group).filter((group, i, all) => group !== all[i - 1]);
    expect(new Set(groups).size).toBe(groups.length);
  });

  test('has the five graphs without any formula', () => {
    const abstract = PRESETS.filter(({ id }) => id.endsWith('-abstract'));
    expect(abstract).toHaveLength(5);
    for (const { document } of abstract)
      expect(JSON.stringify(document)).not.toMatch(/"(expression|args|distribution)"/);
  });

  test.each(loadCases().filter(({ name }) => name.startsWith('simple')))(
    'has the graph of the case $name',
    ({ name, document }) => {
      const bare = ({ nodes }: Document) =>
        nodes.map(({ at: _, ...node }) => node).sort((a, b) => (a.name < b.name ? -1 : 1));
      const preset = findPreset(name);
      expect(preset && bare(preset.document)).toEqual(bare(document));
    },
  );
});

const phi = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

function documentOf(id: string): Document {
  const preset = findPreset(id);
  if (!preset) throw new Error(`no preset ${id}`);
  return preset.document;
}

function exact(document: Document) {
  const { truth } = exactTruth(modelOf(document), document.plans, feedsOf(document));
  if (!truth) throw new Error('no truth');
  return { gradient: truth.gradient[0]?.values[0], plan: (name: string) => numbersOf(truth.plans, name) };
}

function numbersOf(plans: readonly ExactPlan[], name: string) {
  const plan = plans.find((candidate) => candidate.plan === name);
  const [gradient] = plan?.gradients ?? [];
  return { verdict: plan?.verdict, mean: gradient?.mean[0], variance: gradient?.variance[0] ?? Number.NaN };
}

/** The exact modes against closed forms, worked out by hand. */
describe('what the texts say is so', () => {
  test('smooth: variances 4 and 30', () => {
    const { gradient, plan } = exact(documentOf('smooth'));
    expect(gradient).toBeCloseTo(2, 6);
    expect(plan('Pathwise').variance).toBeCloseTo(4, 6);
    expect(plan('Score').variance).toBeCloseTo(30, 6);
  });

  test('coin: the variances of the six plans, and which are biased', () => {
    const { gradient, plan } = exact(documentOf('coin'));
    expect(gradient).toBeCloseTo(0.025, 8);
    expect(plan('Score').variance).toBeCloseTo(0.0159, 4);
    expect(plan('Leave one out').variance).toBeCloseTo(0.000625, 8);
    for (const still of ['Measure-valued', 'Enumerate']) expect(plan(still).variance).toBeCloseTo(0, 12);
    expect(plan('Concrete')).toMatchObject({ verdict: 'biased', mean: expect.closeTo(0.0215, 4) });
    expect(plan('Straight-through').verdict).toBe('unbiased');
  });

  test('weak derivative: 0.028 on cos(x), a tenth of the variance of the path', () => {
    const { plan } = exact(documentOf('weak-derivative'));
    expect(plan('Measure-valued').variance).toBeCloseTo(0.028, 4);
    const ratio = plan('Pathwise').variance / plan('Measure-valued').variance;
    expect(ratio).toBeGreaterThan(9);
    expect(ratio).toBeLessThan(11);
  });

  test('implicit path: unbiased, and the steadiest', () => {
    const { plan } = exact(documentOf('implicit-path'));
    expect(plan('Pathwise').verdict).toBe('unbiased');
    expect(plan('Pathwise').variance).toBeLessThan(plan('Best constant').variance);
  });

  test('step: pathwise loses 5 phi(theta)', () => {
    const { gradient, plan } = exact(documentOf('step'));
    expect(gradient).toBeCloseTo(1 + 5 * phi(0.5), 5);
    expect(plan('Score')).toMatchObject({ verdict: 'unbiased' });
    expect(plan('Pathwise')).toMatchObject({ verdict: 'biased', mean: expect.closeTo(1, 6) });
  });

  test('rough: the variances cross at k = 1.0638', () => {
    const gap = (k: number) => {
      const edited = updateNode(documentOf('rough'), 'k', { value: k });
      if (!('scg' in edited)) throw new Error(edited.code);
      const { plan } = exact(edited);
      return plan('Pathwise').variance - plan('Score').variance;
    };
    expect(gap(1.0637)).toBeLessThan(0);
    expect(gap(1.0639)).toBeGreaterThan(0);
    expect(gap(3)).toBeGreaterThan(0);
  });

  test.each([1, 2, 3])('dimensions: 18 + 4d + 8/d and 4/d for d = %i', (d) => {
    const edited = updateNode(documentOf('dimensions'), 'x', { shape: [d] });
    if (!('scg' in edited)) throw new Error(edited.code);
    const { gradient, plan } = exact(edited);
    expect(gradient).toBeCloseTo(2, 5);
    expect(plan('Score').variance).toBeCloseTo(18 + 4 * d + 8 / d, 4);
    expect(plan('Pathwise').variance).toBeCloseTo(4 / d, 4);
  });

  test('both terms: the gradient is 3 theta^2 + 1', () => {
    const { gradient, plan } = exact(documentOf('both-terms'));
    expect(gradient).toBeCloseTo(3 * 0.64 + 1, 6);
    expect(plan('Score').verdict).toBe('unbiased');
    expect(plan('Pathwise').verdict).toBe('unbiased');
  });

  test('simple 1: the gradient is -8 theta / x^3', () => {
    const { gradient } = exact(documentOf('simple-1'));
    expect(gradient).toBeCloseTo((-8 * 0.6) / 0.86 ** 3, 4);
  });

  test('simple 2: the baseline nearly halves the variance', () => {
    const { plan } = exact(documentOf('simple-2'));
    const ratio = plan('Score, baseline 0.8').variance / plan('Score').variance;
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(0.6);
    expect(plan('Pathwise').variance).toBeLessThan(plan('Score, baseline 0.8').variance);
  });

  test('simple 3: pathwise above the coin halves the variance', () => {
    const { plan } = exact(documentOf('simple-3'));
    const ratio = plan('Pathwise, then score').variance / plan('Score').variance;
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(0.5);
  });

  test('simple 5: variances 518, 822, 338 and 80', () => {
    const { plan } = exact(documentOf('simple-5'));
    const variances = ['Score', 'Every cost credited', 'Mixed', 'Pathwise'].map(
      (name) => plan(name).variance,
    );
    expect(variances.map(Math.round)).toEqual([518, 822, 338, 80]);
  });
});
