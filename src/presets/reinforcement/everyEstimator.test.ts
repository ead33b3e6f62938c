import { describe, expect, test } from 'vitest';
import { feedsOf } from '../../engine/compile/feeds';
import { compilePlan } from '../../engine/compile/plan';
import { parseDocument } from '../../engine/document/parse';
import { tryPlanMoments } from '../../engine/exact/plan';
import { estimatorMoments } from '../../engine/exact/regulator/estimators';
import { prepareReference } from '../../engine/executors/reference/reference';
import { modelOf } from '../../engine/model/model';
import { standardError, variance, varianceError } from '../../engine/statistics/moments';
import { expectRelative } from '../../engine/testing/expectRelative';
import {
  believedAt,
  estimateAt,
  exampleAt,
  learningAt,
  regulatorAt,
  type Setting,
  USUAL,
} from './everyEstimator';
import { METHODS, type Method } from './methods';

const SETTINGS: readonly Setting[] = [
  { ...USUAL, horizon: 2 },
  { horizon: 2, gain: 0.4, noise: 0.3, model: 1.2, critic: 0.8 },
  { horizon: 3, gain: 0.5, noise: 0.8, model: 0.7, critic: 1.3 },
];

const exact = (method: Method, setting: Setting) =>
  [...estimatorMoments(regulatorAt(setting), setting.gain, method.mean, believedAt(setting))].at(-1) ?? {
    mean: Number.NaN,
    variance: Number.NaN,
  };

const cases = SETTINGS.flatMap((setting) => METHODS.map((method) => ({ id: method.id, method, setting })));

describe('mean and variance by the recursion are those of the graph that the row opens', () => {
  test.each(cases.filter(({ method }) => method.isExact))('$id, $setting', ({ method, setting }) => {
    const document = estimateAt(method, setting);
    const [plan] = document.plans;
    if (!plan) throw new Error('no plan');
    const found = tryPlanMoments(modelOf(document), plan, feedsOf(document));
    if (typeof found === 'string') throw new Error(found);
    const wanted = exact(method, setting);
    // The graphs hold their critics to four places.
    expectRelative(found.mean[0] ?? Number.NaN, wanted.mean, 2e-4);
    expectRelative(found.variance[0] ?? Number.NaN, wanted.variance, 2e-4);
  });
});

/** Of 36 means and 27 variances any is 4 standard errors off by chance once in some 250 seeds; the seed is fixed. */
describe('samples', () => {
  test.each(cases)('$id, $setting', ({ id, method, setting }) => {
    const document = estimateAt(method, setting);
    const [plan] = document.plans;
    if (!plan) throw new Error('no plan');
    const { program } = compilePlan(modelOf(document), plan);
    const [own] = prepareReference(program)
      .runNow({
        seed: 1,
        first: 0,
        count: id === 'learned' ? 10_000 : 60_000,
        feeds: feedsOf(document),
        raw: 0,
      })
      .moments.slice(1)
      .flat();
    if (!own) throw new Error('no moments');
    const wanted = exact(method, setting);
    expect(Math.abs(own.mean - wanted.mean)).toBeLessThan(4 * standardError(own));
    if (method.isExact)
      expect(Math.abs(variance(own) - wanted.variance)).toBeLessThan(4 * varianceError(own));
    // What has no exact variance has less than what it is compared with.
    else expect(variance(own)).toBeLessThan(wanted.variance);
  });
});

describe('the graphs', () => {
  test.each(METHODS)(
    'of $id are sound, and a slider that moves numbers alone compiles nothing anew',
    (method) => {
      for (const horizon of [1, 20])
        for (const make of [exampleAt, estimateAt]) {
          const document = make(method, { ...USUAL, horizon });
          expect(parseDocument(document)).toEqual({ document, findings: [] });
        }
      const programsAt = (setting: Setting) => {
        const document = estimateAt(method, setting);
        return document.plans.map((plan) => compilePlan(modelOf(document), plan));
      };
      const moved = { ...USUAL, gain: 0.5, noise: 0.8, model: 0.7, critic: 1.3 };
      // Its constants are part of the plan.
      if (method.id !== 'constant')
        expect(programsAt(moved).map((own, i) => own === programsAt(USUAL)[i])).toEqual([true]);
      const learning = learningAt(method, USUAL, { batch: 16, rate: 0.01, steps: 100 });
      expect(parseDocument(learning)).toEqual({ document: learning, findings: [] });
      expect(exampleAt(method, USUAL).plans.map(({ name }) => name)).toContain(method.plan);
      expect(estimateAt(method, USUAL).plans.map(({ name }) => name)).toEqual([method.plan]);
    },
  );
});
