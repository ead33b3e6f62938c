import { ArrowHead } from './ArrowHead';
import styles from './Thumbnail.module.css';
import type { Point } from './units';

interface SketchedArrowProps {
  /** SVG path data of the line. */
  readonly path: string;
  readonly tip: Point;
  readonly angle?: number;
}

/** An arrow in a thumbnail. */
export function SketchedArrow({ path, tip, angle = 0 }: SketchedArrowProps) {
  return (
    <g className={styles.edge}>
      <path d={path} />
      <ArrowHead className={styles.head} tip={tip} angle={angle} size={1.6} />
    </g>
  );
}
