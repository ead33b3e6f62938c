import { pcg4d } from '../base/noise';
import type { Document, Node, NodePlan } from '../document/types';

/** Names that are ordinary, and names that trip careless code. */
const STEMS = ['x', 'theta', 'constructor', 'toString', 'h_tilde', 'a1', 'hasOwnProperty'];

/**
 * A sound document drawn from a seed: every kind of node, default and chosen fields, whole places. For property tests.
 */
export function randomDocument(seed: number): Document {
  const draw = new Draws(seed);
  const names: string[] = [];
  const nodes: Node[] = [];
  for (let i = 1 + draw.below(9); i > 0; i--) {
    const name = `${draw.pick(STEMS, 'x')}${i % 3 === 0 ? '' : `_${i}`}`;
    if (names.includes(name)) continue;
    const parents = names.filter(draw.chance);
    const common = {
      name,
      ...(draw.chance() ? { at: [draw.below(9) - 4, draw.below(9) - 4] as const } : {}),
      ...(draw.chance() ? { label: `\\mathbf{${name}}` } : {}),
    };
    nodes.push(randomNode(draw, common, parents));
    names.push(name);
  }
  const circles = nodes.flatMap(({ kind, name }) => (kind === 'stochastic' ? [name] : []));
  const plan = (name: string) => ({
    name,
    nodes: Object.fromEntries(circles.filter(draw.chance).map((circle) => [circle, randomEntry(draw)])),
    ...(draw.chance() ? { samples: 2 + draw.below(9) } : {}),
    ...(draw.chance() ? { credit: 'all' as const } : {}),
  });
  return {
    scg: 1,
    title: draw.pick(['Untitled', 'Graph "é" \\ \u{1d703}', ''], 'Untitled'),
    about: draw.pick(['', 'Line\nline, $x^2$'], ''),
    seed: draw.pick([1, 0, 4294967295], 1),
    nodes,
    plans: ['P', 'Q 2'].filter(draw.chance).map(plan),
  };
}

/** Random choices, the same for the same seed. */
class Draws {
  #drawn = 0;

  constructor(readonly seed: number) {}

  below(n: number): number {
    const words = new Uint32Array([this.seed, this.#drawn++, 0, 0]);
    pcg4d(words);
    return (words[0] ?? 0) % n;
  }

  readonly chance = (): boolean => this.below(2) === 1;

  pick<T>(items: readonly T[], fallback: T): T {
    return items[this.below(items.length)] ?? fallback;
  }

  number(): number {
    return (this.below(2001) - 1000) / 64;
  }
}

function randomNode(draw: Draws, common: Pick<Node, 'name' | 'at' | 'label'>, parents: string[]): Node {
  const sum = parents.length > 0 ? parents.join('+') : '1';
  const expression = draw.chance() ? { expression: `tanh(${sum})` } : {};
  switch (draw.below(5)) {
    case 0: {
      const matrix = () => [
        [draw.number(), 1e-9],
        [3, -4],
      ];
      return { ...common, kind: 'parameter', value: draw.chance() ? draw.number() : matrix() };
    }
    case 1:
      return { ...common, kind: 'input', value: { shape: [2, 3], init: 'normal', scale: 0.1, seed: 7 } };
    case 2:
      return { ...common, kind: 'deterministic', parents, ...expression };
    case 3:
      return { ...common, kind: 'cost', parents, ...expression, ...(draw.chance() ? { trains: [] } : {}) };
    default:
      return {
        ...common,
        kind: 'stochastic',
        parents,
        ...(draw.chance() ? { distribution: 'Normal' as const, args: { loc: sum, scale: 'exp(1)' } } : {}),
        ...(draw.chance() ? { shape: [3] } : {}),
      };
  }
}

function randomEntry(draw: Draws): NodePlan {
  if (draw.chance()) return { estimator: 'pathwise' };
  if (draw.chance()) return { estimator: 'score' };
  return { estimator: 'score', baseline: draw.chance() ? draw.number() : { kind: 'average', decay: 0.5 } };
}
