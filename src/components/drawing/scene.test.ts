import { describe, expect, test, vi } from 'vitest';
import type { Document, Plan } from '../../engine/document/types';
import { activePlan, analysisOf } from '../../state/document/derived';
import type { CanvasView } from '../../state/shell/session';
import { emphasisOf } from './emphasis';
import { sceneOf } from './scene';
import { lettersOf, type Scene, shapesOf } from './sceneNodes';
import { distanceTo } from './shapes';

/** Distances that were worked out. */
const distances = vi.hoisted(() => ({ count: 0 }));

vi.mock('./shapes', async (original) => {
  const shapes = await original<typeof import('./shapes')>();
  const counted: typeof shapes.distanceTo = (...given) => {
    distances.count++;
    return shapes.distanceTo(...given);
  };
  return { ...shapes, distanceTo: counted };
});

/** The fifth of the simple graphs: theta and x0 into x1, theta and x1 into x2, a cost below each. */
const document: Document = {
  scg: 1,
  title: '',
  about: '',
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 1, at: [0, 1] },
    { name: 'x0', kind: 'input', value: 1, at: [0, 0] },
    { name: 'x1', kind: 'stochastic', parents: ['theta', 'x0'], at: [1, 0] },
    { name: 'x2', kind: 'stochastic', parents: ['theta', 'x1'], at: [2, 0] },
    { name: 'f1', kind: 'cost', parents: ['x1'], at: [1, -1] },
    { name: 'f2', kind: 'cost', parents: ['x2'], at: [3, 0] },
  ],
  plans: [
    { name: 'Mixed', nodes: { x1: { estimator: 'score' }, x2: { estimator: 'pathwise' } } },
    { name: 'Score', nodes: { x1: { estimator: 'score' }, x2: { estimator: 'score' } } },
  ],
};

function scene(view: CanvasView, plan: string): Scene {
  const chosen: Plan = activePlan(document, plan);
  return sceneOf(document, analysisOf(document, chosen), view);
}

const edgesOf = ({ edges }: Scene) => edges.map(({ id, dashed }) => (dashed ? `${id} dashed` : id)).sort();

describe('the graph as drawn', () => {
  test('has the document`s nodes and edges, and an arc for each credited cost', () => {
    const { nodes, arcs } = scene('graph', 'Score');
    expect(nodes.map(({ id }) => id)).toEqual(['theta', 'x0', 'x1', 'x2', 'f1', 'f2']);
    expect(edgesOf(scene('graph', 'Score'))).toEqual([
      'theta>x1',
      'theta>x2',
      'x0>x1',
      'x1>f1',
      'x1>x2',
      'x2>f2',
    ]);
    expect(arcs.map(({ id }) => id).sort()).toEqual(['f1~x1', 'f2~x1', 'f2~x2']);
  });

  test('credits no circle that the plan takes pathwise', () => {
    expect(
      scene('graph', 'Mixed')
        .arcs.map(({ id }) => id)
        .sort(),
    ).toEqual(['f1~x1', 'f2~x1']);
  });
});

describe('the graph after the plan', () => {
  const after = scene('rewritten', 'Mixed');

  test('has a noise circle beside the square that was a circle', () => {
    const looks = new Map(after.nodes.map(({ id, look }) => [id, look]));
    expect(looks.get('x2')).toBe('deterministic');
    expect(looks.get('epsilon_x2')).toBe('noise');
    expect(edgesOf(after)).toContain('epsilon_x2>x2');
  });

  test('has no two nodes in one place', () => {
    const shapes = [...shapesOf(after.nodes).values()];
    for (const shape of shapes) {
      for (const other of shapes) {
        if (other !== shape) expect(distanceTo(shape, other.centre)).toBeGreaterThan(20);
      }
    }
  });
});

describe('the surrogate loss', () => {
  const loss = scene('surrogate', 'Score');

  test('adds up the costs and a square for each scored circle', () => {
    expect(edgesOf(loss).filter((id) => id.endsWith('>L'))).toEqual([
      'f1>L',
      'f2>L',
      'score_x1>L',
      'score_x2>L',
    ]);
    const square = loss.nodes.find(({ id }) => id === 'score_x1');
    expect(square?.latex).toBe('\\log p(x_1)\\,\\lfloor f_1+f_2\\rfloor');
  });

  test('takes samples as constants: no gradient goes into a circle or out of one into its own score', () => {
    expect(edgesOf(loss).filter((id) => id.endsWith('dashed'))).toEqual([
      'theta>x1 dashed',
      'theta>x2 dashed',
      'x0>x1 dashed',
      'x1>score_x1 dashed',
      'x1>x2 dashed',
      'x2>score_x2 dashed',
    ]);
    expect(edgesOf(loss)).toContain('x1>score_x2');
  });
});

