import { describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import type { Document, Node } from '../document/types';
import { exactTruth, type Truth } from '../exact/truth';
import { modelOf } from '../model/model';
import { type CheckOutcome, crossCheck } from './crossCheck';

function graph(
  theta: number,
  circle: Pick<Node & { kind: 'stochastic' }, 'distribution' | 'args'>,
  f: string,
) {
  const document: Document = {
    scg: 1,
    title: '',
    about: '',
    seed: 1,
    nodes: [
      { name: 't', kind: 'parameter', value: theta },
      { name: 'x', kind: 'stochastic', parents: ['t'], ...circle },
      { name: 'f', kind: 'cost', parents: ['x'], expression: f },
    ],
    plans: [{ name: 'Score', nodes: { x: { estimator: 'score' } } }],
  };
  return document;
}

function forged(cost: number, slope: number): Truth {
  const gradient = [{ parameter: 't', values: Float64Array.of(slope), errors: Float64Array.of(0) }];
  return { method: 'quadrature', cost, costError: 0, gradient, plans: [], without: [] };
}

/** Half a second of draws, each turn of which is short. */
function outcome(document: Document, truth: Truth): CheckOutcome {
  const check = crossCheck(modelOf(document), truth, 0.5);
  for (;;) {
    const { done, value } = check.next();
    if (done) return value;
  }
}

const normal = { distribution: 'Normal', args: { loc: 't', scale: '1' } } as const;
const BAND = graph(0.3, normal, 'abs(x-0.5) < 0.2');
const [COST, SLOPE] = [0.15542159430233468, 0.030672081174959436];

/** Draws of fixed seeds; a right answer is withdrawn by chance in less than one of 10^12. */
describe('a goal band', () => {
  test('the right answer stays', () => {
    expect(outcome(BAND, forged(COST, SLOPE))).toEqual({ kind: 'agrees', plans: [] });
  });

  test('a wrong cost is withdrawn, with what the draws say', () => {
    const { kind, none } = outcome(BAND, forged(0, 0)) as Extract<CheckOutcome, { kind: 'withdrawn' }>;
    expect(kind).toBe('withdrawn');
    expect(none).toMatchObject({ reason: 'withdrawn', what: 'the expected cost', exact: 0 });
    expect(Math.abs(none.estimate - COST)).toBeLessThan(5 * none.standardError);
  });

  test('so is a wrong slope beside the right cost', () => {
    const { kind, none } = outcome(BAND, forged(COST, 0)) as Extract<CheckOutcome, { kind: 'withdrawn' }>;
    expect(kind).toBe('withdrawn');
    expect(none.what).toBe('the derivative in t');
    expect(Math.abs(none.estimate - SLOPE)).toBeLessThan(5 * none.standardError);
  });
});

test('uniforms are drawn, not left where the exact modes put their points', () => {
  const { nodes, ...rest } = graph(0, normal, 'x*y');
  const coin = {
    name: 'y',
    kind: 'stochastic',
    parents: ['x'],
    distribution: 'Bernoulli',
    args: { logits: 'x' },
  } as const;
  const below: Document = {
    ...rest,
    nodes: nodes.flatMap((node): Node[] =>
      node.kind === 'cost' ? [coin, { ...node, parents: ['x', 'y'] }] : [node],
    ),
  };
  // By Stein's lemma the cost is E[s'(x)], with s the logistic function; its slope is s(0) by symmetry.
  expect(outcome(below, forged(0.206620964, 0.5)).kind).toBe('agrees');
});

test('steps follow the parameter: the slope of a small rate', () => {
  const rate = graph(0.002, { distribution: 'Exponential', args: { rate: 't' } }, 'x');
  expect(outcome(rate, forged(500, -250_000)).kind).toBe('agrees');
  expect(outcome(rate, forged(500, -200_000)).kind).toBe('withdrawn');
});

test('a heavy tail proves nothing', () => {
  const heavy = graph(0, { distribution: 'LogNormal', args: { loc: 't', scale: '4' } }, 'x');
  expect(outcome(heavy, forged(5000, 5000)).kind).toBe('undecided');
});

test('nor do draws that have never seen what is rare', () => {
  const jackpot = graph(1e-7, { distribution: 'Bernoulli', args: { probs: 't' } }, '1e8*x');
  expect(outcome(jackpot, forged(10, 1e8)).kind).toBe('undecided');
});

test('what is rare and large beside plain noise is known by its exact variance', () => {
  const document = graph(0, normal, 'x + y');
  const coin: Node = {
    name: 'y',
    kind: 'stochastic',
    parents: ['t'],
    distribution: 'Bernoulli',
    args: { probs: '1e-7*exp(t)' },
  };
  const [t, x, f] = document.nodes;
  if (!t || !x || !f) throw new Error('a node is missing');
  const cost: Node = { name: 'f', kind: 'cost', parents: ['x', 'y'], expression: 'x + 1e8*y' };
  const both = { ...document, nodes: [t, x, coin, cost], plans: [] };
  // The draws say 0 and 1.
  expect(outcome(both, forged(10, 11)).kind).toBe('undecided');
});

test('a coin that seldom turns as the parameter moves is not overlooked', () => {
  const coin = graph(0.5, { distribution: 'Bernoulli', args: { probs: '0.5+0.002*t' } }, 'x + 4*t^2');
  const nodes = coin.nodes.map((node) => (node.kind === 'cost' ? { ...node, parents: ['x', 't'] } : node));
  // With steps so small that no coin turns, the slope would be 4 without a doubt.
  expect(outcome({ ...coin, nodes }, forged(1.501, 4.002)).kind).toBe('agrees');
  expect(outcome({ ...coin, nodes }, forged(1.501, 4.2)).kind).toBe('withdrawn');
});

test('a graph without draws has nothing to hold the answer against', () => {
  const fixed: Document = {
    ...BAND,
    nodes: [
      { name: 't', kind: 'parameter', value: 3 },
      { name: 'f', kind: 'cost', parents: ['t'], expression: 't^2' },
    ],
    plans: [],
  };
  const { truth } = exactTruth(modelOf(fixed), [], feedsOf(fixed));
  expect(truth && outcome(fixed, truth).kind).toBe('undecided');
});

describe('a kink nearer than the step of the differences', () => {
  // E (x^3 + x) = m^3 + 4 m with m = |t|.
  const kinked = (t: number) =>
    graph(t, { distribution: 'Normal', args: { loc: 'abs(t)', scale: '1' } }, 'x^3 + x');

  test.each([1e-4, 0.006, -1e-5])('t = %s: the right slope stays', (t) => {
    const [m, sign] = [Math.abs(t), Math.sign(t)];
    expect(outcome(kinked(t), forged(m ** 3 + 4 * m, sign * (3 * m * m + 4))).kind).not.toBe('withdrawn');
  });

  test('a wrong one does not', () => {
    expect(outcome(kinked(0.006), forged(0.006 ** 3 + 0.024, 3.5)).kind).toBe('withdrawn');
  });
});
