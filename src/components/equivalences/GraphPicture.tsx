import { memo } from 'react';
import type { Side } from '../../engine';
import { ArrowHead } from '../drawing/ArrowHead';
import { Outline, Surrounding } from '../drawing/Outline';
import type { Route } from '../drawing/routes';
import { FIELD, type GraphFigure } from './figure';
import styles from './GraphPicture.module.css';
import type { Lit, Pointed } from './lit';
import { drawnAt, type Morph, routeAt, type Sprite, spriteAt } from './morph';
import type { Link, Track } from './morphLinks';
import { PictureLabels } from './PictureLabels';
import type { Marked } from './rows';

interface PictureProps {
  readonly label: string;
  /** Where it stands, and in whose words it tells of nodes. */
  readonly side: Side;
  readonly morph: Morph;
  /** 0: the left graph; 1: the right one. */
  readonly t: number;
  readonly lit: Lit | undefined;
  /** Nodes of the normal forms that the first change is about, and all others. */
  readonly marked: Readonly<Record<'first' | 'also', Marked>>;
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

const [WIDTH, HEIGHT] = FIELD;
/** Below this a node is as good as not there. */
const UNSEEN = 0.02;
const HEAD = 0.78;
/** Nodes smaller than this are too small for a narrow screen. */
const SMALL = 0.4;

/** A graph after its plan as a drawing, anywhere on its way into another one. */
export const GraphPicture = memo(function GraphPicture({
  label,
  side,
  morph,
  t,
  lit,
  marked,
  onPoint,
}: PictureProps) {
  const sprites = morph.tracks
    .map((track) => spriteAt(track, morph, t))
    .filter(({ opacity }) => opacity > UNSEEN);
  const byTrack = new Map(sprites.map((sprite) => [sprite.track.id, sprite]));
  const emphasis = (track: Track): 'strong' | 'dim' | 'none' => {
    if (!lit) return 'none';
    const isLit =
      (track.left !== undefined && lit.left.has(track.left.name)) ||
      (track.right !== undefined && lit.right.has(track.right.name));
    return isLit ? 'strong' : 'dim';
  };
  const isIn = (side: Side, node: Track['left'], own: Marked): boolean =>
    node?.standing === 'kept' && node.holders.some((name) => own[side].has(name));
  const markOf = ({ left, right }: Track): 'first' | 'also' | undefined =>
    (['first', 'also'] as const).find(
      (kind) => isIn('left', left, marked[kind]) || isIn('right', right, marked[kind]),
    );
  const drawn = drawnAt(t);
  const width = 1.4 * Math.sqrt(sprites[0]?.scale ?? 1);
  return (
    <div className="scrolls">
      <div
        className={styles.field}
        data-large={Math.min(morph.left.nodeScale, morph.right.nodeScale) < SMALL}
      >
        <svg className={`cover ${styles.drawing}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          {(['left', 'right'] as const).map((from) =>
            drawn[from] > UNSEEN ? (
              <g key={from} opacity={drawn[from] * (lit ? 0.4 : 1)}>
                <DrawnEdges figure={morph[from]} />
              </g>
            ) : null,
          )}
          {morph.links.map((link) => {
            const seen = routeAt(link, byTrack, t);
            return seen && <LinkView key={link.id} link={link} {...seen} width={width} isFaint={!!lit} />;
          })}
          {sprites.map((sprite) => (
            <Shapes
              key={sprite.track.id}
              sprite={sprite}
              emphasis={emphasis(sprite.track)}
              marked={markOf(sprite.track)}
            />
          ))}
        </svg>
        <PictureLabels label={label} side={side} sprites={sprites} emphasis={emphasis} onPoint={onPoint} />
      </div>
    </div>
  );
});

interface LinkViewProps {
  readonly link: Link;
  readonly route: Route;
  readonly opacity: number;
  readonly width: number;
  readonly isFaint: boolean;
}

function LinkView({ link, route, opacity, width, isFaint }: LinkViewProps) {
  const isCredit = link.kind === 'credit';
  return (
    <g
      className={styles.edge}
      data-kind={link.kind}
      data-alone={link.on !== 'both'}
      opacity={opacity * (isFaint ? 0.4 : 1)}
    >
      <path
        d={route.path}
        strokeDasharray={isCredit ? `0 ${5 * width}` : link.dashed ? '5 4' : undefined}
        style={{ strokeWidth: isCredit ? 1.6 * width : width }}
      />
      {!isCredit && <ArrowHead tip={route.tip} angle={route.angle} size={HEAD} />}
    </g>
  );
}

const DrawnEdges = memo(function DrawnEdges({
  figure: { edges, nodeScale },
}: {
  readonly figure: GraphFigure;
}) {
  return (
    <g className={styles.edge} transform={`scale(${nodeScale})`}>
      {edges.map(({ id, route }) => (
        <g key={id}>
          <path d={route.path} style={{ strokeWidth: 1.4 / Math.sqrt(nodeScale) }} />
          <ArrowHead tip={route.tip} angle={route.angle} size={Math.min(1.5, 0.7 / nodeScale)} />
        </g>
      ))}
    </g>
  );
});

interface ShapesProps {
  readonly sprite: Sprite;
  readonly emphasis: 'strong' | 'dim' | 'none';
  readonly marked: 'first' | 'also' | undefined;
}

/** The shapes of a node, one over the other while one turns into the other. */
function Shapes({ sprite, emphasis, marked }: ShapesProps) {
  const { centre, scale, opacity, looks, standing } = sprite;
  return (
    <g
      className={styles.symbol}
      data-emphasis={emphasis}
      data-standing={standing}
      transform={`translate(${centre.x.toFixed(2)} ${centre.y.toFixed(2)}) scale(${scale.toFixed(4)})`}
      opacity={opacity}
    >
      {looks.map(({ look, letters, share }) => (
        <g key={`${look} ${letters}`} className={styles.look} opacity={share}>
          <Outline look={look} letters={letters} rim={1.3 / scale} strong={emphasis === 'strong'} />
        </g>
      ))}
      {marked && (
        <g
          className={styles.mark}
          data-mark={marked}
          style={{ strokeWidth: (marked === 'first' ? 2.4 : 1.2) / scale }}
        >
          <Surrounding look={looks[0]?.look ?? 'cost'} letters={looks[0]?.letters ?? 1} beyond={7 / scale} />
        </g>
      )}
    </g>
  );
}
