import { beforeEach, describe, expect, test } from 'vitest';
import { updateNode } from '../../engine';
import { useMessages } from '../shell/messages';
import { chooseCoordinate, selectNodes, useSession } from '../shell/session';
import { currentDocument, documentHistory, EMPTY_DOCUMENT, edit, startWith } from './document';
import {
  addNodeAt,
  addNodeNear,
  connectNodes,
  disconnectNodes,
  duplicateSelected,
  layOutGraph,
  moveNodesTo,
  removeSelected,
  rename,
} from './edits';

const node = (name: string) => currentDocument().nodes.find((candidate) => candidate.name === name);
const steps = () => documentHistory.getState().pastStates.length;

describe('edits from the canvas', () => {
  beforeEach(() => {
    startWith(EMPTY_DOCUMENT);
    selectNodes([]);
  });

  test('a new node is selected, and one that is drawn out of another is its child, in one step', () => {
    const theta = addNodeAt('parameter', [0, 0]);
    const x = addNodeAt('stochastic', [1, 0], theta);
    expect(useSession.getState().selection).toEqual([x]);
    expect(node(x)).toMatchObject({ parents: [theta], at: [1, 0] });
    expect(steps()).toBe(2);
  });

  test('the first stochastic node brings plans to compare', () => {
    addNodeAt('stochastic', [0, 0]);
    expect(currentDocument().plans.map(({ name }) => name)).toEqual(['Score', 'Pathwise']);
  });

  test('nodes that are added without a place do not lie on one another', () => {
    addNodeNear('input', [0, 0]);
    addNodeNear('input', [0, 0]);
    const [a, b] = currentDocument().nodes.map(({ at }) => at?.join());
    expect(a).not.toBe(b);
  });

  test('an edge that would close a cycle is refused in words, and its path shown', () => {
    const x = addNodeAt('stochastic', [0, 0]);
    const y = addNodeAt('deterministic', [1, 0], x);
    expect(connectNodes(y, x)?.message).toContain('cycle');
    expect(new Set(useSession.getState().offending)).toEqual(new Set([x, y]));
    expect(node(x)).toMatchObject({ parents: [] });
  });

  test('selected nodes and edges are removed together, in one step', () => {
    const theta = addNodeAt('parameter', [0, 0]);
    const x = addNodeAt('stochastic', [1, 0], theta);
    const f = addNodeAt('cost', [2, 0], x);
    const before = steps();
    selectNodes([theta], [[x, f]]);
    removeSelected();
    expect(currentDocument().nodes.map(({ name }) => name)).toEqual([x, f]);
    expect(node(f)).toMatchObject({ parents: [] });
    expect(steps()).toBe(before + 1);
    removeSelected();
    expect(steps()).toBe(before + 1);
  });

  test('copies are selected', () => {
    const x = addNodeAt('stochastic', [0, 0]);
    duplicateSelected();
    const [copy] = useSession.getState().selection;
    expect(copy).not.toBe(x);
    expect(currentDocument().nodes).toHaveLength(2);
  });

  test('a move to where a node is already is no step of history', () => {
    const x = addNodeAt('stochastic', [0.5, 0]);
    const before = steps();
    moveNodesTo(new Map([[x, [0.5, 0]]]));
    expect(steps()).toBe(before);
    moveNodesTo(new Map([[x, [0.6, 0]]]));
    expect(node(x)?.at).toEqual([0.6, 0]);
    expect(steps()).toBe(before + 1);
  });

  test('moving one node of a graph without places leaves the others where they were seen', () => {
    startWith({
      ...EMPTY_DOCUMENT,
      nodes: [
        { name: 'theta', kind: 'parameter', value: 1 },
        { name: 'f', kind: 'cost', parents: ['theta'] },
      ],
    });
    layOutGraph();
    const seen = node('f')?.at;
    startWith({
      ...currentDocument(),
      nodes: currentDocument().nodes.map(({ at: _, ...rest }) => rest),
    });
    moveNodesTo(new Map([['theta', [-3, -3]]]));
    expect(node('f')?.at).toEqual(seen);
  });

  test('a renaming is followed by the selection and the chosen coordinate', () => {
    const theta = addNodeAt('parameter', [0, 0]);
    chooseCoordinate({ parameter: theta, index: 0 });
    expect(rename(theta, 'phi')).toBeUndefined();
    expect(useSession.getState()).toMatchObject({ selection: ['phi'], coordinate: { parameter: 'phi' } });
    expect(rename('phi', '1x')?.message).toContain('1x');
  });
});

describe('a law in a formula', () => {
  const typed = (expression: string) => edit((document) => updateNode(document, 'f', { expression }));
  beforeEach(() => {
    startWith({
      ...EMPTY_DOCUMENT,
      nodes: [
        { name: 'theta', kind: 'parameter', value: 1 },
        { name: 'sigma', kind: 'parameter', value: 1 },
        { name: 'x', kind: 'stochastic', parents: ['theta'] },
        { name: 'f', kind: 'cost', parents: ['x'], expression: 'x^2' },
      ],
    });
    selectNodes([]);
  });

  test('draws the edges that it depends on as soon as it can be read, in the same step', () => {
    const before = steps();
    typed('log_prob(x');
    expect(node('f')).toMatchObject({ parents: ['x'] });
    typed('log_prob(x)*x^2');
    expect(node('f')).toMatchObject({ parents: ['x', 'theta'] });
    expect(steps()).toBe(before + 2);
  });

  test('keeps them, and says why', () => {
    typed('log_prob(x)*x^2');
    const before = currentDocument();
    disconnectNodes('theta', 'f');
    expect(currentDocument()).toBe(before);
    const told = useMessages.getState().messages.at(-1);
    expect(told?.text).toBe('f: its formula uses the distribution of x, which depends on theta');
    selectNodes([], [['theta', 'f']]);
    removeSelected();
    expect(currentDocument()).toBe(before);
    typed('x^2');
    disconnectNodes('theta', 'f');
    expect(node('f')).toMatchObject({ parents: ['x'] });
  });

  test('lets them go together with the edge from its circle', () => {
    typed('log_prob(x)*x^2');
    selectNodes(
      [],
      [
        ['theta', 'f'],
        ['x', 'f'],
      ],
    );
    removeSelected();
    expect(node('f')).toMatchObject({ parents: [] });
    connectNodes('x', 'f');
    expect(node('f')).toMatchObject({ parents: ['x', 'theta'] });
  });

  test('follows its circle to other parents and other names', () => {
    typed('log_prob(x)*x^2');
    connectNodes('sigma', 'x');
    expect(node('f')).toMatchObject({ parents: ['x', 'theta', 'sigma'] });
    rename('x', 'z');
    rename('sigma', 's');
    expect(node('f')).toMatchObject({ parents: ['z', 'theta', 's'], expression: 'log_prob(z)*z^2' });
    selectNodes(['theta']);
    removeSelected();
    expect(node('f')).toMatchObject({ parents: ['z', 's'] });
  });

  test('is mended where a document is opened without its edges', () => {
    startWith({
      ...currentDocument(),
      nodes: currentDocument().nodes.map((old) =>
        old.kind === 'cost' ? { ...old, expression: 'kl(x, Normal(0, 1))' } : old,
      ),
    });
    expect(node('f')).toMatchObject({ parents: ['x', 'theta'] });
  });
});
