import { type PointerEvent, useState } from 'react';
import { createPortal } from 'react-dom';
import type { NodeKind } from '../../engine';
import { KINDS } from '../drawing/kinds';
import { NodeSymbol } from '../drawing/NodeSymbol';
import styles from './NodePalette.module.css';

interface PaletteProps {
  /** A node was dropped at a point of the window; outside of the canvas this does nothing. */
  readonly onDrop: (kind: NodeKind, at: { x: number; y: number }) => void;
  /** A node was asked for without a place. */
  readonly onAdd: (kind: NodeKind) => void;
  readonly disabled: boolean;
}

interface Carried {
  readonly kind: NodeKind;
  readonly x: number;
  readonly y: number;
}

/** How far a press moves before it drags, in px. */
const SLACK = 5;

/** The five kinds of nodes. Drag one onto the canvas, or press it to add it in the middle; pointer events serve touch too. */
export function NodePalette({ onDrop, onAdd, disabled }: PaletteProps) {
  const [carried, setCarried] = useState<Carried>();

  const press = (kind: NodeKind) => (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0 || disabled) return;
    const { currentTarget, clientX, clientY, pointerId } = event;
    let dragging = false;
    const pressed = new AbortController();
    currentTarget.setPointerCapture(pointerId);
    const move = (moved: globalThis.PointerEvent) => {
      dragging ||= Math.hypot(moved.clientX - clientX, moved.clientY - clientY) > SLACK;
      if (dragging) setCarried({ kind, x: moved.clientX, y: moved.clientY });
    };
    const end = (ended: globalThis.PointerEvent) => {
      pressed.abort();
      setCarried(undefined);
      if (ended.type !== 'pointerup' || !dragging) return;
      currentTarget.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => currentTarget.removeEventListener('click', swallow, { capture: true }), 0);
      onDrop(kind, { x: ended.clientX, y: ended.clientY });
    };
    currentTarget.addEventListener('pointermove', move, pressed);
    for (const name of ['pointerup', 'pointercancel'] as const)
      currentTarget.addEventListener(name, end, pressed);
  };

  return (
    <div
      className={`column ${styles.palette}`}
      role="toolbar"
      aria-label="Add a node"
      aria-orientation="vertical"
    >
      {KINDS.map(({ kind, short, label, key }) => (
        <button
          key={kind}
          type="button"
          className={`column ${styles.item}`}
          aria-label={`Add ${label.toLowerCase()}`}
          title={`${label}: drag, or press ${key}`}
          disabled={disabled}
          onPointerDown={press(kind)}
          onClick={() => onAdd(kind)}
        >
          <span className={`centred ${styles.symbol}`}>
            <NodeSymbol kind={kind} size={26} />
          </span>
          <span>{short}</span>
        </button>
      ))}
      {carried &&
        createPortal(
          <div className={styles.carried} style={{ left: carried.x, top: carried.y }}>
            <NodeSymbol kind={carried.kind} size={60} />
          </div>,
          document.body,
        )}
    </div>
  );
}

/** The click that ends a drag is no press. */
function swallow(event: Event): void {
  event.stopPropagation();
}
