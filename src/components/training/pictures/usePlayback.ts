import { useCallback, useEffect, useRef, useState } from 'react';
import type { PictureFrame } from '../../../engine';
import { useAppearance } from '../../../state/theme';
import { latestTraining, useTraining } from '../../../state/training';
import { type Draw, type Pen, useTrainingCanvas } from './useTrainingCanvas';

type Kind = 'pendulum' | 'paths';
type Rollouts<K extends Kind> = Extract<PictureFrame, { readonly kind: K }>;

/** How rollouts are played. */
export interface Player<K extends Kind> {
  readonly kind: K;
  /** Place of the picture among those of the document. */
  readonly index: number;
  /** Place of the plan whose model it is. */
  readonly plan: number;
  readonly stepsOf: (frame: Rollouts<K>) => number;
  /** Of one step. */
  readonly secondsOf: (frame: Rollouts<K>) => number;
  /** `time` in steps; undefined: all of it as one still picture. Must keep its identity for as long as it means the same. */
  readonly draw: (pen: Pen, frame: Rollouts<K>, time: number | undefined) => void;
}

/** Seconds that the end is seen before it begins again. */
const REST = 0.9;

/**
 * A canvas on which the newest rollouts are played in their own time: again and again while the model trains, else once. What is
 * played is not changed under way, unless another plan is looked at. Where motion is to be reduced it plays only when asked to.
 */
export function usePlayback<K extends Kind>({ kind, index, plan, stepsOf, secondsOf, draw }: Player<K>) {
  const trains = useTraining(({ state }) => state === 'running');
  const isStill = useAppearance((appearance) => appearance.reducedMotion);
  const [playing, setPlaying] = useState(!isStill);
  /** The last step that was passed; undefined at rest. */
  const [step, setStep] = useState<number>();
  const now = useRef<{ frame: Rollouts<K> | undefined; time: number | undefined }>({
    frame: undefined,
    time: undefined,
  });
  const wish = useRef({ trains, stopped: isStill });
  wish.current.trains = trains;

  const paint = useCallback<Draw>(
    (pen, { pictures }) => {
      const frame = now.current.frame ?? ofKind(pictures[index], kind);
      const { time } = now.current;
      if (frame) draw(pen, frame, time ?? (isStill ? undefined : stepsOf(frame)));
    },
    [index, kind, draw, stepsOf, isStill],
  );
  const { canvas, again } = useTrainingCanvas(paint);

  useEffect(() => {
    if (trains && !wish.current.stopped) setPlaying(true);
  }, [trains]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another plan is what lets go of the frame
  useEffect(() => {
    now.current.frame = undefined;
    again.current();
  }, [plan, again]);

  useEffect(() => {
    if (!playing) return;
    let before = performance.now();
    let request = 0;
    const own = now.current;
    const tick = (at: number) => {
      request = requestAnimationFrame(tick);
      const passed = Math.max(0, at - before) / 1000;
      before = at;
      const frame = own.frame ?? ofKind(latestTraining().pictures[index], kind);
      if (!frame) return;
      if (own.time === undefined) own.frame = frame;
      const last = stepsOf(frame);
      own.time = (own.time ?? 0) + passed / secondsOf(frame);
      if (own.time > last + REST / secondsOf(frame)) {
        Object.assign(own, { frame: undefined, time: undefined });
        if (!wish.current.trains) {
          cancelAnimationFrame(request);
          setPlaying(false);
        }
      }
      setStep(own.time === undefined ? undefined : Math.min(last, Math.floor(own.time)));
      again.current();
    };
    request = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(request);
  }, [playing, index, kind, stepsOf, secondsOf, again]);

  return {
    canvas,
    playing,
    step,
    toggle: () => {
      wish.current.stopped = playing;
      setPlaying(!playing);
    },
    /** Holds a step, of the newest rollouts as they come. */
    seek: (to: number) => {
      wish.current.stopped = true;
      Object.assign(now.current, { frame: undefined, time: to });
      setPlaying(false);
      setStep(to);
      again.current();
    },
  };
}

function ofKind<K extends Kind>(frame: PictureFrame | undefined, kind: K): Rollouts<K> | undefined {
  return frame?.kind === kind ? (frame as Rollouts<K>) : undefined;
}
