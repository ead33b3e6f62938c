import { describe, expect, test } from 'vitest';
import type { Document } from '../../engine';
import { PRESETS } from '../../presets/registry';
import { exampleAt, USUAL } from '../../presets/reinforcement/everyEstimator';
import { METHODS } from '../../presets/reinforcement/methods';
import { routeEdges } from './routes';
import { sceneOf } from './scene';
import { shapesOf } from './sceneNodes';
import { distanceTo } from './shapes';

/** Room between two nodes, and between a line and a node that it does not join, in px at zoom 1. */
const BETWEEN_NODES = 8;
const BESIDE_LINES = 4;

/** Holds all nodes of a document apart, and all lines clear of nodes that they do not join. */
function expectClear(document: Document): void {
  const scene = sceneOf(document, undefined, 'graph');
  const shapes = shapesOf(scene.nodes);
  for (const [name, { centre, halfWidth }] of shapes)
    for (const [other, shape] of shapes)
      if (other !== name)
        expect(distanceTo(shape, centre) - halfWidth, `${name}, ${other}`).toBeGreaterThan(BETWEEN_NODES);
  routeEdges(shapes, scene.edges).forEach((route, i) => {
    const { from = '', to = '' } = scene.edges[i] ?? {};
    for (const [other, shape] of shapes) {
      if (other === from || other === to) continue;
      const clear = Math.min(...(route?.points ?? []).map((point) => distanceTo(shape, point)));
      expect(clear, `${from} to ${to} at ${other}`).toBeGreaterThan(BESIDE_LINES);
    }
  });
}

describe.each(PRESETS)('$id', ({ group, document, slider }) => {
  const sizes =
    slider && group !== 'Networks' ? [slider.least, slider.value, slider.most].map(slider.make) : [document];
  test.each(sizes.map((own) => [own.nodes.length, own] as const))(
    'is drawn with %i nodes apart, and no line across another node',
    (_, own) => expectClear(own),
  );
});

describe.each(METHODS)('$id, opened from the view of every estimator', (method) => {
  test.each([1, 3, 5])('over %i steps', (horizon) => expectClear(exampleAt(method, { ...USUAL, horizon })));
});
