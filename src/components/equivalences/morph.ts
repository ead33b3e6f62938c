import type { Pair, Side } from '../../engine';
import { type Route, routeBent } from '../drawing/routes';
import type { Look, NodeShape } from '../drawing/shapes';
import type { Point } from '../drawing/units';
import { type FigureNode, type GraphFigure, outlineOf, roleLookOf, type Standing } from './figure';
import { type Link, linksOf, type Track } from './morphLinks';
import { mixed, partsAt, pointBetween } from './morphParts';

export interface Morph {
  readonly left: GraphFigure;
  readonly right: GraphFigure;
  readonly tracks: readonly Track[];
  readonly links: readonly Link[];
}

/** What is seen of a node at some time. */
export interface Sprite {
  readonly track: Track;
  readonly centre: Point;
  readonly scale: number;
  readonly opacity: number;
  /** Its part in the graph that it is drawn in: what is put in, or gone, is drawn fainter. */
  readonly standing: Standing;
  /** Each with its share, which sum to 1. */
  readonly looks: readonly { readonly look: Look; readonly letters: number; readonly share: number }[];
  /** Its name, and how much of it is seen: one gives way to the other, never both at once. */
  readonly label: { readonly side: Side; readonly latex: string; readonly share: number } | undefined;
}

export function morphOf(left: GraphFigure, right: GraphFigure, pairs: readonly Pair[]): Morph {
  const partner = new Map(pairs.map((pair) => [pair.left, pair.right]));
  const taken = new Set<string>();
  const tracks = left.nodes.map((node): Track => {
    const name = keptAs(node);
    const other = name === undefined ? undefined : right.shows.get(partner.get(name) ?? '');
    if (other) taken.add(other.name);
    return {
      id: `left ${node.name}`,
      left: node,
      right: other,
      between: { left: lookBetween(left, name), right: other && lookBetween(right, keptAs(other)) },
      home: homeOf(left, node),
    };
  });
  const alone = right.nodes
    .filter(({ name }) => !taken.has(name))
    .map(
      (node): Track => ({
        id: `right ${node.name}`,
        left: undefined,
        right: node,
        between: { left: undefined, right: lookBetween(right, keptAs(node)) },
        home: homeOf(right, node),
      }),
    );
  const all = [...tracks, ...alone];
  return { left, right, tracks: all, links: linksOf(left, right, all) };
}

function keptAs({ standing, holders }: FigureNode): string | undefined {
  return standing === 'kept' ? holders[0] : undefined;
}

function lookBetween({ form }: GraphFigure, name: string | undefined): Look | undefined {
  const node = form?.nodes.find((own) => own.name === name);
  return node && roleLookOf(node);
}

function homeOf({ shows }: GraphFigure, { standing, holders }: FigureNode): FigureNode | undefined {
  return standing === 'inside' ? shows.get(holders[0] ?? '') : undefined;
}

export function spriteAt(track: Track, morph: Morph, t: number): Sprite {
  const { contract, rename, unfold } = partsAt(t);
  const { left: a, right: b } = track;
  const shares = [
    [a?.look, a?.letters, 1 - contract],
    [track.between.left, a?.letters, contract * (1 - rename)],
    [track.between.right, b?.letters, rename * (1 - unfold)],
    [b?.look, b?.letters, unfold],
  ] as const;
  const looks = new Map<string, Sprite['looks'][number]>();
  for (const [look, letters, share] of shares) {
    if (look === undefined || letters === undefined || share === 0) continue;
    const known = looks.get(`${look} ${letters}`);
    looks.set(`${look} ${letters}`, { look, letters, share: share + (known?.share ?? 0) });
  }
  const opacity = Math.min(
    1,
    [...looks.values()].reduce((sum, { share }) => sum + share, 0),
  );
  return {
    track,
    ...standAt(track, morph, t),
    opacity,
    standing: (a ?? b)?.standing ?? 'gone',
    looks: [...looks.values()].map((own) => ({ ...own, share: own.share / (opacity || 1) })),
    label: labelAt(track, rename),
  };
}

function labelAt({ left, right }: Track, rename: number): Sprite['label'] {
  const side = left && (!right || rename < 0.5) ? 'left' : 'right';
  const node = side === 'left' ? left : right;
  if (!node) return undefined;
  const isRenamed = left && right && left.latex !== right.latex;
  return { side, latex: node.latex, share: isRenamed ? Math.max(FAINTEST, Math.abs(1 - 2 * rename)) : 1 };
}

/** Of a name in the middle of its change: where the slider rests there, it can still be read. */
const FAINTEST = 0.35;

interface Stand {
  readonly centre: Point;
  readonly scale: number;
}

function standAt({ left, right, home }: Track, morph: Morph, t: number): Stand {
  const { contract, rename, unfold } = partsAt(t);
  const there =
    left && (home ? intoAt('left', left, home, contract, morph, t) : keptAt('left', left, morph, t));
  const here =
    right && (home ? intoAt('right', right, home, 1 - unfold, morph, t) : keptAt('right', right, morph, t));
  if (there && here)
    return {
      centre: pointBetween(there.centre, here.centre, rename),
      scale: mixed(there.scale, here.scale, rename),
    };
  return there ?? here ?? { centre: { x: 0, y: 0 }, scale: 1 };
}

/** Where a node that stays stands among those of its own side. */
function keptAt(side: Side, { name, centre }: FigureNode, morph: Morph, t: number): Stand {
  const { contracted, nodeScale } = morph[side];
  const share = partsAt(t).spread[side];
  const place = contracted.places.get(name);
  if (!place) return { centre, scale: nodeScale };
  return {
    centre: pointBetween(centre, place, share),
    scale: mixed(nodeScale, contracted.nodeScale, share),
  };
}

function intoAt(
  side: Side,
  { centre }: FigureNode,
  home: FigureNode,
  share: number,
  morph: Morph,
  t: number,
): Stand {
  const { centre: target, scale } = keptAt(side, home, morph, t);
  return { centre: pointBetween(centre, target, share), scale };
}

/** How much is seen of a link at some time, and its line; undefined where nothing is. */
export function routeAt(
  link: Link,
  sprites: ReadonlyMap<string, Sprite>,
  t: number,
): { readonly route: Route; readonly opacity: number } | undefined {
  const { contract, rename, unfold } = partsAt(t);
  const share = { both: 1, left: 1 - rename, right: rename }[link.on];
  // Drawn edges go and come in the other halves of these parts.
  const opacity = share * Math.max(0, 2 * contract - 1) * Math.max(0, 1 - 2 * unfold);
  const [from, to] = [sprites.get(link.from), sprites.get(link.to)];
  if (opacity === 0 || !from || !to) return undefined;
  const bend = mixed(link.bends.left, link.bends.right, rename);
  const route = routeBent(shapeOfSprite(from), shapeOfSprite(to), bend, link.kind === 'credit' ? 6 : 2);
  return route && { route, opacity };
}

/** How much is seen of the edges of the left and of the right graph as they are drawn. */
export function drawnAt(t: number): Readonly<Record<Side, number>> {
  const { contract, unfold } = partsAt(t);
  return { left: Math.max(0, 1 - 2 * contract), right: Math.max(0, 2 * unfold - 1) };
}

function shapeOfSprite({ looks, centre, scale }: Sprite): NodeShape {
  const [most] = [...looks].sort((a, b) => b.share - a.share);
  return outlineOf(most?.look ?? 'deterministic', most?.letters ?? 1, centre, scale);
}
