import { lookOf } from './looks';
import styles from './MeanBar.module.css';
import type { MethodRow } from './rows';

interface MeanBarProps {
  readonly row: MethodRow;
  readonly truth: number;
  readonly axis: readonly [number, number];
}

/** Half of what the criterion allows, in standard errors, and the bar that it draws. */
const WIDE = 4;

/** The truth as a line through all rows, the exact mean as a tick, the measured mean with one and with four standard errors. */
export function MeanBar({ row, truth, axis: [low, high] }: MeanBarProps) {
  const { mean, standardError, exactMean, method } = row;
  const share = (value: number) => (value - low) / (high - low);
  const at = (value: number) => `${100 * Math.min(1, Math.max(0, share(value)))}%`;
  const isOutside = share(mean) < 0 || share(mean) > 1;
  return (
    <div className={styles.cell} style={{ color: lookOf(method).css }} aria-hidden="true">
      <span className={styles.truth} style={{ left: at(truth) }} />
      {Number.isFinite(mean) && (
        <>
          <span
            className={styles.wide}
            style={bar(at(mean - WIDE * standardError), at(mean + WIDE * standardError))}
          />
          <span className={styles.narrow} style={bar(at(mean - standardError), at(mean + standardError))} />
          {isOutside ? (
            <span
              className={styles.beyond}
              style={{ left: at(mean) }}
              data-side={mean < low ? 'left' : 'right'}
            >
              {mean < low ? '◀' : '▶'}
            </span>
          ) : (
            <span className={styles.mean} style={{ left: at(mean) }} />
          )}
        </>
      )}
      {share(exactMean) >= 0 && share(exactMean) <= 1 && (
        <span className={styles.exact} style={{ left: at(exactMean) }} />
      )}
    </div>
  );
}

const bar = (left: string, right: string) => ({ left, width: `calc(${right} - ${left})` });
