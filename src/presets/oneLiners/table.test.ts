import { describe, expect, test } from 'vitest';
import { checkGraph } from '../../engine/check/check';
import { compilePlan } from '../../engine/compile/plan';
import { DISTRIBUTIONS } from '../../engine/distributions/registry';
import { parseDocument } from '../../engine/document/parse';
import { withDefaultPlans } from '../../engine/document/planEdits';
import { updateNode } from '../../engine/document/updateNode';
import { planFeeds } from '../../engine/exact/planFeeds';
import { prepareReference } from '../../engine/executors/reference/reference';
import { modelOf } from '../../engine/model/model';
import { decodeShare, encodeShare } from '../../engine/share/share';
import { findPreset } from '../registry';
import { ONE_LINERS, TABLE_ID } from './table';

/** Plans that are biased on purpose: the texts say why. */
const BIASED = new Set(['rademacher', 'uniform']);

describe.each(ONE_LINERS)('$name', ({ id, law, notice, document, sliders, printed }) => {
  test('is sound, and comes back from a short link', () => {
    expect(parseDocument(document)).toEqual({ document, findings: [] });
    const link = encodeShare(document);
    expect(decodeShare(link)).toEqual({ document, findings: [] });
    expect(link.length).toBeLessThan(1000);
  });

  test('checks, and breaks Condition 1 only where its text says so', () => {
    const codes = checkGraph(modelOf(document)).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(BIASED.has(id) ? ['condition-1'] : []));
  });

  test('runs by every plan, with finite gradients', () => {
    const model = modelOf(document);
    for (const plan of withDefaultPlans(document).plans) {
      const compiled = compilePlan(model, plan);
      const feeds = planFeeds(model, plan);
      const batch = prepareReference(compiled.program).runNow({
        seed: 1,
        first: 0,
        count: 500,
        feeds,
        raw: 0,
      });
      for (const moments of batch.moments.flat()) expect(moments.mean).toSatisfy(Number.isFinite);
    }
  });

  test('has its line in a square, and slides its parameters', () => {
    expect(document.nodes.find(({ name }) => name === 'x')).toMatchObject({ kind: 'deterministic' });
    const parameters = document.nodes.flatMap(({ kind, name }) => (kind === 'parameter' ? [name] : []));
    for (const { parameter, min, max, step } of sliders) {
      expect(parameters).toContain(parameter);
      expect((max - min) / step).toBeCloseTo(Math.round((max - min) / step), 9);
    }
  });

  test('has texts with whole formulas and no HTML', () => {
    for (const text of [notice, document.about]) {
      expect((text.match(/\$/g) ?? []).length % 2).toBe(0);
      expect(text.replace(/\$[^$]*\$/g, '')).not.toMatch(/[<>\\]/);
    }
  });

  test('compares with the circle of its law where there is one', () => {
    const target = law.kind === 'line' ? law.name : 'Bernoulli';
    if (law.kind === 'plane' || !(target in DISTRIBUTIONS)) return;
    expect(document.nodes.some((node) => node.kind === 'stochastic' && node.distribution === target)).toBe(
      true,
    );
  });

  test('is as wrong as printed only in the square', () => {
    if (!printed) return;
    const edited = updateNode(document, 'x', { expression: printed.expression });
    if (!('scg' in edited)) throw new Error(edited.code);
    expect(parseDocument(edited).findings).toEqual([]);
    expect(modelOf(edited).document.nodes.length).toBe(document.nodes.length);
  });
});

describe('the table', () => {
  test('has the nine rows of the slide, then four more', () => {
    expect(ONE_LINERS.map(({ onSlide }) => onSlide)).toEqual([
      ...Array(9).fill(true),
      ...Array(4).fill(false),
    ]);
    expect(new Set(ONE_LINERS.map(({ id }) => id)).size).toBe(ONE_LINERS.length);
    expect(ONE_LINERS.flatMap(({ id, printed }) => (printed ? [id] : []))).toEqual(['laplace', 'box-muller']);
  });

  test('has an address that no example has', () => {
    expect(findPreset(TABLE_ID)).toBeUndefined();
  });
});
