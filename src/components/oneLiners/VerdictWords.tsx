import { formatCount, formatNumber, formatTick } from '../ui/numbers';
import type { NamedTest, TrialVerdict } from './gauges';
import styles from './TrialFigure.module.css';

/** What is wrong with draws that nobody expects to be wrong. */
const CHANCE = 'one right line in a thousand is this far off by chance; reseed';

/** The verdict, and the numbers that it rests on. */
export function VerdictWords({
  verdict,
  fault = CHANCE,
}: {
  verdict: TrialVerdict;
  fault?: string | undefined;
}) {
  const { agrees, tests, n, p, none } = verdict;
  return (
    <>
      <p>
        {agrees ? (
          <strong className={styles.agrees}>agrees</strong>
        ) : (
          <>
            <strong className={styles.differs}>does not</strong>: {fault}
          </>
        )}
      </p>
      <p className={`quiet ${styles.numbers}`}>
        {tests.map(statisticWords).join(', ')}, <span>n = {formatCount(n)}</span>, <span>{pWords(p)}</span>
        {tests.length > 1 && ` (${tests.length} tests)`}
        {none > 0 && `; ${formatCount(none)} are no numbers`}
      </p>
    </>
  );
}

function statisticWords({ letter, result: { statistic } }: NamedTest): string {
  return `${letter} = ${formatTick(statistic, Math.abs(statistic) < 0.1 ? 1e-4 : 1e-3)}`;
}

const SMALLEST = 1e-4;

function pWords(p: number): string {
  return p < SMALLEST ? 'p < 0.0001' : `p = ${formatNumber(p)}`;
}
