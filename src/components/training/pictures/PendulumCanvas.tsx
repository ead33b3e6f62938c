import { useCallback } from 'react';
import type { Pen } from '../../plot/useCanvas';
import { drawPendulum } from './drawPendulum';
import { PlacedCanvas } from './PlacedCanvas';
import { PlaybackTools } from './PlaybackTools';
import type { FrameOf } from './pictureOf';
import { usePlayback } from './usePlayback';
import { useTrainingFrame } from './useTrainingFrame';

type Pendulum = FrameOf<'pendulum'>;

const stepsOf = ({ angles }: Pendulum) => angles.length - 1;
const secondsOf = ({ seconds }: Pendulum) => seconds;

interface PendulumPictureProps {
  readonly index: number;
  readonly plan: number;
  /** Of the plan whose model it is. */
  readonly colour: string;
}

/** A pendulum driven by the present policy, and its angle over time in several rollouts. */
export function PendulumCanvas({ index, plan, colour }: PendulumPictureProps) {
  const frame = useTrainingFrame(index, 'pendulum');
  const draw = useCallback(
    (pen: Pen, pendulum: Pendulum, time: number | undefined) => drawPendulum(pen, pendulum, time, colour),
    [colour],
  );
  const { canvas, tools } = usePlayback({ kind: 'pendulum', index, plan, stepsOf, secondsOf, draw });
  const seconds = frame?.seconds ?? 0;
  return (
    <PlacedCanvas
      canvas={canvas}
      label={`A pendulum swung by the present policy, with its angle over time in ${frame?.angles[0]?.length ?? 0} rollouts${frame ? `: ${uprightWords(frame)}` : ''}`}
    >
      <PlaybackTools
        label="Time of the rollout"
        last={frame ? stepsOf(frame) : 0}
        words={(at) => `${(seconds * at).toFixed(1)} s`}
        {...tools}
      />
    </PlacedCanvas>
  );
}

/** How many of the rollouts end within 0.3 rad of upright. */
function uprightWords({ angles }: Pendulum): string {
  const ends = angles.at(-1) ?? new Float32Array(0);
  const up = ends.filter((angle) => Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle))) < 0.3);
  return `${up.length} of ${ends.length} end upright`;
}
