import { deterministicallyInfluences, type Graph, influences, perObject } from '../../engine';

/**
 * How a node stands out while something is pointed at: the thing itself, what it influences deterministically or
 * otherwise, the rest. `none` while nothing is pointed at.
 */
export type Emphasis = 'none' | 'self' | 'strong' | 'weak' | 'dim';

type Standing = ReadonlyMap<string, Emphasis>;

const standingsIn = perObject((_: Graph) => new Map<string, Standing>());

/** How `name` stands while `hovered` is pointed at, or while a formula's term speaks of `highlight`. */
export function emphasisOf(
  graph: Graph | undefined,
  hovered: string | undefined,
  highlight: readonly string[],
  name: string,
): Emphasis {
  if (highlight.length > 0) return highlight.includes(name) ? 'self' : 'dim';
  if (hovered === undefined || !graph?.nodes.has(hovered)) return 'none';
  return standingOf(graph, hovered).get(name) ?? 'dim';
}

function standingOf(graph: Graph, hovered: string): Standing {
  const ofGraph = standingsIn(graph);
  let standing = ofGraph.get(hovered);
  if (!standing) {
    const strong = deterministicallyInfluences(graph, hovered);
    standing = new Map([
      ...[...influences(graph, hovered)].map((name): [string, Emphasis] => [
        name,
        strong.has(name) ? 'strong' : 'weak',
      ]),
      [hovered, 'self'],
    ]);
    ofGraph.set(hovered, standing);
  }
  return standing;
}
