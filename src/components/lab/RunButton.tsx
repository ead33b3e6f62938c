import { pauseRun, resumeRun, useRun } from '../../state/run';
import { Button } from '../ui/Button';

/** Runs, and pauses. */
export function RunButton() {
  const running = useRun((run) => run.status === 'running');
  const label = running ? 'Pause' : 'Run';
  return (
    <Button look="strong" square aria-label={label} title={label} onClick={running ? pauseRun : resumeRun}>
      {running ? <PauseSign /> : <RunSign />}
    </Button>
  );
}

function PauseSign() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M2 1h2.6v10H2zM7.4 1H10v10H7.4z" fill="currentColor" />
    </svg>
  );
}

function RunSign() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M2.5 0.8v10.4L11 6z" fill="currentColor" />
    </svg>
  );
}
