import { edit, useDocument } from '../../state/document';
import { resetRun, stepRun, useRun } from '../../state/run';
import { type Coordinate, select } from '../../state/session';
import { Button } from '../ui/Button';
import { NumberField } from '../ui/NumberField';
import { Tooltip } from '../ui/Tooltip';
import { CoordinateChoice } from './CoordinateChoice';
import { EstimateCount } from './EstimateCount';
import { LabTabs } from './LabTabs';
import { RunButton } from './RunButton';
import styles from './RunControls.module.css';
import { ResetSign } from './runSigns';
import { useSlowFrame } from './slowFrame';
import { truthWords } from './truthWords';

const MAX_SEED = 2 ** 32 - 1;

/** Pause, step, reset, seed; how far the run has come, and what runs it. */
export function RunControls({ coordinate }: { coordinate: Coordinate | undefined }) {
  const notice = useRun((run) => run.notice);
  const seed = useDocument((state) => state.document.seed);
  const setSeed = (next: number) => edit((document) => ({ ...document, seed: next }));
  return (
    <section className={styles.controls} aria-label="Run">
      <LabTabs />
      <div className={styles.buttons}>
        <RunButton />
        <Button onClick={() => stepRun()} title="One estimate of every plan">
          Step
        </Button>
        <Button
          square
          aria-label="Start again"
          title="Start again with the same seed"
          onClick={() => resetRun()}
        >
          <ResetSign />
        </Button>
      </div>
      <div>
        <div className={styles.quiet}>estimates</div>
        <EstimateCount />
      </div>
      <RunWords />
      <RunTroubles />
      <p className={styles.notice} role="status">
        {notice}
      </p>
      <div className={styles.seed}>
        <span className={styles.quiet}>seed</span>
        <NumberField label="Seed" value={seed} integer min={0} max={MAX_SEED} width={84} onChange={setSeed} />
        <Button
          look="quiet"
          small
          square
          aria-label="Another seed"
          title="Another seed"
          onClick={() => setSeed(Math.floor(Math.random() * 1e6))}
        >
          <DieSign />
        </Button>
      </div>
      <CoordinateChoice coordinate={coordinate} />
    </section>
  );
}

function RunWords() {
  const { truth } = useSlowFrame();
  const executor = useRun((run) => run.executorWords);
  const seeking = useRun((run) => run.seekingTruth);
  const method = truth && truthWords(truth);
  return (
    <div className={styles.words}>
      <p>{executor || 'nothing has run yet'}</p>
      {method && (
        <p>
          <Reason what={method.what} why={method.why} />
        </p>
      )}
      {seeking && !method && <p>working out the truth …</p>}
    </div>
  );
}

/** What the numbers show to be wrong while the run goes on. */
function RunTroubles() {
  const diagnostics = useRun((run) => run.diagnostics);
  const isIdle = useRun((run) => run.status === 'idle');
  const troubles = diagnostics.filter(({ severity, code }) => severity === 'error' && code !== 'condition-1');
  const [first] = troubles;
  if (isIdle || !first) return null;
  return (
    <button
      type="button"
      className={styles.trouble}
      title={first.hint}
      onClick={() => select(first.nodes ?? [])}
    >
      {first.message}
    </button>
  );
}

function Reason({ what, why }: { what: string; why: string | undefined }) {
  return why ? (
    <Tooltip words={why}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the words come on focus too */}
      <span className={styles.reason} tabIndex={0}>
        {what}
      </span>
    </Tooltip>
  ) : (
    what
  );
}

function DieSign() {
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      aria-hidden="true"
    >
      <rect x="1.5" y="1.5" width="11" height="11" rx="2.5" />
      <g fill="currentColor" stroke="none">
        <circle cx="4.6" cy="4.6" r="1.1" />
        <circle cx="9.4" cy="9.4" r="1.1" />
        <circle cx="7" cy="7" r="1.1" />
      </g>
    </svg>
  );
}
