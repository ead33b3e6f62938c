import { nameToUnicode } from '../../engine';
import { useDocument } from '../../state/document/document';
import { optimizerGroups, withScaledRates } from '../../state/document/trainingEdits';
import { selectNodes } from '../../state/shell/session';
import { startTraining } from '../../state/training/training';
import { attemptOrSay } from '../ui/attempt';
import { Button } from '../ui/Button';
import { formatCount, formatInput } from '../ui/numbers';
import { useSlowTraining } from './slowTraining';
import styles from './TrainingPanel.module.css';

/** Of every rate: what is offered once numbers have left what is finite. */
const LOWER = 0.1;

/** With lower rates, on from the last good parameters. */
function goOnLower(): void {
  attemptOrSay((before) => withScaledRates(before, LOWER));
  startTraining();
}

/** Which plans stopped because a number was not finite, and what to do. */
export function DivergenceNotes() {
  const { snapshot } = useSlowTraining();
  const document = useDocument((state) => state.document);
  const stopped = (snapshot?.plans ?? []).flatMap(({ plan, divergence }) =>
    divergence ? [{ plan, divergence }] : [],
  );
  const [first] = stopped;
  if (!first) return null;
  const rates = [...new Set(optimizerGroups(document).map(({ optimizer }) => optimizer.rate))];
  const lower = rates.map((rate) => formatInput(rate * LOWER)).join(', ');
  return (
    <div className={`row ${styles.note}`} role="alert">
      <p>
        {stopped.map(({ plan, divergence }) => (
          <span key={plan}>
            <strong>
              {plan} diverged at step {formatCount(divergence.step)}
            </strong>
            : {divergence.words}.{' '}
          </span>
        ))}
        Lower the learning rate, or start again; the last good parameters can still be kept.
      </p>
      <Button small onClick={() => selectNodes([first.divergence.node])}>
        Show {nameToUnicode(first.divergence.node)}
      </Button>
      <Button
        small
        title="Changes every rate to a tenth and goes on from the last good step"
        onClick={goOnLower}
      >
        Lower to {lower}
      </Button>
    </div>
  );
}
