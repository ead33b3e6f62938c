import { type Graph, labelOf, type Node, nodeLatex, type Violation } from '../../engine';
import { freestSpot } from './freestSpot';
import { KIND_WORDS } from './kinds';
import { type Look, type NodeShape, nodeShapeOf } from './shapes';
import type { Point } from './units';

/** What the canvas shows: nodes with their places, and edges. Plain data, made from a document and one plan's analysis. */
export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly arcs: readonly SceneArc[];
  /** Whether the terms of the surrogate loss are left out, since they are too many to draw. */
  readonly lacksTerms?: boolean;
}

/** From a cost back to a circle that it is credited to. */
export interface SceneArc {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export interface SceneNode {
  readonly id: string;
  readonly look: Look;
  readonly latex: string;
  readonly letters: number;
  readonly centre: Point;
  /** The node of the document that it is, or that it came from. */
  readonly source: string;
  /** Whether it is in the document, so that it can be moved, connected and removed. */
  readonly own: boolean;
  /** For assistive technology and the text test: `stochastic node x`. */
  readonly words: string;
}

export interface SceneEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Dashed: a value is passed on, but no gradient flows back. */
  readonly dashed: boolean;
  readonly own: boolean;
  readonly violation: Violation | undefined;
}

export function shapesOf(nodes: readonly SceneNode[]): Map<string, NodeShape> {
  return new Map(nodes.map(({ id, look, centre, letters }) => [id, nodeShapeOf(look, centre, letters)]));
}

/** About how many letters a formula shows: commands count as one, braces and signs as none. */
export function lettersOf(latex: string): number {
  const bare = latex
    .replace(/\\(?:mathrm|mathbf|mathit|text|tilde|hat|bar|dot|vec)\b/g, '')
    .replace(/\\[A-Za-z]+/g, 'a')
    .replace(/_\{([^}]*)\}|_(.)/g, (_, long: string | undefined, short: string | undefined) =>
      'a'.repeat(Math.ceil((long ?? short ?? '').length * 0.6)),
    );
  return Math.max(1, bare.replace(/[{}^_\\\s]/g, '').length);
}

export function sceneNode(node: Node, centre: Point): SceneNode {
  const latex = labelOf(node);
  return {
    id: node.name,
    look: node.kind,
    latex,
    letters: lettersOf(latex),
    centre,
    source: node.name,
    own: true,
    words: `${KIND_WORDS[node.kind]} ${node.name}`,
  };
}

export function rewrittenNodes(graph: Graph, centres: ReadonlyMap<string, Point>): SceneNode[] {
  const latexIn = nodeLatex(graph);
  const taken = [...graph.nodes.values()]
    .filter(({ role }) => role !== 'noise')
    .map((node) => nodeShapeOf(node.kind, centreOf(centres, node.name), lettersOf(labelOf(node.source))));
  return [...graph.nodes.values()].map((node) => {
    if (node.role !== 'noise') {
      const plain = sceneNode(node.source, centreOf(centres, node.name));
      return node.role === 'reparameterized'
        ? { ...plain, look: 'deterministic', words: `deterministic node ${node.name}, a function of noise` }
        : plain;
    }
    const latex = latexIn(node.name);
    const at = centreOf(centres, node.source.name);
    const centre = freestSpot(at, 104, nodeShapeOf('noise', at, 1), taken);
    taken.push(nodeShapeOf('noise', centre, 1));
    return {
      id: node.name,
      look: 'noise',
      latex,
      letters: lettersOf(latex),
      centre,
      source: node.source.name,
      own: false,
      words: `noise ${node.name}`,
    };
  });
}

interface EdgeFields {
  readonly dashed?: boolean;
  readonly own?: boolean;
  readonly violation?: ReadonlyMap<string, Violation>;
}

export function edge(
  from: string,
  to: string,
  { dashed = false, own = false, violation }: EdgeFields,
): SceneEdge {
  const id = `${from}>${to}`;
  return { id, from, to, dashed, own, violation: violation?.get(id) };
}

export function edgesOf(graph: Graph): [from: string, to: string][] {
  return [...graph.nodes.values()].flatMap(({ name, parents }) =>
    parents.map((parent): [string, string] => [parent, name]),
  );
}

export function centreOf(centres: ReadonlyMap<string, Point>, name: string): Point {
  return centres.get(name) ?? { x: 0, y: 0 };
}
