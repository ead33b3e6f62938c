import { describe, expect, test } from 'vitest';
import { FindingError } from '../diagnostics/types';
import type { Document, Node } from '../document/types';
import { modelOf } from '../model/model';
import { lawBehind, parentsInFull, withDensityEdges } from './densityEdges';
import { graphOf } from './graph';

const theta: Node = { name: 'theta', kind: 'parameter', value: 1 };
const x: Node = {
  name: 'x',
  kind: 'stochastic',
  parents: ['theta'],
  distribution: 'Normal',
  args: { loc: 'theta', scale: '1' },
};

function documentOf(...nodes: Node[]): Document {
  return { scg: 1, title: '', about: '', seed: 1, nodes, plans: [] };
}

function cost(expression: string, parents: readonly string[] = ['x']): Node {
  return { name: 'f', kind: 'cost', parents, expression };
}

describe('the edges that laws need', () => {
  test.each([
    'log_prob(x)*x^2',
    'stop(log_prob(x))',
    'kl(x, Normal(0, 1))',
    'kl(Normal(0, 1), x)',
    'entropy(x)',
  ])('%s depends on the parents of x', (expression) => {
    const document = documentOf(theta, x, cost(expression));
    expect(parentsInFull(document).get('f')).toEqual(['x', 'theta']);
    expect(graphOf(modelOf(document)).nodes.get('f')?.parents).toEqual(['x', 'theta']);
    expect(graphOf(modelOf(document)).nodes.get('theta')?.children).toEqual(['x', 'f']);
    const mended = withDensityEdges(document);
    expect(mended.nodes[2]).toEqual(cost(expression, ['x', 'theta']));
    expect(withDensityEdges(mended)).toBe(mended);
  });

  test.each(['x^2', 'log_prob(Normal(0, 1), x)', 'log_prob(x', 'log_prob(theta)', 'log_prob(y)'])(
    '%s does not',
    (expression) => {
      const document = documentOf(theta, x, cost(expression));
      expect(withDensityEdges(document)).toBe(document);
    },
  );

  test('are passed on where a law holds a law', () => {
    const z: Node = {
      name: 'z',
      kind: 'stochastic',
      parents: ['x'],
      distribution: 'Normal',
      args: { loc: 'log_prob(x)', scale: '1' },
    };
    const document = documentOf(theta, cost('log_prob(z)', ['z']), z, x);
    expect(parentsInFull(document).get('z')).toEqual(['x', 'theta']);
    expect(parentsInFull(document).get('f')).toEqual(['z', 'x', 'theta']);
  });

  /** Circles below one another, each with the density of the last in its mean. */
  function chain(length: number): Document {
    const circle = (i: number): Node => ({
      name: `z${i}`,
      kind: 'stochastic',
      parents: [i === 0 ? 'theta' : `z${i - 1}`],
      distribution: 'Normal',
      args: { loc: i === 0 ? 'theta' : `log_prob(z${i - 1})`, scale: '1' },
    });
    return documentOf(theta, ...Array.from({ length }, (_, i) => circle(i)));
  }

  test('are refused where all edges together are more than a document may have', () => {
    const most = chain(99);
    const edges = [...parentsInFull(most).values()].reduce((sum, parents) => sum + parents.length, 0);
    expect(edges).toBe((99 * 100) / 2);
    const tooMany = chain(100);
    expect(() => parentsInFull(tooMany)).toThrow(FindingError);
    expect(() => graphOf(modelOf(tooMany))).toThrow(FindingError);
    expect(withDensityEdges(tooMany)).toBe(tooMany);
  });

  test('are none while there is a cycle', () => {
    const cycle = documentOf(
      { ...x, parents: ['theta', 'y'] },
      { name: 'y', kind: 'deterministic', parents: ['x'], expression: 'log_prob(x)' },
    );
    expect(withDensityEdges(cycle)).toBe(cycle);
  });

  test('wait until the circle is a parent itself, and never make a node its own parent', () => {
    expect(parentsInFull(documentOf(theta, x, cost('log_prob(x)', []))).get('f')).toEqual([]);
    const own: Node = { ...x, parents: ['x', 'theta'], args: { loc: 'log_prob(x)', scale: '1' } };
    expect(parentsInFull(documentOf(theta, own)).get('x')).toEqual(['x', 'theta']);
  });

  test('say whose law they are for', () => {
    const document = withDensityEdges(documentOf(theta, x, cost('log_prob(x)')));
    expect(lawBehind(document, 'theta', 'f')).toBe('x');
    expect(lawBehind(document, 'x', 'f')).toBeUndefined();
    expect(lawBehind(document, 'theta', 'x')).toBeUndefined();
  });
});
