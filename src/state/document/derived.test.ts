import { describe, expect, test } from 'vitest';
import { moveNodes, setTitle } from '../../engine/document/edits';
import type { Document } from '../../engine/document/types';
import { updateNode } from '../../engine/document/updateNode';
import { activePlan, analysisOf, canRun, diagnosticsOf, meaningOf } from './derived';
import { EMPTY_DOCUMENT } from './document';

const graph: Document = {
  ...EMPTY_DOCUMENT,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 1, at: [0, 0] },
    { name: 'x', kind: 'stochastic', parents: ['theta'], at: [1, 0] },
    { name: 'f', kind: 'cost', parents: ['x'], at: [2, 0] },
  ],
  plans: [
    { name: 'A', nodes: {} },
    { name: 'B', nodes: {} },
  ],
};

describe('meaningOf', () => {
  test('is one object for as long as only places and texts change', () => {
    const meaning = meaningOf(graph);
    expect(meaningOf(moveNodes(graph, new Map([['x', [5, 5]]])))).toBe(meaning);
    expect(meaningOf(setTitle(graph, 'Another'))).toBe(meaning);
  });

  test('is another one when a value changes', () => {
    const meaning = meaningOf(graph);
    const changed = updateNode(graph, 'theta', { value: 2 });
    if ('code' in changed) throw new Error(changed.code);
    expect(meaningOf(changed)).not.toBe(meaning);
    expect(meaningOf({ ...graph, seed: 2 })).not.toBe(meaning);
  });
});

test('the active plan is the chosen one, else the first, else a bare one', () => {
  expect(activePlan(graph, 'B').name).toBe('B');
  expect(activePlan(graph, 'gone').name).toBe('A');
  expect(activePlan(EMPTY_DOCUMENT, undefined).nodes).toEqual({});
});

test('an analysis is made once for a plan, and not at all for a cycle', () => {
  const plan = activePlan(graph, 'A');
  expect(analysisOf(graph, plan)?.creditedCosts.size).toBe(1);
  expect(analysisOf(graph, plan)).toBe(analysisOf(setTitle(graph, 'Another'), plan));
  const cyclic: Document = {
    ...graph,
    nodes: [
      { name: 'y', kind: 'deterministic', parents: ['z'] },
      { name: 'z', kind: 'deterministic', parents: ['y'] },
    ],
  };
  expect(analysisOf(cyclic, plan)).toBeUndefined();
});

test('a document runs when it has a parameter and a cost, and no error', () => {
  expect(canRun(graph)).toBe(true);
  expect(canRun({ ...graph, nodes: graph.nodes.slice(0, 2) })).toBe(false);
  const broken: Document = {
    ...graph,
    nodes: [...graph.nodes, { name: 'g', kind: 'cost', parents: ['x'], expression: '(x' }],
  };
  expect(canRun(broken)).toBe(false);
  expect(diagnosticsOf(broken).map(({ nodes }) => nodes)).toEqual([['g']]);
});
