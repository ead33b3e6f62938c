import { NodeSketch } from './NodeSketch';
import { SketchedArrow } from './SketchedArrow';
import styles from './Thumbnail.module.css';

/** Heights of the two small histograms: even noise, and what a line makes of it. */
const NOISE = [0.52, 0.55, 0.5, 0.54, 0.51, 0.55, 0.52];
const TARGET = [0.06, 0.16, 0.36, 0.68, 0.98, 0.9, 0.62, 0.38, 0.22, 0.12, 0.06];

/** Bars from a base line up, as SVG path data. */
function bars(heights: readonly number[], left: number, base: number, step: number, reach: number): string {
  return heights
    .map((height, i) => `M${left + i * step} ${base}v${-height * reach}h${step - 1.5}V${base}Z`)
    .join('');
}

/** A small drawing of the table: a circle of noise, a square with a line, and the target's density over the draws. */
export function TableThumbnail() {
  return (
    <svg className={styles.thumbnail} viewBox="-235 -125 470 250" aria-hidden="true">
      <SketchedArrow path="M-124 0H-74" tip={{ x: -71, y: 0 }} />
      <SketchedArrow path="M12 0H54" tip={{ x: 58, y: 0 }} />
      <NodeSketch look="stochastic" centre={{ x: -168, y: 0 }} name="u" lift={8} />
      <path className={styles.bars} d={bars(NOISE, -189, 34, 6, 40)} />
      <NodeSketch look="deterministic" centre={{ x: -28, y: 0 }} name="x" />
      <path className={styles.bars} d={bars(TARGET, 68, 48, 13, 96)} />
      <g className={styles.edge}>
        <path d="M66 44C96 42 100 -52 128 -52C158 -52 162 40 214 45" />
        <path className={styles.ground} d="M64 49H214" />
      </g>
    </svg>
  );
}
