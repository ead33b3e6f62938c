import { type CSSProperties, type KeyboardEvent, memo, useRef, useState } from 'react';
import type { Side } from '../../engine';
import { type Look, sizeOf } from '../canvas/shapes';
import { Tex } from '../math/Tex';
import { FIELD, type Figure } from './figure';
import type { Lit, Pointed } from './lit';
import { drawnAt, type Morph, routeAt, type Sprite, spriteAt, type Track } from './morph';
import styles from './Picture.module.css';
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
/** Nodes smaller than this are too small for a narrow screen. */
const SMALL = 0.4;
/** Names are set no smaller than this, in px of the field, as far as their nodes have room. */
const LEAST_LETTERS = 12.5;

/** A graph after its plan as a drawing, anywhere on its way into another one. */
export const Picture = memo(function Picture({ label, side, morph, t, lit, marked, onPoint }: PictureProps) {
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
        <svg className={styles.drawing} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          {(['left', 'right'] as const).map((from) =>
            drawn[from] > UNSEEN ? (
              <g key={from} opacity={drawn[from] * (lit ? 0.4 : 1)}>
                <DrawnEdges figure={morph[from]} />
              </g>
            ) : null,
          )}
          {morph.links.map((link) => {
            const seen = routeAt(link, byTrack, t);
            if (!seen) return null;
            const { route, opacity } = seen;
            return (
              <g
                key={link.id}
                className={styles.edge}
                data-kind={link.kind}
                data-alone={link.on !== 'both'}
                opacity={opacity * (lit ? 0.4 : 1)}
              >
                {link.kind === 'credit' ? (
                  <path
                    d={route.path}
                    style={{ strokeWidth: 1.6 * width, strokeDasharray: `0 ${5 * width}` }}
                  />
                ) : (
                  <>
                    <path
                      d={route.path}
                      strokeDasharray={link.dashed ? '5 4' : undefined}
                      style={{ strokeWidth: width }}
                    />
                    <path d={HEAD} transform={headAt(route.tip, route.angle, 0.6)} />
                  </>
                )}
              </g>
            );
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
        <Labels label={label} side={side} sprites={sprites} emphasis={emphasis} onPoint={onPoint} />
      </div>
    </div>
  );
});

const HEAD = 'M1 0L-13 -5L-13 5Z';

function headAt({ x, y }: { readonly x: number; readonly y: number }, angle: number, size: number): string {
  return `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${((angle * 180) / Math.PI).toFixed(1)}) scale(${size})`;
}

const DrawnEdges = memo(function DrawnEdges({ figure: { edges, nodeScale } }: { readonly figure: Figure }) {
  return (
    <g className={styles.edge} transform={`scale(${nodeScale})`}>
      {edges.map(({ id, route }) => (
        <g key={id}>
          <path d={route.path} style={{ strokeWidth: 1.4 / Math.sqrt(nodeScale) }} />
          <path d={HEAD} transform={headAt(route.tip, route.angle, Math.min(1.2, 0.55 / nodeScale))} />
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
        <g key={`${look} ${letters}`} className={styles.look} data-look={look} opacity={share}>
          <Outline look={look} letters={letters} rim={1.3 / scale} strong={emphasis === 'strong'} />
        </g>
      ))}
      {marked && (
        <g
          className={styles.mark}
          data-mark={marked}
          style={{ strokeWidth: (marked === 'first' ? 2.4 : 1.2) / scale }}
        >
          <Outline look={looks[0]?.look ?? 'cost'} letters={looks[0]?.letters ?? 1} beyond={7 / scale} />
        </g>
      )}
    </g>
  );
}

interface OutlineProps {
  readonly look: Look;
  readonly letters: number;
  /** Width of the rim; missing: the style has it. */
  readonly rim?: number;
  readonly strong?: boolean;
  /** How far outside of the node it is drawn, then once. */
  readonly beyond?: number;
}

function Outline({ look, letters, rim, strong = false, beyond = 0 }: OutlineProps) {
  const stroke = rim !== undefined && strong ? 2 * rim : rim;
  const [width, height] = sizeOf(look, letters);
  const box = (inset: number) => ({
    x: inset - width / 2,
    y: inset - height / 2,
    width: width - 2 * inset,
    height: height - 2 * inset,
    strokeWidth: stroke,
  });
  if (look === 'stochastic' || look === 'noise') {
    const dash = look === 'noise' && rim !== undefined ? `${4 * rim} ${3 * rim}` : undefined;
    return <circle r={width / 2 + beyond} strokeWidth={stroke} strokeDasharray={dash} />;
  }
  return (
    <>
      <rect {...box(-beyond)} rx={10 + beyond} />
      {look === 'cost' && rim !== undefined && <rect {...box(2.2 + 2.4 * rim)} rx="6" strokeWidth={rim} />}
    </>
  );
}

interface LabelsProps {
  readonly label: string;
  readonly side: Side;
  readonly sprites: readonly Sprite[];
  readonly emphasis: (track: Track) => 'strong' | 'dim' | 'none';
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

/** What nodes are called, and what points at them: one stop of the tab key, and arrow keys from node to node. */
function Labels({ label, side, sprites, emphasis, onPoint }: LabelsProps) {
  const list = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<string>();
  const order = [...sprites].sort((a, b) => a.centre.x - b.centre.x || a.centre.y - b.centre.y);
  const stop = order.find(({ track }) => track.id === current) ?? order[0];
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !stop) return;
    event.preventDefault();
    const next = order[(order.indexOf(stop) + step + order.length) % order.length];
    if (!next) return;
    setCurrent(next.track.id);
    list.current?.querySelector<HTMLElement>(`[data-track="${next.track.id}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: nodes of a drawing are no fields of a form
    <div ref={list} className={styles.labels} role="group" aria-label={label} onKeyDown={move}>
      {sprites.map((sprite) => {
        const { track, centre, scale, label: name, looks } = sprite;
        const pointed = pointedAt(track);
        const look = looks.toSorted((a, b) => b.share - a.share)[0]?.look ?? 'deterministic';
        const [width, height] = sizeOf(look, 1);
        const letters = lettersOf(look);
        // Sizes stay while it moves, so that nothing is laid out anew on the way.
        const style: CSSProperties & Record<'--scale', number> = {
          '--scale': scale,
          width: onField(width),
          height: onField(height),
          fontSize: onField(letters),
          transform: `translate(${onField(centre.x - width / 2)}, ${onField(centre.y - height / 2)}) scale(${scale.toFixed(4)})`,
        };
        const enlarged = Math.min(MOST_ENLARGED[look] ?? 1.9, Math.max(1, LEAST_LETTERS / (letters * scale)));
        return (
          <button
            key={track.id}
            type="button"
            className={styles.label}
            data-track={track.id}
            data-look={look}
            data-standing={sprite.standing}
            data-emphasis={emphasis(track)}
            tabIndex={track === stop?.track ? 0 : -1}
            style={style}
            aria-label={wordsOf(track, side)}
            onPointerEnter={() => onPoint(pointed)}
            onPointerLeave={() => onPoint(undefined)}
            onFocus={() => {
              setCurrent(track.id);
              onPoint(pointed);
            }}
            onBlur={() => onPoint(undefined)}
          >
            {name && (
              <span
                key={name.side}
                className={styles.letters}
                style={{ opacity: name.share, scale: enlarged }}
              >
                <Tex latex={name.latex} />
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

/** Where it is another than 1.9, by which most names with an index still fit. */
const MOST_ENLARGED: Readonly<Partial<Record<Look, number>>> = {
  noise: 1.8,
  cost: 1.6,
  parameter: 3,
  input: 3,
};

function lettersOf(look: Look): number {
  if (look === 'parameter' || look === 'input') return 30;
  return look === 'noise' ? 20 : 25;
}

/** A length on the field, as a share of its width. */
function onField(length: number): string {
  return `${((100 * length) / WIDTH).toFixed(3)}cqw`;
}

function pointedAt({ left, right }: Track): Pointed | undefined {
  const [side, node]: [Side, Track['left']] = left ? ['left', left] : ['right', right];
  return node && { side, names: [node.name] };
}

const BECOMES = { kept: '', inside: ', put into what reads it', gone: ', left out' } as const;

/** A node in the words of one side, where it is in both. */
function wordsOf({ left, right }: Track, side: Side): string {
  const [own, other] = side === 'left' ? [left, right] : [right, left];
  if (own && other) return `${own.words}, which is ${other.words} on the ${OTHER[side]}`;
  const node = own ?? other;
  return node ? node.words + BECOMES[node.standing] : '';
}

const OTHER = { left: 'right', right: 'left' } as const;
