import { useDocument } from '../../state/document/document';
import {
  pauseTraining,
  resetTraining,
  setTrainingSpeed,
  startTraining,
  stepTraining,
  subscribeTraining,
  type TrainingFrame,
  useTraining,
} from '../../state/training/training';
import controls from '../results/Controls.module.css';
import { Count } from '../results/Count';
import { LabTabs } from '../results/LabTabs';
import { SeedChoice } from '../results/SeedChoice';
import { Button } from '../ui/Button';
import { Noted } from '../ui/Noted';
import { formatCount, formatQuantity } from '../ui/numbers';
import { Segmented } from '../ui/Segmented';
import { PauseSign, ResetSign, RunSign } from '../ui/signs';
import { KeptMenu } from './KeptMenu';
import { useSlowTraining } from './slowTraining';

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
    <section className={`column ${controls.controls} ${controls.left}`} aria-label="Training run">
      <LabTabs />
      <div className={controls.buttons}>
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
        <div className="quiet">steps</div>
        <Count subscribe={subscribeTraining} textOf={stepsOf} testId="steps" />
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
      <p className={controls.notice} role="status">
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

/** How many steps the plan that is furthest ahead has made. */
const stepsOf = ({ snapshot }: TrainingFrame) =>
  formatCount(Math.max(0, ...(snapshot?.plans.map(({ steps }) => steps) ?? [])));

function RunWords() {
  const { snapshot } = useSlowTraining();
  const state = useTraining((training) => training.state);
  const device = useTraining((training) => training.device?.words);
  const speed =
    snapshot && snapshot.stepsPerSecond > 0 ? `${formatQuantity(snapshot.stepsPerSecond)} steps/s` : '';
  return (
    <div className={`tabular quiet ${controls.words}`}>
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
      <Noted words={words}>{words.slice(0, at)}</Noted>
    </p>
  );
}
