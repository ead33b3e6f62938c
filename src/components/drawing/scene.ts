import { type Analysis, type Document, parentsOf, type Violation } from '../../engine';
import { placesOf } from '../../state/document/places';
import type { CanvasView } from '../../state/shell/session';
import { centreOf, edge, edgesOf, rewrittenNodes, type Scene, type SceneArc, sceneNode } from './sceneNodes';
import { surrogateScene } from './surrogateScene';
import { type Point, toPixels } from './units';

/** More arcs than this at once say nothing. */
const MOST_ARCS = 24;
/** Of more, none is drawn whatever is pointed at. */
const MOST_KNOWN_ARCS = 10_000;

export function sceneOf(document: Document, analysis: Analysis | undefined, view: CanvasView): Scene {
  const places = placesOf(document);
  const centres = new Map<string, Point>();
  for (const [name, place] of places) centres.set(name, toPixels(place));
  if (view === 'graph' || !analysis) return drawn(document, analysis, centres);
  return view === 'rewritten' ? rewritten(analysis, centres) : surrogateScene(analysis, centres);
}

/** What the visitor points at: a formula's term speaks of the `highlight`. */
export interface PointedAt {
  readonly hovered: string | undefined;
  readonly highlight: readonly string[];
  readonly selection: readonly string[];
}

/** The arcs that are shown: all, or of too many those of what is pointed at. */
export function arcsInView(
  { arcs }: Scene,
  { hovered, highlight, selection }: PointedAt,
): readonly SceneArc[] {
  if (arcs.length <= MOST_ARCS) return arcs;
  if (highlight.length > 0)
    return arcs.filter(({ from, to }) => highlight.includes(from) && highlight.includes(to));
  const ends = hovered === undefined ? selection : [hovered];
  return arcs.filter(({ from, to }) => ends.includes(from) || ends.includes(to));
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

function arcsOf(analysis: Analysis | undefined, shown: ReadonlySet<string>): SceneArc[] {
  if (!analysis) return [];
  let count = 0;
  for (const costs of analysis.creditedCosts.values()) count += costs.length;
  if (count > MOST_KNOWN_ARCS) return [];
  const arcs: SceneArc[] = [];
  for (const [node, costs] of analysis.creditedCosts) {
    if (!shown.has(node)) continue;
    for (const cost of costs) arcs.push({ id: `${cost}~${node}`, from: cost, to: node });
  }
  return arcs;
}

function violationsByEdge(analysis: Analysis | undefined): ReadonlyMap<string, Violation> {
  return new Map(analysis?.violations.map((violation) => [violation.edge.join('>'), violation]) ?? []);
}
