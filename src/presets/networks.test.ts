import { describe, expect, test } from 'vitest';
import { analyse } from '../engine/analysis/analyse';
import { feedsOf } from '../engine/compile/feeds';
import { compileCostDraws } from '../engine/compile/nodes';
import { compilePlan } from '../engine/compile/plan';
import { standardNormals } from '../engine/document/normals';
import { parseDocument } from '../engine/document/parse';
import type { Document, Node, Plan } from '../engine/document/types';
import { planMoments } from '../engine/exact/plan';
import { exactTruth } from '../engine/exact/truth';
import { prepareReference, type ReferenceRunner } from '../engine/executors/reference/reference';
import type { Feeds, Program } from '../engine/ir/program';
import { modelOf } from '../engine/model/model';
import { variance } from '../engine/statistics/moments';
import { drawDocument } from './draw';
import { PRESETS } from './registry';

const NETWORKS = PRESETS.filter(({ group }) => group === 'Networks');
const SEED = 11;
const COUNT = 3;

/** The mean over the first estimates of every output, by name. */
function means(program: Program, runner: ReferenceRunner, feeds: Feeds): ReadonlyMap<string, Float64Array> {
  runner.reset();
  const { raw } = runner.runNow({ seed: SEED, first: 0, count: COUNT, feeds, raw: COUNT });
  return new Map(
    program.outputs.map(({ name }, i) => {
      const values = raw[i] ?? new Float64Array();
      const size = values.length / COUNT;
      const mean = new Float64Array(size);
      values.forEach((value, k) => {
        mean[k % size] = (mean[k % size] ?? 0) + value / COUNT;
      });
      return [name, mean];
    }),
  );
}

function moved(feeds: Feeds, name: string, direction: Float64Array, by: number): Feeds {
  const values = Float64Array.from(feeds.get(name) ?? [], (value, i) => value + by * (direction[i] ?? 0));
  return new Map([...feeds, [name, values]]);
}

/** Whether one estimate is the slope of the costs with the noise held fixed: no score that a parameter reaches. */
function isPath({ document, plan }: { readonly document: Document; readonly plan: Plan }): boolean {
  const { kinds, graph } = analyse(modelOf(document), plan);
  const others = Object.values(plan.nodes).some(
    (entry) => entry.estimator !== 'pathwise' || entry.stickTheLanding === true,
  );
  const drawn = [...graph.nodes.values()].filter(
    ({ parents, name }) => parents.length > 0 && kinds.has(name),
  );
  return !others && plan.samples === undefined && drawn.every(({ name }) => kinds.get(name) === 'pathwise');
}

/** Rollouts in which a network acts. */
const WORLDS = PRESETS.filter(({ id }) => id === 'pendulum' || id === 'point-mass');

const CASES = [...NETWORKS, ...WORLDS].flatMap(({ id, document }) =>
  document.plans.map((plan) => ({ id, document, plan, name: plan.name })),
);

const STEP = 1e-5;

/** Central differences of the costs that train a parameter, along a direction, with the same noise. */
function slopeOf(document: Document, feeds: Feeds) {
  const { program } = compileCostDraws(modelOf(document));
  const runner = prepareReference(program);
  return (parameter: string, direction: Float64Array): number => {
    const costs = document.nodes.flatMap((node) =>
      node.kind === 'cost' && (node.trains?.includes(parameter) ?? true) ? [`cost:${node.name}`] : [],
    );
    const total = (by: number) => {
      const mean = means(program, runner, moved(feeds, parameter, direction, by));
      return costs.reduce((sum, cost) => sum + (mean.get(cost)?.[0] ?? Number.NaN), 0);
    };
    return (total(STEP) - total(-STEP)) / (2 * STEP);
  };
}

/** A random direction: a wrong coordinate shows along almost every one. */
function expectSlopes(document: Document, plan: Plan, parameters: readonly string[]): void {
  const feeds = feedsOf(document);
  const { program } = compilePlan(modelOf(document), plan);
  const gradients = means(program, prepareReference(program), feeds);
  const slope = slopeOf(document, feeds);
  for (const parameter of parameters) {
    const direction = standardNormals(feeds.get(parameter)?.length ?? 0, 1);
    const gradient = gradients.get(`gradient:${parameter}`) ?? new Float64Array();
    const along = gradient.reduce((sum, g, i) => sum + g * (direction[i] ?? 0), 0);
    const wanted = slope(parameter, direction);
    const scale = Math.max(Math.abs(wanted), 1e-3 * Math.hypot(...gradient));
    expect(Math.abs(along - wanted) / scale, `${parameter}: ${along}, not ${wanted}`).toBeLessThan(1e-5);
  }
}

