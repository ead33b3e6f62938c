import { memo, useId } from 'react';
import { natureOf, refusalWords, type Step, stepWords } from '../../engine';
import { removeStep, switchStep } from '../../state/views/equivalences';
import { keyOf, type SidedStep } from '../../state/views/equivalencesAddress';
import { Button } from '../ui/Button';
import type { Pointed } from './lit';
import styles from './Presupposed.module.css';
import type { Question } from './question';
import { Spelled } from './Spelled';
import type { Answer } from './useProof';

interface PresupposedProps {
  readonly question: Question;
  readonly off: ReadonlySet<string>;
  readonly answer: Answer | undefined;
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

const NATURES = {
  identity: 'changes no gradient',
  coarser: 'a coarser view: a term may depend on more than it does',
  assumption: 'assumed: it is another problem without it',
} as const;

/** What is stated of either side, each with a switch: what is left out, the checker goes without. */
export const Presupposed = memo(function Presupposed({ question, off, answer, onPoint }: PresupposedProps) {
  const isOwn = question.claim === undefined;
  return (
    <div className={styles.sides}>
      {(['left', 'right'] as const).map((side) => {
        const subject = question[side];
        const steps = question.steps.filter((own) => own.side === side);
        return (
          <section key={side} aria-label={`Presupposed on the ${side}`}>
            <h3>{subject.kind === 'ready' ? subject.title : side}</h3>
            {steps.length === 0 && (
              <p className={styles.none}>{isOwn ? 'Nothing is assumed about it.' : 'Taken as it is.'}</p>
            )}
            <ul>
              {steps.map((own) => (
                <StepRow
                  key={keyOf(own)}
                  own={own}
                  isOn={!off.has(keyOf(own))}
                  nature={isIdle(own, answer) ? 'not needed here' : natureWordsOf(own, question)}
                  why={whyNot(own, answer)}
                  isOwn={isOwn}
                  onPoint={onPoint}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
});

interface StepRowProps {
  readonly own: SidedStep;
  readonly isOn: boolean;
  readonly nature: string;
  readonly why: string | undefined;
  readonly isOwn: boolean;
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

function StepRow({ own, isOn, nature, why, isOwn, onPoint }: StepRowProps) {
  const words = stepWords(own.step);
  const note = useId();
  const point = () => onPoint({ side: own.side, names: namesIn(own.step) });
  return (
    <li
      className={styles.step}
      data-on={isOn}
      onPointerEnter={point}
      onPointerLeave={() => onPoint(undefined)}
      onFocus={point}
      onBlur={() => onPoint(undefined)}
    >
      <label>
        <input
          type="checkbox"
          role="switch"
          aria-checked={isOn}
          aria-label={words}
          aria-describedby={note}
          checked={isOn}
          onChange={(event) => switchStep(keyOf(own), event.target.checked)}
        />
        <span>
          <span className={styles.words}>
            <Spelled text={words} />
          </span>
          <span id={note} className={`quiet ${styles.nature}`}>
            <Spelled text={isOn && why ? `not done: ${why}` : isOn ? nature : 'left out'} />
          </span>
        </span>
      </label>
      {isOwn && (
        <Button look="quiet" small aria-label={`Remove: ${words}`} onClick={() => removeStep(keyOf(own))}>
          Remove
        </Button>
      )}
    </li>
  );
}

/** What a step does to the claim, after all steps before it, whether or not they are switched on. */
function natureWordsOf({ side, step }: SidedStep, { steps, [side]: subject }: Question): string {
  if (subject.kind !== 'ready') return '';
  const all = steps.filter((own) => own.side === side).map((own) => own.step);
  return NATURES[natureOf(step, subject.planned, all.slice(0, all.indexOf(step)))];
}

/** Whether the two are equivalent without a step that may be taken. */
function isIdle(own: SidedStep, answer: Answer | undefined): boolean {
  if (answer?.news.kind !== 'done') return false;
  const { comparison } = answer.news.attempt;
  return comparison.kind === 'equivalent' && !comparison.used.some((other) => keyOf(other) === keyOf(own));
}

function whyNot(own: SidedStep, answer: Answer | undefined): string | undefined {
  if (answer?.news.kind !== 'done') return undefined;
  const refused = answer.news.attempt.refused.find((other) => keyOf(other) === keyOf(own));
  return refused && refusalWords(refused.why);
}

function namesIn(step: Step): readonly string[] {
  switch (step.kind) {
    case 'fix':
    case 'give':
    case 'drop':
    case 'rename':
      return [step.node];
    case 'merge':
    case 'share':
      return step.nodes;
    case 'hold':
      return [step.parameter, step.in];
  }
}
