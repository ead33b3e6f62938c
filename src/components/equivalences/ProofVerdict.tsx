import { comparisonWords, editWords, type UsedStep } from '../../engine';
import styles from './ProofVerdict.module.css';
import { Spelled } from './Spelled';
import type { Answer } from './useProof';

interface VerdictProps {
  readonly answer: Answer | undefined;
  readonly isOld: boolean;
  readonly isSlow: boolean;
}

/** What the checker says, and of a difference all that was found. */
export function ProofVerdict({ answer, isOld, isSlow }: VerdictProps) {
  return (
    <div className={styles.verdict} role="status" aria-busy={isOld} data-slow={isSlow}>
      {isSlow ? <p className={styles.waiting}>comparing…</p> : answer && <Words answer={answer} />}
    </div>
  );
}

function Words({ answer: { news } }: { readonly answer: Answer }) {
  if (news.kind === 'failed')
    return (
      <p className={styles.words}>
        <strong className="error">The comparison failed:</strong> {news.message}
      </p>
    );
  const { comparison } = news.attempt;
  switch (comparison.kind) {
    case 'equivalent':
      return (
        <p className={styles.words}>
          <strong className="good">equivalent:</strong> the surrogate losses agree term by term
          {assumedWords(comparison.used)}
        </p>
      );
    case 'different': {
      const { first, edits } = comparison.difference;
      const others = edits.filter((edit) => edit !== first);
      return (
        <>
          <p className={styles.words}>
            <strong className="error">different:</strong> <Spelled text={editWords(first)} />
          </p>
          {others.length > 0 && (
            <details className={styles.others}>
              <summary>
                {others.length === 1 ? 'and one more change' : `and ${others.length} more changes`}
              </summary>
              <ul>
                {others.map((edit) => (
                  <li key={editWords(edit)}>
                    <Spelled text={editWords(edit)} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      );
    }
    case 'undecided':
      return (
        <p className={styles.words}>
          <strong className="warning">undecided:</strong>{' '}
          {comparisonWords(comparison)[0]?.replace(/^undecided: /, '')}
        </p>
      );
  }
}

/** What the proof rests on: steps that change no gradient are no assumptions. */
function assumedWords(used: readonly UsedStep[]): string {
  const count = used.filter(({ nature }) => nature === 'assumption').length;
  if (count === 0) return '';
  return count === 1 ? ', on the one assumption below' : `, on the ${count} assumptions below`;
}
