import { planColour } from '../ui/palette';
import styles from './Thumbnail.module.css';

/** Heights, and how far the means of the small drawing reach to either side of their middle, by the colours of plans. */
const MEANS = [
  { y: -84, middle: 8, reach: 150, colour: 0 },
  { y: -42, middle: -10, reach: 96, colour: 4 },
  { y: 0, middle: 66, reach: 34, colour: 2 },
  { y: 42, middle: -4, reach: 22, colour: 1 },
  { y: 84, middle: 20, reach: 118, colour: 3 },
] as const;

/** A small drawing of the view: means with their errors around one truth, one of them biased. */
export function EveryEstimatorThumbnail() {
  return (
    <svg className={styles.thumbnail} viewBox="-235 -125 470 250" aria-hidden="true">
      {MEANS.map(({ y, middle, reach, colour }) => (
        <g key={y} stroke={planColour(colour)} fill={planColour(colour)}>
          <path d={`M${middle - reach} ${y}H${middle + reach}`} strokeWidth="5" />
          <circle cx={middle} cy={y} r="10" stroke="none" />
        </g>
      ))}
      <g className={styles.edge}>
        <path d="M0 -112V112" />
      </g>
    </svg>
  );
}
