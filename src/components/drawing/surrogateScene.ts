import { type Analysis, type Graph, type GraphNode, gamesOf, labelOf } from '../../engine';
import { freestSpot } from './freestSpot';
import { edge, edgesOf, lettersOf, rewrittenNodes, type Scene, type SceneNode, shapesOf } from './sceneNodes';
import { type NodeShape, nodeShapeOf } from './shapes';
import type { Point } from './units';

/** Of log densities times costs. With more, as in a game of many players, the graph is shown without them. */
const MOST_SCORES = 2000;

/**
 * The surrogate loss as a deterministic graph, in the manner of the paper's figure 1: every sampled circle is a constant
 * that feeds a square with its log density times the costs below it, and these squares and the costs add up to L; in a game
 * to a loss for every player.
 */
export function surrogateScene(analysis: Analysis, centres: ReadonlyMap<string, Point>): Scene {
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
  const circles = [...graph.nodes.values()].filter(
    ({ kind, role, parents }) => kind === 'stochastic' && role !== 'noise' && parents.length > 0,
  );
  if (losses.length * circles.length > MOST_SCORES) return { nodes, edges, arcs: [], lacksTerms: true };
  losses.forEach(({ latex, costs, words }, index) => {
    const loss = freshId(losses.length > 1 ? `L${index + 1}` : 'L', known);
    const terms = [...costs];
    for (const node of circles) {
      const own = (analysis.creditedCosts.get(node.name) ?? []).filter((cost) => costs.includes(cost));
      if (own.length === 0) continue;
      const score = scoreNode(node, own, graph, known, taken, losses.length > 1 ? String(index + 1) : '');
      taken.push(nodeShapeOf(score.look, score.centre, score.letters));
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
  taken: readonly NodeShape[],
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
    centre: freestSpot(at, 100, nodeShapeOf('score', at, letters), taken),
    source: node.name,
    own: false,
    words: `log density of ${node.name} times its downstream costs`,
  };
}

/** An id that no node has: names cannot hold a middle dot. */
function freshId(name: string, known: ReadonlyMap<string, unknown>): string {
  return known.has(name) ? `${name}·` : name;
}