const parametersOf = ({ nodes }: Document) =>
  nodes.filter(({ kind }) => kind === 'parameter').map(({ name }) => name);

describe('the gradient along a path is the slope of the costs', () => {
  test.each(CASES.filter(isPath))('$id, $name', ({ document, plan }) => {
    expectSlopes(document, plan, parametersOf(document));
  });

  test('every network but NVIL has such a plan', () => {
    const ids = new Set(CASES.filter(isPath).map(({ id }) => id));
    expect(NETWORKS.map(({ id }) => id).filter((id) => !ids.has(id))).toEqual(['nvil']);
  });

  test.each(CASES.filter(({ id }) => id === 'nvil'))('NVIL in theta, $name', ({ document, plan }) => {
    expectSlopes(document, plan, ['theta']);
  });
});

/** The document with some nodes of a size at which everything can be summed over. */
function small(document: Document, changes: Readonly<Record<string, object>>): Document {
  const nodes = document.nodes.map((node) => ({ ...node, ...changes[node.name] }) as Node);
  const parsed = parseDocument({ ...document, nodes });
  if (!parsed.document) throw new Error(JSON.stringify(parsed.findings));
  return parsed.document;
}

function presetOf(id: string): Document {
  const preset = PRESETS.find((candidate) => candidate.id === id);
  if (!preset) throw new Error(`no preset ${id}`);
  return preset.document;
}

const PICTURE = { value: [1, 0, 1, 1] };
const WITHOUT_STOP = { R: { expression: 'log_prob(h)-log_prob(Bernoulli(0.5), h)' } };

/** Small copies, each with what its truth is taken from where the copy itself stops gradients. */
const SMALL: Readonly<Record<string, { readonly document: Document; readonly plain?: Document }>> = {
  nvil: ((sizes) => ({
    document: small(presetOf('nvil'), sizes),
    plain: small(presetOf('nvil'), { ...sizes, ...WITHOUT_STOP }),
  }))({ x: PICTURE, phi: { value: { network: [4, 3] } }, theta: { value: { network: [3, 4] } } }),
  vae: {
    document: small(presetOf('vae'), {
      x: PICTURE,
      h: { args: { loc: 'slice(h1, 0, 2)', scale: 'exp(slice(h1, 2, 4))' } },
      phi: { value: { network: [4, 4] } },
      theta: { value: { network: [2, 4] } },
    }),
  },
  'vae-kl': {
    document: small(presetOf('vae-kl'), {
      x: PICTURE,
      phi: { value: { network: [4, 4] } },
      theta: { value: { network: [2, 4] } },
    }),
  },
  gan: {
    document: small(presetOf('gan'), {
      x: { value: [1, 0.5] },
      z: { shape: [1] },
      theta: { value: { network: [1, 2] } },
      phi: { value: { network: [2, 2, 1] } },
    }),
  },
  bayes: {
    document: small(presetOf('bayes'), {
      x: { value: [0.5, 0.2] },
      mu: { value: { network: [1, 1] } },
      rho: { value: [3, 3.5] },
    }),
  },
};

describe('a small copy, summed over all its draws', () => {
  const cases = Object.entries(SMALL).flatMap(([id, own]) =>
    own.document.plans.map((plan) => ({ id, ...own, plan, name: plan.name })),
  );
  const truths = new Map<string, ReturnType<typeof exactTruth>>();

  test.each(cases.filter(({ name }) => !name.startsWith('NVIL') && !name.startsWith('Input')))(
    '$id, $name: the mean is the truth',
    ({ id, document, plain = document, plan }) => {
      const { truth } = truths.get(id) ?? exactTruth(modelOf(plain), [], feedsOf(plain));
      truths.set(id, { truth } as ReturnType<typeof exactTruth>);
      const moments = planMoments(modelOf(document), plan, feedsOf(document));
      const wanted = truth?.gradient.flatMap(({ values }) => [...values]) ?? [];
      expect(moments?.mean.length).toBe(wanted.length);
      const largest = Math.max(...wanted.map(Math.abs));
      wanted.forEach((value, i) => {
        expect(Math.abs((moments?.mean[i] ?? Number.NaN) - value)).toBeLessThan(2e-5 * largest);
      });
    },
  );

  test('of the autoencoder has one gradient, however its divergence is written', () => {
    const [one, other] = ['vae', 'vae-kl'].map((id) => truths.get(id)?.truth?.gradient);
    one?.forEach(({ values }, i) => {
      values.forEach((value, k) => {
        expect(other?.[i]?.values[k]).toBeCloseTo(value, 4);
      });
    });
  });
});

