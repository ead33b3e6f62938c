import { pauseRun, resumeRun, useRun } from '../../state/run/run';
import { Button } from '../ui/Button';
import { PauseSign, RunSign } from '../ui/signs';

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
