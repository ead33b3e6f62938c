import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../../../presets/registry';
import { feedsOf } from '../../../compile/feeds';
import { compilePlan } from '../../../compile/plan';
import { estimatesOf, finishArrays } from '../../../compile/rows';
import { compileStep, rateFeed } from '../../../compile/training';
import { parseDocument } from '../../../document/parse';
import type { Document } from '../../../document/types';
import { Builder } from '../../../ir/builder';
import { stateFeed } from '../../../ir/vectorize';
import { modelOf } from '../../../model/model';
import { updateRule } from '../../../optimizers/rules';
import { prepareReference } from '../../reference/reference';
import { PlainProgram } from '../plain/plain';
import { planKernels } from './planner';

/** Estimates that are compared. */
const COUNT = 4;

function network(): Document {
  const { document, findings } = parseDocument({
    scg: 1,
    nodes: [
      { name: 'phi', kind: 'parameter', value: { network: [144, 6, 4] } },
      { name: 'theta', kind: 'parameter', value: { network: [2, 5, 144], activation: 'relu' } },
      { name: 'x', kind: 'input', value: { data: 'digits' } },
      { name: 'c', kind: 'deterministic', parents: ['x', 'phi'], expression: 'mlp(phi, x)' },
      {
        name: 'h',
        kind: 'stochastic',
        parents: ['c'],
        distribution: 'Normal',
        args: { loc: 'stack(c[0], c[1])', scale: 'exp(stack(c[2], c[3]))' },
      },
      { name: 'y', kind: 'deterministic', parents: ['h', 'theta'], expression: 'mlp(theta, h)' },
      { name: 'L', kind: 'cost', parents: ['x', 'y'], expression: 'sum(softplus(y) - x*y)' },
      { name: 'K', kind: 'cost', parents: ['h', 'c'], expression: 'log_prob(h) - log_prob(Normal(0, 1), h)' },
    ],
    plans: [
      { name: 'Pathwise', nodes: { h: { estimator: 'pathwise' } } },
      {
        name: 'Score',
        nodes: { h: { estimator: 'score', baseline: { kind: 'value', hidden: [3], of: ['x'] } } },
      },
    ],
  });
  if (!document) throw new Error(JSON.stringify(findings));
  return document;
}

const documents = [
  // These hold what others hold too, and are large for loops in plain JavaScript.
  ...PRESETS.filter(({ id }) => !['draw', 'vae-kl', 'gan-minimax'].includes(id)).map(
    ({ id, document }) => [id, document] as const,
  ),
  ['network', network()] as const,
];

/** Number by number, with one assertion: of a network there are tens of thousands. */
function expectClose(own: ArrayLike<number>, wanted: ArrayLike<number>, what: string): void {
  const far: string[] = [];
  for (let k = 0; k < wanted.length; k++) {
    const [x = Number.NaN, y = Number.NaN] = [own[k], wanted[k]];
    if (!(Math.abs(x - y) <= 1e-9 * (1 + Math.abs(y)))) far.push(`${what}[${k}]: ${x}, ${y}`);
  }
  expect(own).toHaveLength(wanted.length);
  expect(far.slice(0, 5)).toEqual([]);
}

describe.each(documents)('one step of %s', (_, document) => {
  test.each(document.plans.map((plan) => [plan.name, plan] as const))('%s', async (__, plan) => {
    const model = modelOf(document);
    const { program, optima } = compilePlan(model, plan);
    const sgd = () => updateRule({ kind: 'sgd', rate: 0.1 });
    const step = compileStep(model, plan, { rows: COUNT, samples: 1, optimizer: sgd });
    const feeds = new Map(feedsOf(document));
    for (const name of optima) feeds.set(name, Float64Array.of(0.7));
    const plain = new PlainProgram(planKernels(step.program));
    for (const [name, numbers] of [...feeds, ...step.initial]) plain.write(name, numbers);
    for (const { name } of step.parameters) plain.write(rateFeed(name), [0.1]);
    await plain.run(3, 10, 1);
    // All rows of a step are samples of one estimate.
    const mean = { ...program, warmUp: 0, samples: step.program.samples };
    const batch = prepareReference(mean).runNow({ seed: 3, first: 10, count: 1, feeds, raw: 1 });
    program.outputs.forEach(({ name }, i) => {
      const wanted = batch.raw[i] ?? new Float64Array();
      expectClose(plain.numbers(name), wanted, name);
      const parameter = name.slice('gradient:'.length);
      const before = feeds.get(parameter);
      if (before)
        expectClose(
          plain.numbers(parameter),
          before.map((x, k) => x - 0.1 * (wanted[k] ?? Number.NaN)),
          parameter,
        );
    });
  });
});

describe.each(documents)('single estimates of %s', (_, document) => {
  test.each(document.plans.map((plan) => [plan.name, plan] as const))('%s', async (__, plan) => {
    const { program, optima } = compilePlan(modelOf(document), plan);
    const b = new Builder();
    const outputs = estimatesOf(b, program, COUNT);
    const rows = COUNT * program.samples;
    const arrays = finishArrays(b, { rows, samples: program.samples, outputs, updates: [] });
    const feeds = new Map(feedsOf(document));
    for (const name of optima) feeds.set(name, Float64Array.of(0.7));
    const plain = new PlainProgram(planKernels(arrays));
    for (const [name, numbers] of feeds) plain.write(name, numbers);
    for (const { name, initial } of program.states) plain.write(stateFeed(name), initial);
    await plain.run(3, 10, 1);
    const stateless = { ...program, warmUp: 0 };
    const reference = prepareReference(stateless, { lanes: COUNT });
    const batch = reference.runNow({ seed: 3, first: 10, count: COUNT, feeds, raw: COUNT });
    program.outputs.forEach(({ name }, i) => {
      expectClose(plain.numbers(name), batch.raw[i] ?? [], name);
    });
  });
});
