import type { ReactNode, RefObject } from 'react';
import styles from './Pictures.module.css';

interface DrawnProps {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly label: string;
  readonly children?: ReactNode;
}

/** A canvas that takes its size from its place, and what belongs below it. */
export function PlacedCanvas({ canvas, label, children }: DrawnProps) {
  return (
    <div className={styles.latent}>
      <div className={styles.place}>
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
      {children}
    </div>
  );
}
