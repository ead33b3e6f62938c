import type { Believed, Document, Node, NodePlan, Plan, Regulator } from '../../engine';
import type { Method } from './methods';
import { expectedCostsToGo, START, startingCritics, toTenths } from './rollout';

/** What a link calls the view: `#p/every-estimator`. */
export const EVERY_ESTIMATOR = 'every-estimator';

/** The problem at hand, and how wrong is what a method has learned of it. */
export interface Setting {
  /** T. */
  readonly horizon: number;
  /** k. */
  readonly gain: number;
  /** sigma_u, above 0. */
  readonly noise: number;
  /** The factor by which the model's slope in the action is off: 1 is right. */
  readonly model: number;
  /** The factor by which Q's coefficient of s u is off, and V's of s^2: 1 is right. */
  readonly critic: number;
}

export const USUAL: Setting = { horizon: 3, gain: START, noise: 0.5, model: 1, critic: 1 };

/** Of the gain that evolution strategies draw. */
export const WINDOW = 0.1;
/** Of the action that a deterministic policy asks its critic about: as good as none. */
export const NARROW = 0.01;

/** At every horizon. */
export const SWEEP_ESTIMATES = 2 ** 15;

/** T of the view. */
export const HORIZONS: readonly number[] = Array.from({ length: 20 }, (_, i) => i + 1);

/** A method's whole example at a setting: what its row opens in the editor. */
export function exampleAt(method: Method, setting: Setting): Document {
  const document = withActionNoise(method.make(setting.horizon), setting.noise);
  const [x, y] = document.nodes.find(({ name }) => name === method.parameter)?.at ?? [0, 0];
  const [right, down] = method.noiseAt;
  return {
    ...document,
    nodes: document.nodes.map((node) => ({
      ...withNumbers(node, method, setting),
      ...(node.name === 'sigma_u' && { at: [toTenths(x + right), toTenths(y + down)] as [number, number] }),
    })),
    plans: document.plans.map((plan) => withBaselines(plan, setting)),
  };
}

/**
 * What makes the estimates of the gain's gradient alone: the method's plan, and no cost that only trains what it has learned, which is
 * given. So its seconds are those of the estimate.
 */
export function estimateAt(method: Method, setting: Setting): Document {
  // How it is trained would name what is no more learned.
  const { training: _, ...document } = exampleAt(method, setting);
  return {
    ...document,
    nodes: document.nodes.flatMap((node): Node[] => {
      if (node.kind === 'cost' && node.trains && !node.trains.includes(method.parameter)) return [];
      if (node.kind === 'parameter' && node.name !== method.parameter)
        return Array.isArray(node.value) ? [{ name: node.name, kind: 'input', value: node.value }] : [node];
      return [node];
    }),
    plans: plansOf(document, method),
  };
}

/** How the gain is learned: by Adam with this rate, on a batch of so many rollouts per step. */
export interface Learning {
  readonly batch: number;
  readonly rate: number;
  readonly steps: number;
}

/** What learns the gain: the method's plan on its example, from the setting. What it trusts is learned beside, a little faster. */
export function learningAt(method: Method, setting: Setting, { batch, rate, steps }: Learning): Document {
  const document = exampleAt(method, setting);
  const others = document.nodes.flatMap(({ kind, name }) =>
    kind === 'parameter' && name !== method.parameter ? [name] : [],
  );
  return {
    ...document,
    plans: plansOf(document, method),
    training: {
      rows: Math.max(1, Math.round(batch / method.rollouts)),
      steps,
      optimizer: { kind: 'adam', rate },
      ...(others.length > 0 && {
        groups: [{ parameters: others, optimizer: { kind: 'adam', rate: Math.max(0.02, 2 * rate) } }],
      }),
    },
  };
}

const plansOf = ({ plans }: Document, { plan, rollouts }: Method): Plan[] =>
  plans.flatMap((own) => {
    const { samples: _, ...rest } = own;
    return own.name === plan ? [rollouts > 1 ? { ...rest, samples: rollouts } : rest] : [];
  });

const isAction = ({ name }: Node): boolean => /^[ab]\d+$/.test(name);

/** Actions are drawn around the policy's mean with a deviation that is an input, below a drawn gain too. */
function withActionNoise(document: Document, noise: number): Document {
  return {
    ...document,
    nodes: [
      { name: 'sigma_u', kind: 'input', value: noise },
      ...document.nodes.map((node): Node => {
        if (!isAction(node)) return node.name === 'sigma' ? { ...node, label: '\\sigma' } : node;
        if (node.kind === 'deterministic')
          return {
            name: node.name,
            kind: 'stochastic',
            parents: [...node.parents, 'sigma_u'],
            distribution: 'Normal',
            args: { loc: node.expression ?? '', scale: 'sigma_u' },
            ...(node.at && { at: node.at }),
          };
        if (node.kind !== 'stochastic' || node.args?.scale !== '0.5') return node;
        return { ...node, parents: [...node.parents, 'sigma_u'], args: { ...node.args, scale: 'sigma_u' } };
      }),
    ],
  };
}

/** Gain, what is learned and how wrong it is: numbers from outside alone, so that moving them compiles nothing. */
function withNumbers(node: Node, { family, parameter }: Method, setting: Setting): Node {
  const { horizon, gain, noise, model, critic } = setting;
  if (node.kind === 'input' && node.name === 'kappa')
    return { ...node, value: family === 'model' ? model : critic };
  if (node.kind === 'input' && node.name === 'sigma')
    return { ...node, value: family === 'parameters' ? WINDOW : NARROW };
  if (node.kind !== 'parameter') return node;
  if (node.name === parameter) return { ...node, value: gain };
  if (node.name !== 'phi') return node;
  const { Q, V } = startingCritics(horizon, { gain, noise });
  return {
    ...node,
    value: family === 'model' ? V.map(([square = 0, constant = 0]) => [critic * square, constant]) : Q,
  };
}

/** Constant baselines are what is expected at the setting. */
function withBaselines(plan: Plan, { horizon, gain, noise }: Setting): Plan {
  const expected = expectedCostsToGo(horizon, { gain, noise });
  const nodes = Object.entries(plan.nodes).map(([name, entry]): [string, NodePlan] => {
    const isConstant = entry.estimator === 'score' && typeof entry.baseline === 'number';
    return [name, isConstant ? { ...entry, baseline: expected[Number(name.slice(1))] ?? 0 } : entry];
  });
  return { ...plan, nodes: Object.fromEntries(nodes) };
}

/** The problem in the engine's terms. */
export const regulatorAt = ({ horizon, noise }: Setting): Regulator => ({
  horizon,
  a: 1,
  b: 1,
  q: 1,
  r: 1,
  startMean: 1,
  startNoise: 0.5,
  stateNoise: 0.5,
  actionNoise: noise,
});

/** What the methods go by. */
export const believedAt = ({ gain, noise, model, critic }: Setting): Believed => ({
  model,
  critic,
  window: WINDOW,
  narrow: NARROW,
  baselines: (horizon) => expectedCostsToGo(horizon, { gain, noise }),
});
