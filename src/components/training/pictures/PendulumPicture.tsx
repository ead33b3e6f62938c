import { useCallback } from 'react';
import type { PictureFrame } from '../../../engine';
import type { Pen } from '../../plot/useCanvas';
import { drawPendulum } from './drawPendulum';
import styles from './Pictures.module.css';
import { PlaybackTools } from './PlaybackTools';
import { usePlayback } from './usePlayback';
import { useTrainingFrame } from './useTrainingFrame';

type Pendulum = Extract<PictureFrame, { readonly kind: 'pendulum' }>;

const stepsOf = ({ angles }: Pendulum) => angles.length - 1;
const secondsOf = ({ seconds }: Pendulum) => seconds;

interface PendulumPictureProps {
  readonly index: number;
  readonly plan: number;
  /** Of the plan whose model it is. */
  readonly colour: string;
}

/** A pendulum driven by the present policy, and its angle over time in several rollouts. */
export function PendulumPicture({ index, plan, colour }: PendulumPictureProps) {
  const frame = useTrainingFrame(index, 'pendulum');
  const draw = useCallback(
    (pen: Pen, pendulum: Pendulum, time: number | undefined) => drawPendulum(pen, pendulum, time, colour),
    [colour],
  );
  const { canvas, playing, step, toggle, seek } = usePlayback({
    kind: 'pendulum',
    index,
    plan,
    stepsOf,
    secondsOf,
    draw,
  });
  const seconds = frame?.seconds ?? 0;
  return (
    <div className={styles.latent}>
      <div className={styles.place}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={`A pendulum swung by the present policy, with its angle over time in ${frame?.angles[0]?.length ?? 0} rollouts${frame ? `: ${uprightWords(frame)}` : ''}`}
        />
      </div>
      <PlaybackTools
        label="Time of the rollout"
        playing={playing}
        step={step}
        last={frame ? stepsOf(frame) : 0}
        words={(at) => `${(seconds * at).toFixed(1)} s`}
        onToggle={toggle}
        onSeek={seek}
      />
    </div>
  );
}

/** How many of the rollouts end within 0.3 rad of upright. */
function uprightWords({ angles }: Pendulum): string {
  const ends = angles.at(-1) ?? new Float32Array(0);
  const up = ends.filter((angle) => Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle))) < 0.3);
  return `${up.length} of ${ends.length} end upright`;
}
