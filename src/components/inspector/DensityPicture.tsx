import type { NodeDensity } from '../../engine';
import { linearTicks } from '../lab/figure';
import { formatNumber, formatTick } from '../ui/numbers';
import styles from './DensityPicture.module.css';

const WIDTH = 320;
const HEIGHT = 72;
const BASE = 18;
const MARGIN = 8;

/** A distribution as a small drawing: a filled density, or a stem for every mass. */
export function DensityPicture({ density, name }: { density: NodeDensity; name: string }) {
  const { kind, x, height } = density;
  const isMass = kind === 'mass';
  const [low, high] = isMass ? [(x[0] ?? 0) - 0.6, (x.at(-1) ?? 1) + 0.6] : [x[0] ?? 0, x.at(-1) ?? 1];
  // A density that rises without bound at an end would leave nothing of the rest.
  const top = isMass ? Math.max(...height) : highest(height);
  const across = (value: number) => MARGIN + ((value - low) / (high - low || 1)) * (WIDTH - 2 * MARGIN);
  const up = (value: number) => HEIGHT - (Math.min(value, top) / (top || 1)) * (HEIGHT - 6);
  const places = [...x.keys()];
  const { values, step } = linearTicks(low, high, 6);
  const ticks = isMass ? values.filter(Number.isInteger) : values;
  const outline = places
    .map((i) => `${across(x[i] ?? 0).toFixed(1)},${up(height[i] ?? 0).toFixed(1)}`)
    .join(' ');
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${WIDTH} ${HEIGHT + BASE}`}
      role="img"
      aria-label={`${isMass ? 'Probabilities' : 'Density'} of ${name} from ${formatNumber(low)} to ${formatNumber(high)}`}
    >
      {isMass ? (
        places.map((i) => (
          <rect
            key={x[i]}
            className={styles.stem}
            x={across(x[i] ?? 0) - stemWidth(x.length) / 2}
            y={up(height[i] ?? 0)}
            width={stemWidth(x.length)}
            height={HEIGHT - up(height[i] ?? 0)}
            rx={1}
          />
        ))
      ) : (
        <>
          <polygon
            className={styles.area}
            points={`${across(low)},${HEIGHT} ${outline} ${across(high)},${HEIGHT}`}
          />
          <polyline className={styles.outline} points={outline} />
        </>
      )}
      <line className={styles.axis} x1={MARGIN} x2={WIDTH - MARGIN} y1={HEIGHT} y2={HEIGHT} />
      {ticks.map((tick) => (
        <text key={tick} className={styles.tick} x={across(tick)} y={HEIGHT + 13} textAnchor="middle">
          {formatTick(tick, step)}
        </text>
      ))}
    </svg>
  );
}

function stemWidth(count: number): number {
  return Math.min(22, Math.max(2, (0.6 * (WIDTH - 2 * MARGIN)) / count));
}

function highest(height: Float64Array): number {
  const sorted = height.filter(Number.isFinite).sort();
  return Math.min(sorted.at(-1) ?? 1, 3 * (sorted[Math.floor(0.9 * sorted.length)] ?? 1) || 1);
}
