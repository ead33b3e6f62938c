import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import { Tex } from '../ui/Tex';
import styles from './FittedName.module.css';
import { roomFor } from './letters';
import { type Look, nodeSizeOf } from './shapes';

interface FittedNameProps {
  readonly latex: string;
  readonly look: Look;
  readonly letters: number;
  readonly className?: string;
  readonly style?: CSSProperties;
}

/**
 * A node's name as mathematics: set smaller where it would not fit, and larger, as far as it fits, where all is seen from afar
 * (`--enlarged`). It stands in an element as high as the node.
 */
export function FittedName({ latex, look, letters, className = '', style }: FittedNameProps) {
  const host = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the formula is what is measured
  useLayoutEffect(() => {
    if (host.current) fitSoon(host.current, { look, letters });
  }, [latex, look, letters]);
  return (
    <span ref={host} className={`${styles.name} ${className}`} style={style}>
      <Tex latex={latex} />
    </span>
  );
}

interface Of {
  readonly look: Look;
  readonly letters: number;
}

const waiting = new Map<HTMLElement, Of>();

/** Tells names how far they may be scaled, all of a commit at once and before they are seen: measured, and only then written. */
function fitSoon(name: HTMLElement, of: Of): void {
  if (waiting.size === 0)
    queueMicrotask(() => {
      // A scale leaves what is measured alone.
      const fitted = [...waiting].map(([element, own]) => [element, fitOf(element, own)] as const);
      waiting.clear();
      for (const [element, fit] of fitted) element.style.setProperty('--fit', fit.toFixed(3));
    });
  waiting.set(name, of);
}

function fitOf(name: HTMLElement, { look, letters }: Of): number {
  const [, height] = nodeSizeOf(look, letters);
  const unit = (name.parentElement?.offsetHeight || height) / height;
  const [wide, high] = roomFor(look, letters);
  return unit * Math.min(wide / name.offsetWidth, high / name.offsetHeight);
}
