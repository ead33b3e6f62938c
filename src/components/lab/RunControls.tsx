import { resetRun, stepRun, useRun } from '../../state/run';
import { type Coordinate, select } from '../../state/session';
import { Button } from '../ui/Button';
import { Tooltip } from '../ui/Tooltip';
import { CoordinateChoice } from './CoordinateChoice';
import { EstimateCount } from './EstimateCount';
import { LabTabs } from './LabTabs';
import { RunButton } from './RunButton';
import styles from './RunControls.module.css';
import { ResetSign } from './runSigns';
import { SeedChoice } from './SeedChoice';
import { useSlowFrame } from './slowFrame';
import { truthWords } from './truthWords';

/** Pause, step, reset, seed; how far the run has come, and what runs it. */
export function RunControls({ coordinate }: { coordinate: Coordinate | undefined }) {
  const notice = useRun((run) => run.notice);
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
      <SeedChoice />
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
