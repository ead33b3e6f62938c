import { mendsOf, stepWords } from '../../engine';
import { addStep, useEquivalences } from '../../state/views/equivalences';
import { keyOf, type SidedStep } from '../../state/views/equivalencesAddress';
import { Button } from '../ui/Button';
import styles from './Mends.module.css';
import { claimOfPair, claimSteps } from './question';
import { Spelled } from './Spelled';
import type { Answer } from './useProof';

const MOST_OFFERS = 4;

/** What a visitor may presuppose of a pair of their own for a difference to go away, and all that a claim about it does. */
export function Mends({ answer: { question, news } }: { readonly answer: Answer }) {
  const choice = useEquivalences((state) => state.choice);
  if (choice.kind === 'claim' || news.kind !== 'done' || news.attempt.comparison.kind !== 'different')
    return null;
  const { comparison } = news.attempt;
  const stated = new Set(question.steps.map(keyOf));
  const isNew = (own: SidedStep): boolean => !stated.has(keyOf(own));
  const mends = comparison.difference.edits.flatMap((edit) => mendsOf(edit, comparison)).filter(isNew);
  const offers = [...new Map(mends.map((mend) => [keyOf(mend), mend])).values()].slice(0, MOST_OFFERS);
  const claim = claimOfPair(choice);
  const claimed = claim ? claimSteps(claim).filter(isNew) : [];
  if (offers.length + claimed.length === 0) return null;
  return (
    <div className={`row ${styles.mends}`}>
      <span>Presuppose</span>
      {offers.map((mend) => (
        <Button
          key={keyOf(mend)}
          small
          aria-label={`Presuppose that, on the ${mend.side}, ${stepWords(mend.step)}`}
          onClick={() => addStep(mend)}
        >
          <span>
            <Spelled text={`on the ${mend.side}, ${stepWords(mend.step)}`} />
          </span>
        </Button>
      ))}
      {claim && claimed.length > 0 && (
        <Button small onClick={() => claimed.forEach(addStep)}>
          {offers.length > 0 ? 'or all' : 'all'} that “{claim.title}” does
        </Button>
      )}
    </div>
  );
}
