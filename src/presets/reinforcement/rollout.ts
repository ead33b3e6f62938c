import type { CostNode, DeterministicNode, Node, NodePlan, StochasticNode } from '../../engine';

/**
 * The problem of this folder: an integrator s' = s + a + 0.5 w, driven for T steps by a gain theta, a = -theta s + 0.5 e, at the cost s^2 + a^2 a
 * step and s^2 at the end. In the long run 1 / 1.618..., one over the golden ratio, is the best gain.
 */
export const START = 0.2;

/** 0, ..., horizon - 1. */
export const stepsOf = (horizon: number): number[] => Array.from({ length: horizon }, (_, t) => t);

/** An entry for the action of every step. */
export function everyAction(
  horizon: number,
  entry: NodePlan | ((t: number) => NodePlan),
  name = 'a',
): Readonly<Record<string, NodePlan>> {
  return Object.fromEntries(
    stepsOf(horizon).map((t) => [`${name}${t}`, typeof entry === 'function' ? entry(t) : entry]),
  );
}

export function normalNode(
  name: string,
  parents: readonly string[],
  loc: string,
  scale = '0.5',
): StochasticNode {
  return { name, kind: 'stochastic', parents, distribution: 'Normal', args: { loc, scale } };
}

export function square(name: string, parents: readonly string[], expression: string): DeterministicNode {
  return { name, kind: 'deterministic', parents, expression };
}

export function cost(
  name: string,
  parents: readonly string[],
  expression: string,
  trains?: readonly string[],
): CostNode {
  return { name, kind: 'cost', parents, expression, ...(trains && { trains }) };
}

/** Steps of states, actions and costs, with the action as given, and the cost at the end. */
export function rollout(horizon: number, action: (t: number) => Node): Node[] {
  return [
    normalNode('s0', [], '1'),
    ...stepsOf(horizon).flatMap((t) => [
      action(t),
      cost(`c${t}`, [`s${t}`, `a${t}`], `s${t}^2+a${t}^2`),
      normalNode(`s${t + 1}`, [`s${t}`, `a${t}`], `s${t}+a${t}`),
    ]),
    cost(`c${horizon}`, [`s${horizon}`], `s${horizon}^2`),
  ];
}

/** The Gaussian policy. */
export const drawnAction = (t: number): Node => normalNode(`a${t}`, ['theta', `s${t}`], `-theta*s${t}`);

export const theta: Node = { name: 'theta', kind: 'parameter', value: START };

/** Where a node of step 0 stands, by its letter, and by how much a step moves it to the right. */
export interface Layout {
  readonly stride: number;
  readonly at: Readonly<Record<string, readonly [number, number]>>;
  /** Nodes of no step, which fan out to all: how far each moves up (or down, below 0) for every step. */
  readonly fans?: Readonly<Record<string, number>>;
  /** Where the cost at the end stands, from the last state's step. */
  readonly end?: readonly [number, number];
  /** Nodes of no step that stand above or below the middle of all steps: how far to its right, where, and by how much each moves away a step. */
  readonly middle?: Readonly<Record<string, readonly [number, number, number]>>;
}

export function placedAt(layout: Layout, horizon: number, nodes: readonly Node[]): Node[] {
  return nodes.map((node) => ({
    ...node,
    at: placeOf(layout, horizon, node.name).map(toTenths) as [number, number],
  }));
}

function placeOf({ stride, at, fans, end, middle }: Layout, horizon: number, name: string): [number, number] {
  const [, letter = '', digits] = /^([A-Za-z_]+?)(\d*)$/.exec(name) ?? [];
  const central = middle?.[letter];
  if (central) {
    const [right, y, away] = central;
    return [(stride * horizon) / 2 + right, y + away * horizon];
  }
  const isEnd = letter === 'c' && Number(digits) === horizon;
  const [x, y] = (isEnd ? end : undefined) ?? at[letter] ?? [0, 0];
  const fan = fans?.[letter] ?? 0;
  return [x + stride * Number(digits ?? 0), y - Math.sign(fan) * Math.ceil(Math.abs(fan) * horizon)];
}

/** Places are on a raster of tenths. */
export const toTenths = (x: number): number => Math.round(10 * x) / 10;

/** A Gaussian policy: its gain, and the deviation of its actions. */
export interface Policy {
  readonly gain: number;
  readonly noise: number;
}

const FIRST: Policy = { gain: START, noise: 0.5 };

/**
 * The value functions of a policy, by default the one that training starts with, to four places: Q_t as the factors of s^2, s a, a^2 and 1,
 * and V_(t+1) as those of s^2 and 1, for t = 0, ..., T - 1.
 */
export function startingCritics(
  horizon: number,
  { gain, noise }: Policy = FIRST,
): { readonly Q: number[][]; readonly V: number[][] } {
  const Q: number[][] = [];
  const V: number[][] = [];
  let [square, constant] = [1, 0];
  for (let t = horizon - 1; t >= 0; t--) {
    V.unshift([square, constant].map(rounded));
    const rest = constant + 0.25 * square;
    Q.unshift([1 + square, 2 * square, 1 + square, rest].map(rounded));
    constant = rest + noise ** 2 * (1 + square);
    square = 1 + square - 2 * gain * square + gain ** 2 * (1 + square);
  }
  return { Q, V };
}

/** What is still to be paid from step t on, on average over a policy, by default the first. */
export function expectedCostsToGo(horizon: number, policy: Policy = FIRST): number[] {
  const { gain, noise } = policy;
  const { V } = startingCritics(horizon, policy);
  let squared = 1.25;
  return stepsOf(horizon).map((t) => {
    const own = squared + gain ** 2 * squared + noise ** 2;
    squared = (1 - gain) ** 2 * squared + noise ** 2 + 0.25;
    const [square = 0, constant = 0] = V[t] ?? [];
    return Math.round(10 * (own + square * squared + constant)) / 10;
  });
}

const rounded = (x: number): number => Math.round(10_000 * x) / 10_000;
