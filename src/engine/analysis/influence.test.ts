import { describe, expect, test } from 'vitest';
import { FindingError } from '../diagnostics/types';
import type { Document, Node } from '../document/types';
import { modelOf } from '../model/model';
import { graphOf } from './graph';
import {
  creditedCosts,
  deps,
  deterministicallyInfluences,
  deterministicInfluence,
  influence,
  influencers,
  influences,
} from './influence';

function documentOf(...nodes: Node[]): Document {
  return { scg: 1, title: '', about: '', seed: 1, nodes, plans: [] };
}

/** theta -> a (square) -> x (circle) -> b (square) -> f, theta -> f, and x -> dead. */
const chain = graphOf(
  modelOf(
    documentOf(
      { name: 'f', kind: 'cost', parents: ['b', 'theta'] },
      { name: 'b', kind: 'deterministic', parents: ['x'] },
      { name: 'dead', kind: 'deterministic', parents: ['x'] },
      { name: 'x', kind: 'stochastic', parents: ['a'] },
      { name: 'a', kind: 'deterministic', parents: ['theta'] },
      { name: 'theta', kind: 'parameter', value: 1 },
    ),
  ),
);

describe('a graph', () => {
  test('puts parents first and lists children', () => {
    expect(chain.order.indexOf('theta')).toBeLessThan(chain.order.indexOf('a'));
    expect(chain.order.indexOf('a')).toBeLessThan(chain.order.indexOf('x'));
    expect(chain.nodes.get('x')?.children).toEqual(['b', 'dead']);
    expect(chain.nodes.get('theta')?.children).toEqual(['f', 'a']);
    expect([...chain.nodes.keys()]).toEqual(['f', 'b', 'dead', 'x', 'a', 'theta']);
  });

  test('refuses a cycle and names it', () => {
    const cyclic = documentOf(
      { name: 'a', kind: 'deterministic', parents: ['b'] },
      { name: 'b', kind: 'deterministic', parents: ['a'] },
    );
    expect(() => graphOf(modelOf(cyclic))).toThrow(FindingError);
  });

  test('takes names of object prototypes like any other', () => {
    const graph = graphOf(
      modelOf(
        documentOf(
          { name: 'constructor', kind: 'parameter', value: 1 },
          { name: 'toString', kind: 'cost', parents: ['constructor'] },
        ),
      ),
    );
    expect(influences(graph, 'constructor')).toEqual(new Set(['toString']));
  });
});

describe('influence', () => {
  test('follows paths of all kinds', () => {
    expect(influences(chain, 'theta')).toEqual(new Set(['a', 'x', 'b', 'dead', 'f']));
    expect(influences(chain, 'f')).toEqual(new Set());
    expect(influencers(chain, 'b')).toEqual(new Set(['x', 'a', 'theta']));
  });

  test('is deterministic up to the first circle, that circle included', () => {
    expect(deterministicallyInfluences(chain, 'theta')).toEqual(new Set(['a', 'x', 'f']));
    expect(deterministicallyInfluences(chain, 'x')).toEqual(new Set(['b', 'dead', 'f']));
  });

  test('gives what a node depends on once the squares are put in', () => {
    expect(deps(chain, 'f')).toEqual(expect.arrayContaining(['theta', 'x']));
    expect(deps(chain, 'f')).toHaveLength(2);
    expect(deps(chain, 'x')).toEqual(['theta']);
  });

  test('a cost passes it on like any square', () => {
    const graph = graphOf(
      modelOf(
        documentOf(
          { name: 'theta', kind: 'parameter', value: 1 },
          { name: 'f', kind: 'cost', parents: ['theta'] },
          { name: 'g', kind: 'cost', parents: ['f'] },
        ),
      ),
    );
    expect(deterministicallyInfluences(graph, 'theta')).toEqual(new Set(['f', 'g']));
    expect(deps(graph, 'g')).toEqual(['theta']);
  });

  test('credits a circle with the costs below it, or with all', () => {
    const graph = graphOf(
      modelOf(
        documentOf(
          { name: 'theta', kind: 'parameter', value: 1 },
          { name: 'f1', kind: 'cost', parents: ['x1'] },
          { name: 'x1', kind: 'stochastic', parents: ['theta'] },
          { name: 'x2', kind: 'stochastic', parents: ['theta', 'x1'] },
          { name: 'f2', kind: 'cost', parents: ['x2'] },
          { name: 'f3', kind: 'cost', parents: ['theta'] },
        ),
      ),
    );
    expect([...creditedCosts(graph)]).toEqual([
      ['x1', ['f1', 'f2']],
      ['x2', ['f2']],
    ]);
    expect([...creditedCosts(graph, 'all').values()]).toEqual([
      ['f1', 'f2', 'f3'],
      ['f1', 'f2', 'f3'],
    ]);
  });

  test('of all pairs agrees with that of one node, also past 32 and 64 nodes', () => {
    const nodes: Node[] = Array.from({ length: 75 }, (_, i) => ({
      name: `n${i}`,
      kind: i % 5 === 0 ? 'stochastic' : 'deterministic',
      parents: [i - 1, i - 7, Math.floor(i / 2)]
        .filter((p) => p >= 0 && p < i && (i * p) % 3 !== 1)
        .map((p) => `n${p}`),
    }));
    const graph = graphOf(modelOf(documentOf(...nodes)));
    const all = influence(graph);
    const deterministic = deterministicInfluence(graph);
    for (const { name } of nodes) {
      expect(new Set(all.below(name))).toEqual(influences(graph, name));
      expect(new Set(deterministic.below(name))).toEqual(deterministicallyInfluences(graph, name));
      expect(all.holds(name, name)).toBe(false);
    }
  });
});
