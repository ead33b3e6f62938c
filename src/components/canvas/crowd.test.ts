import { expect, test } from 'vitest';
import type { Scene } from '../drawing/sceneNodes';
import { nodeShapeOf } from '../drawing/shapes';
import { edgesDrawn, touchedEdges } from './crowd';

/** So many edges from `a` to `b`, of which the last one only goes from `c` to `b`. */
function scene(count: number): Scene {
  const edges = Array.from({ length: count }, (_, i) => ({
    id: `${i}`,
    from: i === count - 1 ? 'c' : 'a',
    to: 'b',
    dashed: false,
    own: true,
    violation: undefined,
  }));
  return { nodes: [], edges, arcs: [] };
}

const SHAPES = new Map(
  ['a', 'b', 'c'].map((name, i) => [name, nodeShapeOf('stochastic', { x: 200 * i, y: 0 }, 1)]),
);

test('few edges are drawn each by itself, many together, and of too many those of what is selected', () => {
  expect(edgesDrawn(scene(400), SHAPES)).toEqual({ kind: 'each' });
  const together = edgesDrawn(scene(401), SHAPES);
  expect(together.kind === 'together' && together.path.split('M')).toHaveLength(402);
  expect(edgesDrawn(scene(12_001), SHAPES)).toEqual({ kind: 'touched', count: 12_001 });
  expect(touchedEdges(scene(12_001), ['c'], new Set()).map(({ id }) => id)).toEqual(['12000']);
  expect(touchedEdges(scene(12_001), [], new Set(['7'])).map(({ id }) => id)).toEqual(['7']);
});
