import { exampleAt } from '../../presets/reinforcement/everyEstimator';
import { useEveryEstimator } from '../../state/views/everyEstimator';
import { goToGraph } from '../../state/views/page';
import { Button } from '../ui/Button';
import { formatCount, formatNumber, formatQuantity, formatRough, formatTick, NO_NUMBER } from '../ui/numbers';
import { lookOf } from './looks';
import { MeanBar } from './MeanBar';
import styles from './MethodLine.module.css';
import type { MethodRow } from './rows';

export interface MethodLineProps {
  readonly row: MethodRow;
  readonly truth: number;
  readonly axis: readonly [number, number];
  /** Smallest and greatest variance times seconds of all rows. */
  readonly works: readonly [number, number];
}

/** One method in the table: its mean as picture and number, what its formula says, and what an estimate costs. */
export function MethodLine({ row, truth, axis, works }: MethodLineProps) {
  const { method } = row;
  const { css, sign } = lookOf(method);
  const heading = `method-${method.id}`;
  return (
    <li className={styles.line} aria-labelledby={heading}>
      <div className={styles.method}>
        <h3 id={heading}>
          <span className={styles.sign} style={{ color: css }} aria-hidden="true">
            {sign}
          </span>
          {method.name}
        </h3>
        <p className={`quiet ${styles.words}`}>{method.words}</p>
      </div>
      <MeanBar row={row} truth={truth} axis={axis} />
      <Cell label="mean">
        <span title={`${formatCount(row.count)} estimates`}>
          {formatNumber(row.mean)}
          {Number.isFinite(row.standardError) && <small> ± {formatNumber(row.standardError)}</small>}
        </span>
      </Cell>
      <Cell label="bias">{row.bias === 0 ? '0' : formatNumber(row.bias)}</Cell>
      <div className={styles.verdict}>
        <Verdict row={row} />
      </div>
      <Cell label="variance">
        <span title={Number.isFinite(row.varianceError) ? `± ${formatNumber(row.varianceError)}` : undefined}>
          {formatNumber(row.variance)}
        </span>
      </Cell>
      <Cell label="time">{secondsWords(row)}</Cell>
      <Cell label="variance × µs">
        <Work row={row} works={works} />
      </Cell>
      <Button
        small
        look="quiet"
        className={styles.open ?? ''}
        aria-label={`Open ${method.name} as a graph`}
        onClick={() => {
          const { setting, seed } = useEveryEstimator.getState();
          goToGraph({ ...exampleAt(method, setting), seed }, method.plan);
        }}
      >
        Open
      </Button>
    </li>
  );
}

function Cell({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles.cell}>
      <span className={styles.label}>{label} </span>
      {children}
    </div>
  );
}

function Verdict({ row }: { readonly row: MethodRow }) {
  switch (row.verdict.kind) {
    case 'open':
      return (
        <span className={styles.open}>
          {row.count > 0 ? `${formatQuantity(row.count)} so far` : 'waiting'}
        </span>
      );
    case 'unbiased':
      return (
        <>
          <span>unbiased</span>
          <small>{formatTick(row.distance, 0.1)} s.e. off</small>
        </>
      );
    case 'biased':
      return (
        <>
          <strong>biased</strong>
          <small title="the measured mean, from the one that the formula gives">
            {formatTick(row.distance, 0.1)} s.e. from exact
          </small>
        </>
      );
    case 'off':
      return (
        <>
          <strong className="error">not as exact</strong>
          <small>{formatTick(row.distance, 0.1)} s.e. off</small>
        </>
      );
    case 'failed':
      return (
        <>
          <strong className="error">not measured</strong>
          <small>{row.verdict.why}</small>
        </>
      );
  }
}

const NANO = 1e9;

function secondsWords({ seconds, slowness }: MethodRow) {
  if (!Number.isFinite(seconds)) return NO_NUMBER;
  const nanoseconds = seconds * NANO;
  const [value, unit] = nanoseconds < 1000 ? [nanoseconds, 'ns'] : [nanoseconds / 1000, 'µs'];
  const words = `${formatRough(value)} ${unit}`;
  return slowness !== undefined ? (
    <span title={`on the reference executor, in float64: ${slowness}`}>{words} *</span>
  ) : (
    words
  );
}

/** On a logarithmic scale, from the best of all to the worst; those on another executor compare with none. */
function Work({
  row: { work, method, slowness },
  works: [least, most],
}: Pick<MethodLineProps, 'row' | 'works'>) {
  if (!(work > 0)) return NO_NUMBER;
  const share = most > least ? Math.log(work / least) / Math.log(most / least) : 1;
  return (
    <span className={styles.work}>
      {formatRough(work * 1e6)}
      <span className={styles.track} aria-hidden="true">
        {slowness === undefined && (
          <span style={{ width: `${4 + 96 * share}%`, background: lookOf(method).css }} />
        )}
      </span>
    </span>
  );
}
