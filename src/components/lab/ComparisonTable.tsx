import type { ReactNode } from 'react';
import type { TruthReport } from '../../engine';
import { formatNumber, formatQuantity, NO_NUMBER } from '../ui/numbers';
import { planColour } from '../ui/palette';
import styles from './ComparisonTable.module.css';
import type { CoordinateTruth, PlanRow, Verdict } from './comparison';

interface ComparisonTableProps {
  readonly rows: readonly PlanRow[];
  /** Each row's place among all plans, which gives its colour. */
  readonly places: readonly number[];
  readonly truth: CoordinateTruth | undefined;
  readonly method: TruthReport['method'] | undefined;
}

/** What the figures show, in numbers: one row a plan. */
export function ComparisonTable({ rows, places, truth, method }: ComparisonTableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">plan</th>
          <th scope="col">mean</th>
          <th scope="col">truth</th>
          <th scope="col" className={styles.words}>
            verdict
          </th>
          <th scope="col">variance</th>
          <th scope="col" title="|mean| divided by the standard deviation of one estimate">
            signal-to-noise
          </th>
          <th scope="col">estimates / s</th>
          <th
            scope="col"
            title="variance times the seconds that one estimate takes: among unbiased plans, lower is better"
          >
            variance × time
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={row.plan}>
            <th scope="row">
              <span className={styles.swatch} style={{ background: planColour(places[i] ?? 0) }} />
              {row.plan}
            </th>
            <td>
              <Measured row={row} value={row.mean} error={row.standardError} />
            </td>
            <td>{truth ? <TruthCell truth={truth} method={method} /> : NO_NUMBER}</td>
            <td className={styles.words}>
              <VerdictWords verdict={row.verdict} row={row} />
            </td>
            <td>
              <Measured row={row} value={row.variance} error={row.varianceError} />
            </td>
            <td>{formatNumber(row.signalToNoise)}</td>
            <td>{formatQuantity(row.estimatesPerSecond)}</td>
            <td>{Number.isFinite(row.varianceTime) ? `${formatNumber(row.varianceTime)} s` : NO_NUMBER}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TruthCell({ truth, method }: Pick<ComparisonTableProps, 'method'> & { truth: CoordinateTruth }) {
  return (
    <span title={method === 'long-run' ? 'from a long run, with its standard error' : undefined}>
      {formatNumber(truth.mean)}
      {truth.standardError > 0 && (
        <span className={styles.error}> ± {formatNumber(truth.standardError)}</span>
      )}
    </span>
  );
}

/** A number with its standard error as a tooltip, or why there is none. */
function Measured({ row, value, error }: { row: PlanRow; value: number; error: number }): ReactNode {
  if (row.broken) {
    return (
      <span
        className={styles.broken}
        title="an estimate was NaN or infinite, or too large for single precision, so there is no mean: look for log, division or a power of numbers that reach 0, or scale the numbers down"
      >
        not finite
      </span>
    );
  }
  return (
    <span title={Number.isFinite(error) ? `± ${formatNumber(error)} (one standard error)` : undefined}>
      {formatNumber(value)}
    </span>
  );
}

function VerdictWords({ verdict, row }: { verdict: Verdict; row: PlanRow }): ReactNode {
  switch (verdict.kind) {
    case 'open':
      return NO_NUMBER;
    case 'unbiased':
      return <span title="its exact mean is the truth">unbiased</span>;
    case 'biased elsewhere':
      return <strong title="its exact mean is the truth here, but not everywhere">biased elsewhere</strong>;
    case 'agrees':
      return (
        <span title="the measured mean is within four standard errors of the truth">
          no bias seen, {formatNumber(verdict.distance)} s.e.
        </span>
      );
    case 'biased':
      return verdict.by === 'exact mean' ? (
        <strong
          title={row.exactMean === undefined ? undefined : `its exact mean is ${formatNumber(row.exactMean)}`}
        >
          biased{row.exactMean === undefined ? '' : `: exact mean ${formatNumber(row.exactMean)}`}
        </strong>
      ) : (
        <strong title="the measured mean is more than four standard errors from the truth">
          biased, {formatNumber(verdict.distance)} s.e. off
        </strong>
      );
  }
}
