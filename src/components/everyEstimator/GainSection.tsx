import { useState } from 'react';
import { METHODS } from '../../presets/reinforcement/methods';
import {
  pauseGains,
  resetGains,
  setLearning,
  startGains,
  subscribeGains,
  useGains,
} from '../../state/views/gains';
import { Figure } from '../plot/Figure';
import { Button } from '../ui/Button';
import { Segmented } from '../ui/Segmented';
import { PauseSign, ResetSign, RunSign } from '../ui/signs';
import styles from './EveryEstimatorPage.module.css';
import type { Progress } from './gainFigure';
import { useGainFigure } from './useFigures';

const PROGRESS = [
  { value: 'steps', label: 'steps' },
  { value: 'time', label: 'time' },
] as const;
const BATCHES = ['4', '16', '64', '256'].map((value) => ({ value, label: value }));
const RATES = ['0.003', '0.01', '0.03'].map((value) => ({ value, label: value }));

/** The gain against steps or time, one method after the other from the same start. */
export function GainSection() {
  const [progress, setProgress] = useState<Progress>('steps');
  const draw = useGainFigure(progress);
  const learning = useGains((gains) => gains.learning);
  return (
    <section className={styles.section} aria-labelledby="gains">
      <h2 id="gains">Learning the gain</h2>
      <p className={styles.about}>
        Every method starts from the gain above and takes {learning.steps} steps of Adam, with the same
        learning rate and batch size. Critics and models start out as wrong as the sliders say, and learn
        along with the gain.
      </p>
      <div className={styles.controls}>
        <Buttons />
        <Choice label="against">
          <Segmented label="Against" small options={PROGRESS} value={progress} onChange={setProgress} />
        </Choice>
        <Choice label="rollouts per step">
          <Segmented
            label="Rollouts per step"
            small
            options={BATCHES}
            value={String(learning.batch)}
            onChange={(value) => setLearning({ batch: Number(value) })}
          />
        </Choice>
        <Choice label="learning rate">
          <Segmented
            label="Learning rate"
            small
            options={RATES}
            value={String(learning.rate)}
            onChange={(value) => setLearning({ rate: Number(value) })}
          />
        </Choice>
      </div>
      <div className={styles.tall}>
        <Figure title="Gain k as it is learned" draw={draw} subscribe={subscribeGains} />
      </div>
    </section>
  );
}

function Choice({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className={`quiet row ${styles.choice}`}>
      <span>{label}</span>
      {children}
    </div>
  );
}

function Buttons() {
  const state = useGains((gains) => gains.state);
  const method = useGains((gains) => gains.method);
  const isOutdated = useGains((gains) => gains.isOutdated);
  const notice = useGains((gains) => gains.notice);
  const running = state === 'running';
  const label = running ? 'Pause learning' : state === 'paused' ? 'Resume learning' : 'Learn the gain';
  const name = METHODS.find(({ id }) => id === method)?.name;
  return (
    <>
      <Button look="strong" onClick={running ? pauseGains : startGains}>
        {running ? <PauseSign /> : <RunSign />}
        {label}
      </Button>
      <Button
        square
        aria-label="Clear the curves"
        title="Clear the curves"
        disabled={state === 'idle'}
        onClick={resetGains}
      >
        <ResetSign />
      </Button>
      <p className={styles.state} role="status">
        {isOutdated && 'the settings changed, so the curves were cleared'}
        {state === 'done'
          ? 'every method has finished'
          : name
            ? `${name} ${running ? 'learns' : 'rests'}`
            : ''}
      </p>
      {notice && (
        <p className={styles.note} role="status">
          {notice}
        </p>
      )}
    </>
  );
}
