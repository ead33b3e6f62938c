import {
  type Analysis,
  type Document,
  type Graph,
  type GraphNode,
  gamesOf,
  labelOf,
  type Node,
  nodeLatex,
  parentsOf,
  type Violation,
} from '../../engine';
import { placesOf } from '../../state/document/places';
import type { View } from '../../state/shell/session';
import { freestSpot } from './freestSpot';
import { type Look, type Shape, shapeOf } from './shapes';
import { type Point, toPixels } from './units';

/** What the canvas shows: nodes with their places, and edges. Plain data, made from a document and one plan's analysis. */
export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly arcs: readonly SceneArc[];
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

/** From a cost back to a circle that it is credited to. */
export interface SceneArc {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** More arcs than this at once say nothing. */
const MOST_ARCS = 24;

export function sceneOf(document: Document, analysis: Analysis | undefined, view: View): Scene {
  const places = placesOf(document);
  const centres = new Map<string, Point>();
  for (const [name, place] of places) centres.set(name, toPixels(place));
  if (view === 'graph' || !analysis) return drawn(document, analysis, centres);
  return view === 'rewritten' ? rewritten(analysis, centres) : surrogate(analysis, centres);
}

export function shapesOf(nodes: readonly SceneNode[]): Map<string, Shape> {
  return new Map(nodes.map(({ id, look, centre, letters }) => [id, shapeOf(look, centre, letters)]));
}

/** What the visitor points at: a formula's term speaks of the `highlight`. */
export interface Pointed {
  readonly hovered: string | undefined;
  readonly highlight: readonly string[];
  readonly selection: readonly string[];
}

/** The arcs that are shown: all, or of too many those of what is pointed at. */
export function arcsInView({ arcs }: Scene, { hovered, highlight, selection }: Pointed): readonly SceneArc[] {
  if (arcs.length <= MOST_ARCS) return arcs;
  if (highlight.length > 0)
    return arcs.filter(({ from, to }) => highlight.includes(from) && highlight.includes(to));
  const ends = hovered === undefined ? selection : [hovered];
  return arcs.filter(({ from, to }) => ends.includes(from) || ends.includes(to));
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

const KIND_WORDS: Readonly<Record<Node['kind'], string>> = {
  parameter: 'parameter',
  input: 'input',
  deterministic: 'deterministic node',
  stochastic: 'stochastic node',
  cost: 'cost',
};

function sceneNode(node: Node, centre: Point): SceneNode {
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

function drawn(
  document: Document,
  analysis: Analysis | undefined,
  centres: ReadonlyMap<string, Point>,
): Scene {
  const names = new Set(document.nodes.map(({ name }) => name));
  const violated = violationsByEdge(analysis);
  return {
    nodes: document.nodes.map((node) => sceneNode(node, centreOf(centres, node.name))),
    edges: document.nodes.flatMap((node) =>
      [...new Set(parentsOf(node))]
        .filter((parent) => names.has(parent))
        .map((parent) => edge(parent, node.name, { own: true, violation: violated })),
    ),
    arcs: arcsOf(analysis, names),
  };
}

/** The graph after the plan's rewrite: noise circles stand beside the squares that they feed. */
function rewritten(analysis: Analysis, centres: ReadonlyMap<string, Point>): Scene {
  const nodes = rewrittenNodes(analysis.rewritten, centres);
  const violated = violationsByEdge(analysis);
  return {
    nodes,
    edges: edgesOf(analysis.rewritten).map(([from, to]) => edge(from, to, { violation: violated })),
    arcs: arcsOf(analysis, new Set(nodes.filter(({ look }) => look !== 'noise').map(({ id }) => id))),
  };
}

function rewrittenNodes(graph: Graph, centres: ReadonlyMap<string, Point>): SceneNode[] {
  const latexIn = nodeLatex(graph);
  const taken = [...graph.nodes.values()]
    .filter(({ role }) => role !== 'noise')
    .map((node) => shapeOf(node.kind, centreOf(centres, node.name), lettersOf(labelOf(node.source))));
  return [...graph.nodes.values()].map((node) => {
    if (node.role !== 'noise') {
      const plain = sceneNode(node.source, centreOf(centres, node.name));
      return node.role === 'reparameterized'
        ? { ...plain, look: 'deterministic', words: `deterministic node ${node.name}, a function of noise` }
        : plain;
    }
    const latex = latexIn(node.name);
    const at = centreOf(centres, node.source.name);
    const centre = freestSpot(at, 104, shapeOf('noise', at, 1), taken);
    taken.push(shapeOf('noise', centre, 1));
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

/**
 * The surrogate loss as a deterministic graph, in the manner of the paper's figure 1: every sampled circle is a constant
 * that feeds a square with its log density times the costs below it, and these squares and the costs add up to L; in a game
 * to a loss for every player.
 */
function surrogate(analysis: Analysis, centres: ReadonlyMap<string, Point>): Scene {
  const graph = analysis.rewritten;
  const nodes = rewrittenNodes(graph, centres);
  const edges = edgesOf(graph).map(([from, to]) =>
    edge(from, to, { dashed: graph.nodes.get(to)?.kind === 'stochastic' }),
  );
  const known = new Map(nodes.map((node) => [node.id, node]));
  const taken = [...shapesOf(nodes).values()];
  const right = Math.max(...nodes.map(({ centre }) => centre.x));
  const middle = nodes.reduce((sum, { centre }) => sum + centre.y, 0) / nodes.length;
  const losses = lossesOf(analysis);
  losses.forEach(({ latex, costs, words }, index) => {
    const loss = freshId(losses.length > 1 ? `L${index + 1}` : 'L', known);
    const terms = [...costs];
    for (const node of graph.nodes.values()) {
      if (node.kind !== 'stochastic' || node.role === 'noise') continue;
      const own = (analysis.downstreamCosts.get(node.name) ?? []).filter((cost) => costs.includes(cost));
      if (node.parents.length === 0 || own.length === 0) continue;
      const score = scoreNode(node, own, graph, known, taken, losses.length > 1 ? String(index + 1) : '');
      taken.push(shapeOf(score.look, score.centre, score.letters));
      nodes.push(score);
      terms.push(score.id);
      edges.push(edge(node.name, score.id, { dashed: true }));
      for (const parent of node.parents) edges.push(edge(parent, score.id, {}));
    }
    nodes.push({
      id: loss,
      look: 'loss',
      latex,
      letters: 1,
      centre: { x: right + 190, y: middle + (index - (losses.length - 1) / 2) * 130 },
      source: loss,
      own: false,
      words,
    });
    edges.push(...terms.map((term) => edge(term, loss, {})));
  });
  return { nodes, edges, arcs: [] };
}

/** One loss, or in a game one for every group of parameters that has costs of its own. */
function lossesOf({ structure: { document }, rewritten }: Analysis) {
  const games = gamesOf(document);
  const names = [...rewritten.nodes.values()].filter(({ kind }) => kind === 'cost').map(({ name }) => name);
  if (games.length < 2) return [{ latex: 'L', costs: names, words: 'surrogate loss' }];
  return games.map(({ parameters, costs }) => {
    const labels = parameters.flatMap((name) => {
      const node = document.nodes.find((own) => own.name === name);
      return node ? [labelOf(node)] : [];
    });
    return {
      latex: `L_{${labels.join(',')}}`,
      costs,
      words: `surrogate loss of ${parameters.join(' and ')}`,
    };
  });
}

function scoreNode(
  node: GraphNode,
  costs: readonly string[],
  graph: Graph,
  known: ReadonlyMap<string, SceneNode>,
  taken: readonly Shape[],
  mark: string,
): SceneNode {
  const own = labelOf(node.source);
  const credit =
    costs.length <= 3
      ? costs
          .map((cost) => graph.nodes.get(cost))
          .map((cost) => (cost ? labelOf(cost.source) : ''))
          .join('+')
      : `\\hat{Q}_{${own}}`;
  const latex = `\\log p(${own})\\,\\lfloor ${credit}\\rfloor`;
  const letters = lettersOf(latex) + 1;
  const at = known.get(node.name)?.centre ?? { x: 0, y: 0 };
  return {
    id: freshId(`score${mark}_${node.name}`, known),
    look: 'score',
    latex,
    letters,
    centre: freestSpot(at, 100, shapeOf('score', at, letters), taken),
    source: node.name,
    own: false,
    words: `log density of ${node.name} times its downstream costs`,
  };
}

/** An id that no node has: names cannot hold a middle dot. */
function freshId(name: string, known: ReadonlyMap<string, unknown>): string {
  return known.has(name) ? `${name}·` : name;
}

interface EdgeFields {
  readonly dashed?: boolean;
  readonly own?: boolean;
  readonly violation?: ReadonlyMap<string, Violation>;
}

function edge(from: string, to: string, { dashed = false, own = false, violation }: EdgeFields): SceneEdge {
  const id = `${from}>${to}`;
  return { id, from, to, dashed, own, violation: violation?.get(id) };
}

function edgesOf(graph: Graph): [from: string, to: string][] {
  return [...graph.nodes.values()].flatMap(({ name, parents }) =>
    parents.map((parent): [string, string] => [parent, name]),
  );
}

function arcsOf(analysis: Analysis | undefined, shown: ReadonlySet<string>): SceneArc[] {
  if (!analysis) return [];
  const arcs: SceneArc[] = [];
  for (const [node, costs] of analysis.downstreamCosts) {
    if (!shown.has(node)) continue;
    for (const cost of costs) arcs.push({ id: `${cost}~${node}`, from: cost, to: node });
  }
  return arcs;
}

function violationsByEdge(analysis: Analysis | undefined): ReadonlyMap<string, Violation> {
  return new Map(analysis?.violations.map((violation) => [violation.edge.join('>'), violation]) ?? []);
}

function centreOf(centres: ReadonlyMap<string, Point>, name: string): Point {
  return centres.get(name) ?? { x: 0, y: 0 };
}
