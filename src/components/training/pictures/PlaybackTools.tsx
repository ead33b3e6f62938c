import { Button } from '../../ui/Button';
import { Slider } from '../../ui/Slider';
import styles from './Pictures.module.css';
import type { Playback } from './usePlayback';

interface PlaybackToolsProps extends Playback {
  readonly label: string;
  readonly last: number;
  /** How a step is told: «1.6 s». */
  readonly words: (step: number) => string;
}

/** Plays, pauses, and moves through the steps of rollouts. */
export function PlaybackTools({ label, playing, step, last, words, onToggle, onSeek }: PlaybackToolsProps) {
  // Nothing to play yet.
  if (last <= 0) return null;
  const at = Math.min(step ?? last, last);
  const isAtEnd = step === undefined || step >= last;
  return (
    <div className={`row ${styles.tools}`}>
      <Button small onClick={onToggle}>
        {playing ? 'Pause' : isAtEnd ? 'Replay' : 'Play'}
      </Button>
      <Slider label={label} tone="input" value={at} min={0} max={last} step={1} onChange={onSeek} />
      <span className={styles.count}>{words(at)}</span>
    </div>
  );
}
