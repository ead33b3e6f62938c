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
      <g className={styles.edge}>
        <path d="M-124 0H-74" />
        <path d="M2 0L-16 -7L-16 7Z" transform="translate(-72 0)" />
      </g>
      <g className={styles.edge}>
        <path d="M14 0H54" />
        <path d="M2 0L-16 -7L-16 7Z" transform="translate(58 0)" />
      </g>
      <g className={styles.node} data-look="stochastic">
        <circle cx="-168" cy="0" r="42" />
        <text x="-168" y="-8" dy="0.34em">
          u
        </text>
        <path className={styles.bars} d={bars(NOISE, -189, 34, 6, 40)} />
      </g>
      <g className={styles.node} data-look="deterministic">
        <rect x="-68" y="-40" width="80" height="80" rx="10" />
        <text x="-28" y="0" dy="0.34em">
          x
        </text>
      </g>
      <path className={styles.bars} d={bars(TARGET, 68, 48, 13, 96)} />
      <g className={styles.edge}>
        <path d="M66 44C96 42 100 -52 128 -52C158 -52 162 40 214 45" />
        <path className={styles.ground} d="M64 49H214" />
      </g>
    </svg>
  );
}
