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
  readonly morph: Morph;
  /** 0: the left graph; 1: the right one. */
  readonly t: number;
  readonly lit: Lit | undefined;
  /** Nodes of the normal forms that a difference is about. */
  readonly marked: Marked;
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

const [WIDTH, HEIGHT] = FIELD;
/** Below this a node is as good as not there. */
const UNSEEN = 0.02;
/** Formulas are set no smaller than this, in px of the field. */
const LEAST_LETTERS = 12;

/** A graph after its plan as a drawing, anywhere on its way into another one. */
export function Picture({ label, morph, t, lit, marked, onPoint }: PictureProps) {
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
  const isMarked = ({ left, right }: Track): boolean =>
    left?.holders.some((name) => left.standing === 'kept' && marked.left.has(name)) === true ||
    right?.holders.some((name) => right.standing === 'kept' && marked.right.has(name)) === true;
  const drawn = drawnAt(t);
  return (
    <div className={styles.scroll}>
      <div className={styles.field} data-large={sprites.length > 14}>
        <svg className={styles.drawing} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          {(['left', 'right'] as const).map((side) =>
            drawn[side] > UNSEEN ? (
              <g key={side} opacity={drawn[side] * (lit ? 0.4 : 1)}>
                <DrawnEdges figure={morph[side]} />
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
                data-alone={link.on !== 'both'}
                opacity={opacity * (lit ? 0.4 : 1)}
              >
                <path d={route.path} strokeDasharray={link.dashed ? '5 4' : undefined} />
                <path d={HEAD} transform={headAt(route.tip, route.angle, 0.6)} />
              </g>
            );
          })}
          {sprites.map((sprite) => (
            <Shapes
              key={sprite.track.id}
              sprite={sprite}
              emphasis={emphasis(sprite.track)}
              marked={isMarked(sprite.track)}
            />
          ))}
        </svg>
        <Labels label={label} sprites={sprites} emphasis={emphasis} onPoint={onPoint} />
      </div>
    </div>
  );
}

const HEAD = 'M1 0L-13 -5L-13 5Z';

function headAt({ x, y }: { readonly x: number; readonly y: number }, angle: number, size: number): string {
  return `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${((angle * 180) / Math.PI).toFixed(1)}) scale(${size})`;
}

const DrawnEdges = memo(function DrawnEdges({ figure: { edges, nodeScale } }: { readonly figure: Figure }) {
  return (
    <g className={styles.edge} transform={`scale(${nodeScale})`}>
      {edges.map(({ id, route }) => (
        <g key={id}>
          <path d={route.path} strokeWidth={1.1 / nodeScale} />
          <path d={HEAD} transform={headAt(route.tip, route.angle, Math.min(1.2, 0.55 / nodeScale))} />
        </g>
      ))}
    </g>
  );
});

interface ShapesProps {
  readonly sprite: Sprite;
  readonly emphasis: 'strong' | 'dim' | 'none';
  readonly marked: boolean;
}

/** The shapes of a node, one over the other while one turns into the other. */
function Shapes({ sprite, emphasis, marked }: ShapesProps) {
  const { centre, scale, opacity, looks, standing } = sprite;
  return (
    <g
      className={styles.symbol}
      data-emphasis={emphasis}
      data-standing={standing}
      data-marked={marked}
      transform={`translate(${centre.x.toFixed(2)} ${centre.y.toFixed(2)}) scale(${scale.toFixed(4)})`}
      opacity={opacity}
    >
      {looks.map(({ look, letters, share }) => (
        <g key={`${look} ${letters}`} className={styles.look} data-look={look} opacity={share}>
          <Outline look={look} letters={letters} stroke={1.3 / scale} />
        </g>
      ))}
      {marked && <circle className={styles.mark} r={56} strokeWidth={2 / scale} />}
    </g>
  );
}

function Outline({
  look,
  letters,
  stroke,
}: {
  readonly look: Look;
  readonly letters: number;
  readonly stroke: number;
}) {
  const [width, height] = sizeOf(look, letters);
  const box = (inset: number) => ({
    x: inset - width / 2,
    y: inset - height / 2,
    width: width - 2 * inset,
    height: height - 2 * inset,
    strokeWidth: stroke,
  });
  switch (look) {
    case 'stochastic':
      return <circle r={width / 2} strokeWidth={stroke} />;
    case 'noise':
      return <circle r={width / 2} strokeWidth={stroke} strokeDasharray={`${4 * stroke} ${3 * stroke}`} />;
    case 'cost':
      return (
        <>
          <rect {...box(0)} rx="10" />
          <rect {...box(2.2 + 2.4 * stroke)} rx="6" />
        </>
      );
    case 'parameter':
    case 'input':
      return <rect {...box(0)} rx="10" />;
    case 'deterministic':
    case 'score':
    case 'loss':
      return <rect {...box(0)} rx="8" />;
  }
}

interface LabelsProps {
  readonly label: string;
  readonly sprites: readonly Sprite[];
  readonly emphasis: (track: Track) => 'strong' | 'dim' | 'none';
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

/** What nodes are called, and what points at them: one stop of the tab key, and arrow keys from node to node. */
function Labels({ label, sprites, emphasis, onPoint }: LabelsProps) {
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
      {order.map((sprite) => {
        const { track, centre, scale, labels, looks } = sprite;
        const pointed = pointedAt(track);
        const look = looks.toSorted((a, b) => b.share - a.share)[0]?.look ?? 'deterministic';
        const [width, height] = sizeOf(look, 1);
        const style: CSSProperties = {
          left: `${(100 * centre.x) / WIDTH}%`,
          top: `${(100 * centre.y) / HEIGHT}%`,
          width: `${(100 * width * scale) / WIDTH}%`,
          height: `${(100 * height * scale) / HEIGHT}%`,
          fontSize: `${(100 * lettersSize(look, scale)) / WIDTH}cqw`,
        };
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
            aria-label={wordsOf(track)}
            onPointerEnter={() => onPoint(pointed)}
            onPointerLeave={() => onPoint(undefined)}
            onFocus={() => {
              setCurrent(track.id);
              onPoint(pointed);
            }}
            onBlur={() => onPoint(undefined)}
          >
            {labels.map(({ side, latex, share }) => (
              <span key={side} className={styles.letters} style={{ opacity: share }}>
                <Tex latex={latex} />
              </span>
            ))}
          </button>
        );
      })}
    </div>
  );
}

function lettersSize(look: Look, scale: number): number {
  const isLarge = look === 'parameter' || look === 'input';
  return Math.max(LEAST_LETTERS, (isLarge ? 30 : look === 'noise' ? 20 : 25) * scale);
}

function pointedAt({ left, right }: Track): Pointed | undefined {
  const [side, node]: [Side, Track['left']] = left ? ['left', left] : ['right', right];
  return node && { side, names: [node.name] };
}

const BECOMES = { kept: '', inside: ', put into what reads it', gone: ', left out' } as const;

function wordsOf({ left, right }: Track): string {
  if (left && right) return `${left.words}, which is ${right.words} on the right`;
  const node = left ?? right;
  return node ? node.words + BECOMES[node.standing] : '';
}
