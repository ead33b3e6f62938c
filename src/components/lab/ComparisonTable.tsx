import type { ReactNode } from 'react';
import type { TruthReport } from '../../engine';
import { sentence } from '../../state/shell/words';
import { type CoordinateTruth, type PlanRow, type PlanVerdict, truthName } from '../results/comparison';
import table from '../results/NumberTable.module.css';
import { TailSign } from '../results/TailSign';
import { Noted } from '../ui/Noted';
import { formatBounded, formatNumber, formatQuantity, formatRough, NO_NUMBER } from '../ui/numbers';
import { Swatch } from '../ui/Swatch';
import styles from './ComparisonTable.module.css';

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
    <table className={`${table.table} ${styles.table}`}>
      <thead>
        <tr>
          <th scope="col">plan</th>
          <th scope="col">mean</th>
          <th scope="col">{nameOf(method)}</th>
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
              <Swatch plan={places[i] ?? 0} />
              {row.plan}
            </th>
            <td>
              <Measured row={row} value={row.mean} error={row.standardError} />
              {row.heavyTail && <TailSign tail={row.heavyTail} />}
            </td>
            <td>{truth ? <TruthCell truth={truth} method={method} spread={row.variance} /> : NO_NUMBER}</td>
            <td className={styles.words}>
              <VerdictWords verdict={row.verdict} row={row} reference={nameOf(method)} />
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

/** What estimates are held against. */
function nameOf(method: ComparisonTableProps['method']): CoordinateTruth['name'] {
  return method ? truthName({ method }) : 'truth';
}

interface TruthCellProps extends Pick<ComparisonTableProps, 'method'> {
  readonly truth: CoordinateTruth;
  /** The variance of an estimate, against which a zero is one. */
  readonly spread: number;
}

/** Bounds above this share of a truth, or of a standard deviation where it is zero, are shown beside it. */
const SHOWN = 5e-4;
const SHOWN_OF_ZERO = 1e-6;

function TruthCell({ truth, method, spread }: TruthCellProps) {
  const small = truth.mean === 0 ? SHOWN_OF_ZERO * Math.sqrt(spread) : SHOWN * Math.abs(truth.mean);
  const within = truth.standardError > 0 || truth.bound > small ? truth.standardError || truth.bound : 0;
  return (
    <span
      title={
        method === 'long-run'
          ? 'from a long run, with its standard error'
          : truth.bound > 0
            ? `exact to within ${formatNumber(truth.bound)}`
            : undefined
      }
    >
      {truth.text}
      {within > 0 && <span className={`quiet ${styles.error}`}> ± {formatRough(within)}</span>}
    </span>
  );
}

/** A number with its standard error as a tooltip, or why there is none. */
function Measured({ row, value, error }: { row: PlanRow; value: number; error: number }): ReactNode {
  if (row.broken) {
    return (
      <span
        className="error"
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

/** Why neither bias nor its absence can be told. */
const UNKNOWN: Readonly<Record<Extract<PlanVerdict, { kind: 'unknown' }>['why'], string>> = {
  bounds:
    'Exact mean and truth agree within the bounds of their errors, but these bounds are too wide to decide.',
  withdrawn: 'The exact truth was withdrawn: a simulation disagrees with it.',
  tail: 'The estimates have so heavy a tail that their standard error decides nothing.',
};

interface SaidProps {
  readonly words: string;
  /** What the exact moments hold for, or why there are none. */
  readonly note: string | undefined;
  readonly children: ReactNode;
}

/** A verdict with its ground; where there is more to know, it shows that there is. */
function Said({ words, note, children }: SaidProps) {
  if (note === undefined) return <span title={words}>{children}</span>;
  return <Noted words={`${sentence(words)} ${sentence(note)}`.trim()}>{children}</Noted>;
}

interface VerdictWordsProps {
  readonly verdict: PlanVerdict;
  readonly row: PlanRow;
  readonly reference: CoordinateTruth['name'];
}

function VerdictWords({ verdict, row, reference }: VerdictWordsProps): ReactNode {
  const { note } = row;
  switch (verdict.kind) {
    case 'open':
      return NO_NUMBER;
    case 'unknown':
      return (
        <Said words={UNKNOWN[verdict.why]} note={note ?? ''}>
          cannot tell
        </Said>
      );
    case 'unbiased':
      return (
        <Said words="at these numbers its exact mean is the exact gradient" note={note}>
          unbiased
        </Said>
      );
    case 'biased elsewhere':
      return (
        <Said words="its exact mean is the truth here, but not everywhere" note={note}>
          <strong>biased elsewhere</strong>
        </Said>
      );
    case 'agrees':
      return (
        <Said words={`the measured mean is within four standard errors of the ${reference}`} note={note}>
          no bias seen, {formatNumber(verdict.distance)} s.e.
        </Said>
      );
    case 'biased': {
      if (verdict.by === 'run')
        return (
          <Said
            words={`the measured mean is more than four standard errors from the ${reference}`}
            note={note}
          >
            <strong>biased, {formatNumber(verdict.distance)} s.e. off</strong>
          </Said>
        );
      if (row.exactMean === undefined) return <strong>biased</strong>;
      const mean = formatBounded(row.exactMean, row.exactMeanError);
      return (
        <Said words={`its exact mean is ${mean}`} note={note}>
          <strong>biased: exact mean {mean}</strong>
        </Said>
      );
    }
  }
}
