import { pcg4d } from '../base/noise';
import type { Document, Node, NodePlan } from '../document/types';

/** Names that are ordinary, and names that trip careless code. */
const STEMS = ['x', 'theta', 'constructor', 'toString', 'h_tilde', 'a1', 'hasOwnProperty'];

/** A sound document drawn from a seed: every kind of node, default and chosen fields, whole places. For property tests. */
export function randomDocument(seed: number): Document {
  let drawn = 0;
  const below = (n: number) => {
    const words = new Uint32Array([seed, drawn++, 0, 0]);
    pcg4d(words);
    return (words[0] ?? 0) % n;
  };
  const chance = () => below(2) === 1;
  const pick = <T>(items: readonly T[], fallback: T) => items[below(items.length)] ?? fallback;
  const number = () => (below(2001) - 1000) / 64;
  const names: string[] = [];
  const nodes: Node[] = [];
  for (let i = 1 + below(9); i > 0; i--) {
    const name = `${pick(STEMS, 'x')}${i % 3 === 0 ? '' : `_${i}`}`;
    if (names.includes(name)) continue;
    const parents = names.filter(chance);
    const sum = parents.length > 0 ? parents.join('+') : '1';
    const common = {
      name,
      ...(chance() ? { at: [below(9) - 4, below(9) - 4] as const } : {}),
      ...(chance() ? { label: `\\mathbf{${name}}` } : {}),
    };
    nodes.push(randomNode(common, parents, sum));
    names.push(name);
  }
  const circles = nodes.flatMap(({ kind, name }) => (kind === 'stochastic' ? [name] : []));
  const plan = (name: string) => ({
    name,
    nodes: Object.fromEntries(circles.filter(chance).map((circle) => [circle, randomEntry()])),
    ...(chance() ? { samples: 2 + below(9) } : {}),
    ...(chance() ? { credit: 'all' as const } : {}),
  });
  return {
    scg: 1,
    title: pick(['Untitled', 'Graph "é" \\ \u{1d703}', ''], 'Untitled'),
    about: pick(['', 'Line\nline, $x^2$'], ''),
    seed: pick([1, 0, 4294967295], 1),
    nodes,
    plans: ['P', 'Q 2'].filter(chance).map(plan),
  };

  function randomNode(common: Pick<Node, 'name' | 'at' | 'label'>, parents: string[], sum: string): Node {
    const expression = chance() ? { expression: `tanh(${sum})` } : {};
    switch (below(5)) {
      case 0:
        return {
          ...common,
          kind: 'parameter',
          value: chance()
            ? number()
            : [
                [number(), 1e-9],
                [3, -4],
              ],
        };
      case 1:
        return { ...common, kind: 'input', value: { shape: [2, 3], init: 'normal', scale: 0.1, seed: 7 } };
      case 2:
        return { ...common, kind: 'deterministic', parents, ...expression };
      case 3:
        return { ...common, kind: 'cost', parents, ...expression, ...(chance() ? { trains: [] } : {}) };
      default:
        return {
          ...common,
          kind: 'stochastic',
          parents,
          ...(chance() ? { distribution: 'Normal' as const, args: { loc: sum, scale: 'exp(1)' } } : {}),
          ...(chance() ? { shape: [3] } : {}),
        };
    }
  }

  function randomEntry(): NodePlan {
    if (chance()) return { estimator: 'pathwise' };
    if (chance()) return { estimator: 'score' };
    return { estimator: 'score', baseline: chance() ? number() : { kind: 'average', decay: 0.5 } };
  }
}
