import { scaleLinear } from 'd3-scale';
import type { NodeDensity } from '../../engine';
import { topOf } from '../plot/density';
import { linearTicks, ticksAcross } from '../plot/ticks';
import { formatNumber } from '../ui/numbers';
import styles from './SmallPicture.module.css';

const WIDTH = 320;
const HEIGHT = 72;
const BASE = 18;
const MARGIN = 8;

/** A distribution as a small drawing: a filled density, or a stem for every mass. */
export function DensityPicture({ density, name }: { density: NodeDensity; name: string }) {
  const { kind, x, height } = density;
  const isMass = kind === 'mass';
  const [low, high] = isMass ? [(x[0] ?? 0) - 0.6, (x.at(-1) ?? 1) + 0.6] : [x[0] ?? 0, x.at(-1) ?? 1];
  const top = isMass ? Math.max(...height) : topOf(height);
  const across = scaleLinear([low, high], [MARGIN, WIDTH - MARGIN]);
  const up = scaleLinear([0, top], [HEIGHT, 6]).clamp(true);
  const places = [...x.keys()];
  const { values, words } = ticksAcross(linearTicks, [low, high], 6, { length: WIDTH - 2 * MARGIN });
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
      {values.map((value, i) =>
        isMass && !Number.isInteger(value) ? null : (
          <text key={value} className={styles.number} x={across(value)} y={HEIGHT + 13} textAnchor="middle">
            {words[i]}
          </text>
        ),
      )}
    </svg>
  );
}

function stemWidth(count: number): number {
  return Math.min(22, Math.max(2, (0.6 * (WIDTH - 2 * MARGIN)) / count));
}
