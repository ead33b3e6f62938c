import { describe, expect, test } from 'vitest';
import { routeArcs, routeEdges } from './routes';
import { distanceTo, type Look, type NodeShape, nodeShapeOf } from './shapes';

function shapesAt(places: Readonly<Record<string, readonly [Look, number, number]>>): Map<string, NodeShape> {
  return new Map(
    Object.entries(places).map(([name, [look, x, y]]) => [name, nodeShapeOf(look, { x, y }, 1)]),
  );
}

const row = shapesAt({
  theta: ['parameter', 0, 0],
  x: ['stochastic', 200, 0],
  f: ['cost', 400, 0],
});

describe('routeEdges', () => {
  test('a free way is straight, from outline to outline', () => {
    const [route] = routeEdges(row, [{ from: 'x', to: 'f' }]);
    expect(route?.path).toBe('M245 0L355 0');
    expect(route?.angle).toBeCloseTo(0, 6);
  });

  test('a node in the way is passed above, clear of its outline', () => {
    const [route] = routeEdges(row, [{ from: 'theta', to: 'f' }]);
    const x = row.get('x');
    if (!route || !x) throw new Error('no route');
    expect(route.path).toContain('Q');
    expect(route.middle.y).toBeLessThan(0);
    expect(Math.min(...route.points.map((point) => distanceTo(x, point)))).toBeGreaterThan(10);
  });

  test('both ends are on the outlines', () => {
    const [route] = routeEdges(row, [{ from: 'theta', to: 'f' }]);
    const [theta, f] = [row.get('theta'), row.get('f')];
    const [first] = route?.points ?? [];
    if (!theta || !f || !route || !first) throw new Error('no route');
    expect(distanceTo(theta, first)).toBeCloseTo(3, 0);
    expect(distanceTo(f, route.tip)).toBeCloseTo(3, 0);
  });

  test('there is none between nodes in one place, or to a node that is not there', () => {
    const stacked = shapesAt({ a: ['input', 0, 0], b: ['cost', 0, 0] });
    expect(routeEdges(stacked, [{ from: 'a', to: 'b' }])).toEqual([undefined]);
    expect(routeEdges(row, [{ from: 'x', to: 'gone' }])).toEqual([undefined]);
  });
});

describe('routeArcs', () => {
  test('an arc bends down, away from the edge between the same nodes', () => {
    const edges = routeEdges(row, [{ from: 'x', to: 'f' }]);
    const [arc] = routeArcs(row, [{ from: 'f', to: 'x' }], edges, []);
    expect(arc?.middle.y).toBeGreaterThan(30);
  });

  test('an arc goes round the other way where a node is below', () => {
    const crowded = new Map([...row, ...shapesAt({ g: ['cost', 300, 70], h: ['cost', 300, 190] })]);
    const [arc] = routeArcs(crowded, [{ from: 'f', to: 'x' }], [], []);
    expect(arc?.middle.y).toBeLessThan(-20);
  });
});