test('what a node influences stands out, deterministically most', () => {
  const graph = analysisOf(document, activePlan(document, 'Score'))?.graph;
  const standing = (name: string) => emphasisOf(graph, 'x1', [], name);
  expect(['x1', 'f1', 'x2', 'f2', 'theta'].map(standing)).toEqual([
    'self',
    'strong',
    'strong',
    'weak',
    'dim',
  ]);
  expect(emphasisOf(graph, undefined, [], 'x1')).toBe('none');
  expect(emphasisOf(graph, 'x1', ['f2'], 'x1')).toBe('dim');
});

test.each([
  ['\\theta', 1],
  ['x_1', 2],
  ['\\tilde{h}', 1],
  ['\\mathrm{loss}', 4],
])('%s is about %d letters wide', (latex, letters) => {
  expect(lettersOf(latex)).toBe(letters);
});

test('a game has a surrogate loss for every player', () => {
  const game: Document = {
    ...document,
    nodes: [
      ...document.nodes.map((node) => (node.name === 'f1' ? { ...node, trains: ['theta'] } : node)),
      { name: 'phi', kind: 'parameter', value: 1, at: [0, 2] },
      { name: 'g', kind: 'cost', parents: ['x1', 'phi'], trains: ['phi'], at: [3, 2] },
    ] as Document['nodes'],
  };
  const { nodes, edges } = sceneOf(game, analysisOf(game, activePlan(game, 'Score')), 'surrogate');
  const losses = nodes.filter(({ look }) => look === 'loss');
  expect(losses.map(({ latex }) => latex)).toEqual(['L_{\\theta}', 'L_{\\phi}']);
  const into = losses.map(({ id }) => edges.filter(({ to }) => to === id).map(({ from }) => from));
  expect(into[0]).toEqual(expect.arrayContaining(['f1', 'f2']));
  expect(into[0]).not.toContain('g');
  expect(into[1]).toEqual(expect.arrayContaining(['g']));
  expect(into[1]).not.toContain('f1');
});

/** Circles in a chain by their score, and a cost for each of many parameters below the last of them. */
function chain(circles: number, players: number): Document {
  const names = Array.from({ length: circles }, (_, i) => `x${i}`);
  const parameters = Array.from({ length: players }, (_, i) => `t${i}`);
  return {
    ...document,
    nodes: [
      ...parameters.map((name) => ({ name, kind: 'parameter', value: 1 }) as const),
      ...names.map((name, i) => ({ name, kind: 'stochastic', parents: [names[i - 1] ?? 't0'] }) as const),
      ...parameters.map(
        (name, i) =>
          ({ name: `c${i}`, kind: 'cost', parents: [name, `x${circles - 1}`], trains: [name] }) as const,
      ),
    ],
    plans: [
      { name: 'Score', nodes: Object.fromEntries(names.map((name) => [name, { estimator: 'score' }])) },
      { name: 'Pathwise', nodes: Object.fromEntries(names.map((name) => [name, { estimator: 'pathwise' }])) },
    ],
  };
}

test('terms of the surrogate loss are left out where they are too many to draw', () => {
  const [few, many] = [chain(20, 50), chain(50, 50)].map((game) =>
    sceneOf(game, analysisOf(game, activePlan(game, 'Score')), 'surrogate'),
  );
  expect(few?.lacksTerms).toBeUndefined();
  expect(few?.nodes.filter(({ look }) => look === 'score').length).toBe(1000);
  expect(many?.lacksTerms).toBe(true);
  expect(many?.nodes.some(({ look }) => look === 'score')).toBe(false);
});

test('noise finds its place beside a long chain in linear time', () => {
  const measured = (circles: number): number => {
    const long = chain(circles, 1);
    const analysis = analysisOf(long, activePlan(long, 'Pathwise'));
    distances.count = 0;
    const { nodes } = sceneOf(long, analysis, 'rewritten');
    expect(nodes.filter(({ look }) => look === 'noise')).toHaveLength(circles);
    return distances.count;
  };
  // When every spot was held against every node, it was four times as many.
  expect(measured(800)).toBeLessThan(2.5 * measured(400));
});
