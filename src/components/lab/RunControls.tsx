import { resetRun, stepRun, useRun } from '../../state/run/run';
import { type ParameterCoordinate, selectNodes } from '../../state/shell/session';
import controls from '../results/Controls.module.css';
import { EstimateCount } from '../results/EstimateCount';
import { LabTabs } from '../results/LabTabs';
import { RunButton } from '../results/RunButton';
import { SeedChoice } from '../results/SeedChoice';
import { Button } from '../ui/Button';
import { ResetSign } from '../ui/signs';
import { CoordinateChoice } from './CoordinateChoice';
import styles from './RunControls.module.css';
import { TruthStatus } from './TruthStatus';

interface RunControlsProps {
  readonly coordinate: ParameterCoordinate | undefined;
  /** There is nothing to estimate, though circles may be drawn. */
  readonly isVain: boolean;
}

/** Pause, step, reset, seed; how far the run has come, and what runs it. */
export function RunControls({ coordinate, isVain }: RunControlsProps) {
  const notice = useRun((run) => run.notice);
  const isIdle = useRun((run) => run.status === 'idle');
  return (
    <section className={`column ${controls.controls} ${styles.controls}`} aria-label="Run">
      <LabTabs />
      <div className={controls.buttons}>
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
        <div className="quiet">estimates</div>
        <EstimateCount isEmpty={isVain && !isIdle} />
      </div>
      <RunWords />
      <RunTroubles />
      <p className={controls.notice} role="status">
        {notice}
      </p>
      <SeedChoice />
      <CoordinateChoice coordinate={coordinate} />
    </section>
  );
}

function RunWords() {
  const executor = useRun((run) => run.executorWords);
  return (
    <div className={`quiet ${controls.words}`}>
      <p>{executor || 'nothing has run yet'}</p>
      <TruthStatus />
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
      onClick={() => selectNodes(first.nodes ?? [])}
    >
      {first.message}
    </button>
  );
}
