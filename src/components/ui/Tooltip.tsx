import { type ReactNode, useId, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './Tooltip.module.css';

interface TooltipProps {
  readonly words: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Words that appear over their child while it is hovered or focused. */
export function Tooltip({ words, children, className }: TooltipProps) {
  const [at, setAt] = useState<{ x: number; y: number }>();
  const id = useId();
  const show = (element: Element) => {
    const box = element.getBoundingClientRect();
    setAt({ x: box.left + box.width / 2, y: box.top });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only shows words, which the child carries as its description
    <span
      className={className}
      aria-describedby={at ? id : undefined}
      onPointerEnter={(event) => show(event.currentTarget)}
      onPointerLeave={() => setAt(undefined)}
      onFocus={(event) => show(event.currentTarget)}
      onBlur={() => setAt(undefined)}
    >
      {children}
      {at && <FloatingWords id={id} x={at.x} y={at.y} words={words} />}
    </span>
  );
}

interface FloatingWordsProps {
  readonly x: number;
  readonly y: number;
  readonly words: ReactNode;
  readonly id?: string;
  readonly tone?: 'plain' | 'error';
}

/** Words over a place of the window, kept inside it. */
export function FloatingWords({ x, y, words, id, tone = 'plain' }: FloatingWordsProps) {
  const nudge = (element: HTMLSpanElement | null) => {
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(8, Math.min(x - width / 2, innerWidth - width - 8))}px`;
    element.style.top = `${y - height - 8 < 4 ? y + 24 : y - height - 8}px`;
  };
  return createPortal(
    <span
      ref={nudge}
      id={id}
      role={tone === 'error' ? 'alert' : 'tooltip'}
      className={`floating ${styles.words} ${tone === 'error' ? styles.error : ''}`}
    >
      {words}
    </span>,
    document.body,
  );
}
