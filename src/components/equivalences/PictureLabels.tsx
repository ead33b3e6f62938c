import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import type { Side } from '../../engine';
import { FittedName } from '../drawing/FittedName';
import { type Look, nodeSizeOf } from '../drawing/shapes';
import { FIELD } from './figure';
import styles from './GraphPicture.module.css';
import type { Pointed } from './lit';
import type { Sprite } from './morph';
import type { Track } from './morphLinks';

const [WIDTH] = FIELD;
/** Names are set no smaller than this, in px of the field, as far as their nodes have room. */
const LEAST_LETTERS = 12.5;

interface PictureLabelsProps {
  readonly label: string;
  readonly side: Side;
  readonly sprites: readonly Sprite[];
  readonly emphasis: (track: Track) => 'strong' | 'dim' | 'none';
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

/** What nodes are called, and what points at them: one stop of the tab key, and arrow keys from node to node. */
export function PictureLabels({ label, side, sprites, emphasis, onPoint }: PictureLabelsProps) {
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
    <div ref={list} className="cover" role="group" aria-label={label} onKeyDown={move}>
      {sprites.map((sprite) => (
        <Label
          key={sprite.track.id}
          sprite={sprite}
          side={side}
          emphasis={emphasis(sprite.track)}
          isStop={sprite.track === stop?.track}
          onFocus={setCurrent}
          onPoint={onPoint}
        />
      ))}
    </div>
  );
}

interface LabelProps extends Pick<PictureLabelsProps, 'side' | 'onPoint'> {
  readonly sprite: Sprite;
  readonly emphasis: ReturnType<PictureLabelsProps['emphasis']>;
  /** Whether the tab key stops at it. */
  readonly isStop: boolean;
  readonly onFocus: (track: string) => void;
}

function Label({ sprite, side, emphasis, isStop, onFocus, onPoint }: LabelProps) {
  const { track, centre, scale, label: name, looks } = sprite;
  const pointed = pointedAt(track);
  const [most] = looks.toSorted((a, b) => b.share - a.share);
  const { look, letters: count } = most ?? { look: 'deterministic', letters: 1 };
  const [width, height] = nodeSizeOf(look, 1);
  const letters = sizeOfLetters(look);
  // Sizes stay while it moves, so that nothing is laid out anew on the way.
  const style: CSSProperties & Record<'--scale', number> = {
    '--scale': scale,
    width: onField(width),
    height: onField(height),
    fontSize: onField(letters),
    transform: `translate(${onField(centre.x - width / 2)}, ${onField(centre.y - height / 2)}) scale(${scale.toFixed(4)})`,
  };
  const seen: CSSProperties & Record<'--enlarged', number> = {
    '--enlarged': Math.max(1, LEAST_LETTERS / (letters * scale)),
    opacity: name?.share,
  };
  return (
    <button
      type="button"
      className={`centred ${styles.label}`}
      data-track={track.id}
      data-look={look}
      data-standing={sprite.standing}
      data-emphasis={emphasis}
      tabIndex={isStop ? 0 : -1}
      style={style}
      aria-label={wordsOf(track, side)}
      onPointerEnter={() => onPoint(pointed)}
      onPointerLeave={() => onPoint(undefined)}
      onFocus={() => {
        onFocus(track.id);
        onPoint(pointed);
      }}
      onBlur={() => onPoint(undefined)}
    >
      {name && (
        <FittedName
          key={name.side}
          className={styles.letters}
          style={seen}
          latex={name.latex}
          look={look}
          letters={count}
        />
      )}
    </button>
  );
}

function sizeOfLetters(look: Look): number {
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

const BECOMES = { kept: '', inside: ', substituted into what uses it', gone: ', left out' } as const;

/** A node in the words of one side, where it is in both. */
function wordsOf({ left, right }: Track, side: Side): string {
  const [own, other] = side === 'left' ? [left, right] : [right, left];
  if (own && other) return `${own.words}, which is ${other.words} on the ${OTHER[side]}`;
  const node = own ?? other;
  return node ? node.words + BECOMES[node.standing] : '';
}

const OTHER = { left: 'right', right: 'left' } as const;
