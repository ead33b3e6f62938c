import { describe, expect, test } from 'vitest';
import { feedsOf } from '../../engine/compile/feeds';
import { standardNormals } from '../../engine/document/normals';
import { plainDevice } from '../../engine/executors/tensor/plain/plain';
import { modelOf } from '../../engine/model/model';
import { perceptronDocument } from '../../engine/testing/perceptron';
import { trainPlans } from '../../engine/testing/trainPlans';
import { Probing } from '../../engine/training/pictures/painter';
import { PENDULUM, pendulumDocument } from './pendulum';

const STEPS = 25;
const { seconds, gravity, torque } = PENDULUM;

type State = readonly [angle: number, velocity: number];

/** Where the document's own step leads from each of some states with this action. */
async function stepsOf(states: readonly State[], action: number): Promise<State[]> {
  const document = pendulumDocument(STEPS);
  const studio = { device: plainDevice, model: modelOf(document), tables: [], fixed: feedsOf(document) };
  const probe = await Probing.prepare(studio, { given: ['s0', 'a0'], show: ['s1'], rows: states.length });
  const given = new Map([
    ['s0', Float64Array.from(states.flat())],
    ['a0', new Float64Array(states.length).fill(action)],
  ]);
  const next = (await probe.values(new Map(), given, 1)).get('s1') ?? new Float32Array();
  probe.dispose();
  return states.map((_, i) => [next[2 * i] ?? Number.NaN, next[2 * i + 1] ?? Number.NaN]);
}

/** The pendulum by Runge and Kutta's method of order four in a hundred parts of a step. */
function exactStep([angle, velocity]: State, push: number): State {
  const parts = 100;
  const h = seconds / parts;
  const slope = ([x, v]: State): State => [v, push + gravity * Math.sin(x)];
  const moved = ([x, v]: State, [dx, dv]: State, by: number): State => [x + by * dx, v + by * dv];
  let state: State = [angle, velocity];
  for (let i = 0; i < parts; i++) {
    const k1 = slope(state);
    const k2 = slope(moved(state, k1, h / 2));
    const k3 = slope(moved(state, k2, h / 2));
    const k4 = slope(moved(state, k3, h));
    for (const [k, weight] of [
      [k1, 1],
      [k2, 2],
      [k3, 2],
      [k4, 1],
    ] as const)
      state = moved(state, k, (weight * h) / 6);
  }
  return state;
}

const energy = ([angle, velocity]: State) => velocity ** 2 / 2 + gravity * Math.cos(angle);

const STATES: readonly State[] = [
  [Math.PI, 0.5],
  [2, -1],
  [0.3, 0],
  [-1, 3],
  [4, -4],
  [0, 6],
];

describe("a step of the pendulum's world", () => {
  test.each([0, 0.7, -3])('is the pendulum at action %d, to the order of the integrator', async (action) => {
    const push = torque * Math.tanh(action);
    const found = await stepsOf(STATES, action);
    STATES.forEach((state, i) => {
      const wanted = exactStep(state, push);
      const own = found[i] ?? [Number.NaN, Number.NaN];
      // A third of (h omega)^3, with omega the faster of its swing and its turning.
      const omega = Math.max(Math.sqrt(gravity), Math.abs(state[1]));
      const bound = (seconds * omega) ** 3 / 3;
      expect(Math.abs(own[0] - wanted[0])).toBeLessThan(bound);
      expect(Math.abs(own[1] - wanted[1]) / omega).toBeLessThan(bound);
    });
  });

  test('keeps the energy of a free pendulum for ten minutes', async () => {
    const [h, k] = [seconds, (seconds * seconds) / 2];
    let state: State = [2, 0];
    const [first] = await stepsOf([state], 0);
    const start = energy(state);
    let most = 0;
    for (let i = 0; i < 3750; i++) {
      const kick = gravity * Math.sin(state[0] + (h / 2) * state[1]);
      state = [state[0] + h * state[1] + k * kick, state[1] + h * kick];
      if (i === 0) {
        expect(first?.[0]).toBeCloseTo(state[0], 5);
        expect(first?.[1]).toBeCloseTo(state[1], 5);
      }
      most = Math.max(most, Math.abs(energy(state) - start));
    }
    // The order of the integrator: its energy swings by about (h omega)^2 / 8 of what there is, and goes nowhere.
    expect(most / (2 * gravity)).toBeLessThan((seconds ** 2 * gravity) / 8);
  });
});

/** Rollouts of a policy in the exact world: how high the arm ends, and how far from upright. */
function judged(theta: ArrayLike<number>, rollouts: number) {
  const noise = standardNormals(rollouts * (STEPS + 2), 5);
  const ends = Array.from({ length: rollouts }, (_, n) => {
    const drawn = noise.subarray(n * (STEPS + 2));
    let state: State = [Math.PI + 0.5 * (drawn[0] ?? 0), 0.5 * (drawn[1] ?? 0)];
    let height = 0;
    for (let t = 0; t < STEPS; t++) {
      const [mean = 0] = perceptronDocument(
        theta,
        [3, 32, 1],
        [Math.cos(state[0]), Math.sin(state[0]), state[1] / 5],
      );
      const action = mean + 0.3 * (drawn[2 + t] ?? 0);
      state = exactStep(state, torque * Math.tanh(action));
      if (t >= STEPS - 5) height += Math.cos(state[0]) / 5;
    }
    const off = Math.abs(Math.atan2(Math.sin(state[0]), Math.cos(state[0])));
    return { height, off };
  });
  const mean = (of: (end: { height: number; off: number }) => number) =>
    ends.reduce((sum, end) => sum + of(end), 0) / rollouts;
  return { off: mean(({ off }) => off), height: mean(({ height }) => height) };
}

describe('a pendulum that the motor cannot lift', () => {
  test('stands upright in the exact world, swung up by what the path has taught', async () => {
    const document = pendulumDocument(STEPS);
    const start = judged(feedsOf(document).get('theta') ?? [], 100);
    expect(start.height).toBeLessThan(-0.5);
    const learned = await trainPlans(document, document.seed, { plan: 'Pathwise', steps: 2500 });
    const { off, height } = judged(learned.get('Pathwise')?.get('theta') ?? [], 100);
    expect(off).toBeLessThan(0.3);
    expect(height).toBeGreaterThan(0.9);
  });

  test('is not lifted by all that the motor has, to either side', () => {
    for (const push of [torque, -torque]) {
      let state: State = [Math.PI, 0];
      let highest = -1;
      for (let t = 0; t < 100; t++) {
        state = exactStep(state, push);
        highest = Math.max(highest, Math.cos(state[0]));
      }
      expect(highest).toBeLessThan(0);
    }
  });
});