describe('DRAW', () => {
  test.each([2, 3, 5, 8])('in %i steps is sound, and has a divergence for each', (steps) => {
    for (const attention of [false, true]) {
      const document = drawDocument(steps, attention);
      expect(parseDocument(document)).toEqual({ document, findings: [] });
      expect(document.nodes.filter(({ kind }) => kind === 'cost')).toHaveLength(steps + 1);
      expect(() => compilePlan(modelOf(document), { name: 'P', nodes: {} })).not.toThrow();
    }
  });

  test('is what its slider gives first', () => {
    for (const { document, slider } of PRESETS)
      if (slider) expect(slider.make(slider.value)).toEqual(document);
  });
});

/** The variance of one estimate, added up over parameters. */
function totalVariance(
  document: Document,
  name: string,
  parameters: readonly string[],
  count: number,
  feeds = feedsOf(document),
): number {
  const plan = document.plans.find((candidate) => candidate.name === name);
  if (!plan) throw new Error(`no plan ${name}`);
  const { program } = compilePlan(modelOf(document), plan);
  const { moments } = prepareReference(program).runNow({ seed: 1, first: 0, count, feeds, raw: 0 });
  const outputs = parameters.map((parameter) => `gradient:${parameter}`);
  return program.outputs
    .flatMap((output, i) => (outputs.includes(output.name) ? (moments[i] ?? []) : []))
    .reduce((sum, each) => sum + variance(each), 0);
}

/** With so many estimates that the bounds are many standard errors away. */
describe('what the texts say is so', () => {
  test('neural network: 16 rows take a sixteenth', () => {
    const [one, many] = ['One row', '16 rows'].map((name) =>
      totalVariance(presetOf('neural-network'), name, ['theta_1', 'theta_2'], 4000),
    ) as [number, number];
    expect(one / many).toBeGreaterThan(13);
    expect(one / many).toBeLessThan(19);
  });

  test('nvil: a moving average takes the variance down a thousandfold', () => {
    const [plain, centred] = ['Plain score', 'Centred'].map((name) =>
      totalVariance(presetOf('nvil'), name, ['phi'], 100),
    ) as [number, number];
    expect(plain / centred).toBeGreaterThan(1000);
  });

  test('gan: the sum over the coin varies less than half as much', () => {
    for (const parameter of ['phi', 'theta']) {
      const [drawn, summed] = ['Sampled switch', 'Both sides'].map((name) =>
        totalVariance(presetOf('gan'), name, [parameter], 500),
      ) as [number, number];
      expect(drawn / summed).toBeGreaterThan(2);
    }
  });

  test('bayes: the score varies a thousand times as much as the path', () => {
    const [path, scored] = ['Pathwise', 'Score, moving average'].map((name) =>
      totalVariance(presetOf('bayes'), name, ['mu'], 1000),
    ) as [number, number];
    expect(scored / path).toBeGreaterThan(1000);
  });

  test('bayes, local: at the same weights the gradient of rho varies half as much', () => {
    const [whole, local] = [presetOf('bayes'), presetOf('bayes-local')];
    const feeds = feedsOf(whole);
    const [mu, rho] = ['mu', 'rho'].map((name) => feeds.get(name) ?? new Float64Array()) as [
      Float64Array,
      Float64Array,
    ];
    const same: Feeds = new Map([
      ...feedsOf(local),
      ['mu_1', mu.slice(0, 48)],
      ['rho_1', rho.slice(0, 48)],
      ['mu_2', mu.slice(48)],
      ['rho_2', rho.slice(48)],
    ]);
    const ratio =
      totalVariance(local, 'Pathwise', ['rho_1', 'rho_2'], 4000, same) /
      totalVariance(whole, 'Pathwise', ['rho'], 4000);
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(0.65);
  });
});
