import { useEffect, useRef } from 'react';
import { useDocument } from '../../state/document/document';
import {
  pauseTraining,
  resetTraining,
  setTrainingSpeed,
  startTraining,
  stepTraining,
  subscribeTraining,
  useTraining,
} from '../../state/training/training';
import { LabTabs } from '../results/LabTabs';
import { SeedChoice } from '../results/SeedChoice';
import { Button } from '../ui/Button';
import { formatCount, formatQuantity } from '../ui/numbers';
import { PauseSign, ResetSign, RunSign } from '../ui/runSigns';
import { Segmented } from '../ui/Segmented';
import { Tooltip } from '../ui/Tooltip';
import { KeptMenu } from './KeptMenu';
import { useSlowTraining } from './slowTraining';
import styles from './TrainingControls.module.css';

const SPEEDS = [
  { value: '1', label: '1/s', hint: 'One step a second' },
  { value: '10', label: '10/s', hint: 'Ten steps a second' },
  { value: 'Infinity', label: 'fastest', hint: 'As fast as the machine can' },
] as const;

/** Start, pause, step, reset; how far training has come, how fast it goes, and what runs it. */
export function TrainingControls() {
  const isReady = useTraining(({ state }) => state === 'running' || state === 'paused');
  const speed = useTraining((training) => String(training.speed));
  const notice = useTraining((training) => training.notice);
  const seed = useDocument(({ document }) => document.seed);
  return (
    <section className={styles.controls} aria-label="Training run">
      <LabTabs />
      <div className={styles.buttons}>
        <StartButton />
        <Button onClick={() => stepTraining()} title="One step of every plan" disabled={!isReady}>
          Step
        </Button>
        <Button
          square
          aria-label="Start again"
          title={`Start again with seed ${seed}`}
          disabled={!isReady}
          onClick={resetTraining}
        >
          <ResetSign />
        </Button>
      </div>
      <div>
        <div className={styles.quiet}>steps</div>
        <StepCount />
        <RunWords />
      </div>
      <Segmented
        label="Speed"
        small
        options={SPEEDS}
        value={speedOf(speed)}
        onChange={(next) => setTrainingSpeed(Number(next))}
      />
      <KeptMenu />
      <SeedChoice />
      <p className={styles.notice} role="status">
        {notice}
      </p>
    </section>
  );
}

function speedOf(text: string): (typeof SPEEDS)[number]['value'] {
  return SPEEDS.find(({ value }) => value === text)?.value ?? 'Infinity';
}

function StartButton() {
  const state = useTraining((training) => training.state);
  const running = state === 'running';
  const label = running ? 'Pause training' : 'Start training';
  return (
    <Button
      look="strong"
      square
      aria-label={label}
      aria-keyshortcuts="T"
      title={`${label} (T)`}
      disabled={state === 'idle'}
      onClick={running ? pauseTraining : startTraining}
    >
      {running ? <PauseSign /> : <RunSign />}
    </Button>
  );
}

/** From this many characters on the count is set smaller, to fit. */
const LONG = 10;

/** How many steps the plan that is furthest along has made. Counts every frame, so it writes its text itself. */
function StepCount() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      subscribeTraining(({ snapshot }) => {
        if (!host.current) return;
        const steps = snapshot?.plans.map((plan) => plan.steps) ?? [];
        const text = formatCount(steps.length > 0 ? Math.max(...steps) : 0);
        host.current.textContent = text;
        host.current.dataset.long = String(text.length > LONG);
      }),
    [],
  );
  return <div ref={host} className={styles.steps} data-testid="steps" />;
}

function RunWords() {
  const { snapshot } = useSlowTraining();
  const state = useTraining((training) => training.state);
  const device = useTraining((training) => training.device?.words);
  const speed =
    snapshot && snapshot.stepsPerSecond > 0 ? `${formatQuantity(snapshot.stepsPerSecond)} steps/s` : '';
  return (
    <div className={styles.words}>
      <p>{state === 'preparing' ? 'preparing …' : state === 'running' ? speed || 'running' : state}</p>
      {device && <DeviceWords words={device} />}
    </div>
  );
}

/** What runs, and on hovering what it was chosen over. */
function DeviceWords({ words }: { readonly words: string }) {
  const at = words.indexOf(' (');
  if (at < 0) return <p>{words}</p>;
  return (
    <p>
      <Tooltip words={words}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the words come on focus too */}
        <span className={styles.more} tabIndex={0}>
          {words.slice(0, at)}
        </span>
      </Tooltip>
    </p>
  );
}
