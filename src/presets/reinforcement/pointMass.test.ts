import { describe, expect, test } from 'vitest';
import { feedsOf } from '../../engine/compile/feeds';
import { compilePlan } from '../../engine/compile/plan';
import { standardNormals } from '../../engine/document/normals';
import { prepareReference } from '../../engine/executors/reference/reference';
import { modelOf } from '../../engine/model/model';
import { variance } from '../../engine/statistics/moments';
import { perceptronDocument } from '../../engine/testing/perceptron';
import { trainPlans } from '../../engine/testing/trainPlans';
import { pointMassDocument } from './pointMass';

const STEPS = 20;
const GOAL = [2, -1] as const;

interface Path {
  /** From the end to the goal. */
  readonly off: number;
  /** Where it passes between the hills' places in x; NaN where it does not. */
  readonly gate: number;
}

/** Rollouts of a policy in float64: the force against friction, and a little wind. */
function paths(theta: ArrayLike<number>, rollouts: number): Path[] {
  const words = 4 + 6 * STEPS;
  const noise = standardNormals(rollouts * words, 5);
  return Array.from({ length: rollouts }, (_, n) => {
    let word = n * words;
    const draw = () => noise[word++] ?? Number.NaN;
    let state = [-2 + 0.3 * draw(), draw(), 0.3 * draw(), 0.3 * draw()];
    let gate = Number.NaN;
    for (let t = 0; t < STEPS; t++) {
      const [x = 0, y = 0, right = 0, up = 0] = state;
      const force = perceptronDocument(theta, [4, 32, 2], state).map((mean) =>
        Math.tanh(mean + 0.3 * draw()),
      );
      state = [
        x + 0.2 * right,
        y + 0.2 * up,
        0.8 * right + 0.4 * (force[0] ?? 0),
        0.8 * up + 0.4 * (force[1] ?? 0),
      ].map((value) => value + 0.03 * draw());
      if (x < 0 && (state[0] ?? 0) >= 0) gate = ((state[1] ?? 0) + y) / 2;
    }
    return { off: Math.hypot((state[0] ?? 0) - GOAL[0], (state[1] ?? 0) - GOAL[1]), gate };
  });
}

/** Total variance of one estimate of the first policy's gradient. */
function totalVariance(name: string, count: number): number {
  const document = pointMassDocument(STEPS);
  const plan = document.plans.find((each) => each.name === name);
  if (!plan) throw new Error(`no plan ${name}`);
  const { program } = compilePlan(modelOf(document), plan);
  const { moments } = prepareReference(program).runNow({
    seed: 1,
    first: 0,
    count,
    feeds: feedsOf(document),
    raw: 0,
  });
  const at = program.outputs.findIndex((output) => output.name === 'gradient:theta');
  return (moments[at] ?? []).reduce((sum, each) => sum + variance(each), 0);
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

describe('a point mass', () => {
  test.each(['Pathwise', 'State-dependent baseline'])(
    'goes through the gate to its goal: %s',
    async (plan) => {
      const document = pointMassDocument(STEPS);
      const start = paths(feedsOf(document).get('theta') ?? [], 100);
      expect(median(start.map(({ off }) => off))).toBeGreaterThan(2);
      const learned = await trainPlans(document, document.seed, { plan, steps: 600 });
      const found = paths(learned.get(plan)?.get('theta') ?? [], 100);
      expect(median(found.map(({ off }) => off))).toBeLessThan(0.3);
      const through = found.filter(({ gate }) => Math.abs(gate) < 0.6);
      expect(through.length).toBeGreaterThan(85);
    },
  );

  test("has a path whose gradient has less than a thousandth of the score's variance", () => {
    const ratio = totalVariance('Reward to go', 1000) / totalVariance('Pathwise', 1000);
    expect(ratio).toBeGreaterThan(1000);
  });
});
