import { useCallback, useEffect, useRef, useState } from 'react';
import { latestTraining, useTraining } from '../../../state/training/training';
import { clock } from '../../plot/clock';
import type { Pen } from '../../plot/useCanvas';
import { useStill } from '../../ui/useStill';
import { type FrameOf, pictureOf } from './pictureOf';
import { type DrawFrame, useTrainingCanvas } from './useTrainingCanvas';

type Kind = 'pendulum' | 'paths';

/** How rollouts are played. */
export interface Player<K extends Kind> {
  readonly kind: K;
  /** Place of the picture among those of the document. */
  readonly index: number;
  /** Place of the plan whose model it is. */
  readonly plan: number;
  readonly stepsOf: (frame: FrameOf<K>) => number;
  /** Of one step. */
  readonly secondsOf: (frame: FrameOf<K>) => number;
  /** `time` in steps; undefined: all of it as one still picture. Must keep its identity for as long as it means the same. */
  readonly draw: (pen: Pen, frame: FrameOf<K>, time: number | undefined) => void;
}

/** How far it has come, and how it is steered. */
export interface Playback {
  readonly playing: boolean;
  /** The last step that was passed; undefined at rest, after the last one. */
  readonly step: number | undefined;
  readonly onToggle: () => void;
  /** Holds a step, of the newest rollouts as they come. */
  readonly onSeek: (step: number) => void;
}

/** Seconds that the end is seen before it begins again. */
const REST = 0.9;

/**
 * A canvas on which the newest rollouts are played in their own time: again and again while the model trains, else once. What is
 * played is not changed under way, unless another plan is looked at. Where motion is to be reduced it plays only when asked to.
 */
export function usePlayback<K extends Kind>({ kind, index, plan, stepsOf, secondsOf, draw }: Player<K>) {
  const trains = useTraining(({ state }) => state === 'running');
  const isStill = useStill();
  const { playing, setPlaying, wish } = usePlaying(trains, isStill);
  const [step, setStep] = useState<number>();
  const now = useRef<{ frame?: FrameOf<K> | undefined; time?: number | undefined }>({});
  const paint = useCallback<DrawFrame>(
    (pen, latest) => {
      const frame = now.current.frame ?? pictureOf(latest, index, kind);
      const { time } = now.current;
      if (frame) draw(pen, frame, time ?? (isStill ? undefined : stepsOf(frame)));
    },
    [index, kind, draw, stepsOf, isStill],
  );
  const { canvas, redraw } = useTrainingCanvas(paint);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another plan is what lets go of the frame
  useEffect(() => {
    now.current.frame = undefined;
    redraw();
  }, [plan, redraw]);

  const tick = useCallback(
    (seconds: number): boolean => {
      const own = now.current;
      const frame = own.frame ?? pictureOf(latestTraining(), index, kind);
      if (!frame) return true;
      if (own.time === undefined) own.frame = frame;
      const last = stepsOf(frame);
      own.time = (own.time ?? 0) + seconds / secondsOf(frame);
      const isOver = own.time > last + REST / secondsOf(frame);
      if (isOver) Object.assign(own, { frame: undefined, time: undefined });
      const goesOn = !isOver || wish.current.trains;
      if (!goesOn) setPlaying(false);
      setStep(own.time === undefined ? undefined : Math.min(last, Math.floor(own.time)));
      redraw();
      return goesOn;
    },
    [index, kind, stepsOf, secondsOf, redraw, setPlaying, wish],
  );
  useTicks(playing, tick);

  const tools: Playback = {
    playing,
    step,
    onToggle: () => {
      wish.current.stopped = playing;
      setPlaying(!playing);
    },
    onSeek: (to) => {
      wish.current.stopped = true;
      Object.assign(now.current, { frame: undefined, time: to });
      setPlaying(false);
      setStep(to);
      redraw();
    },
  };
  return { canvas, tools };
}

/** Whether it plays: while the model trains, unless the visitor has stopped it, which `wish` holds. */
function usePlaying(trains: boolean, isStill: boolean) {
  const [playing, setPlaying] = useState(!isStill);
  const wish = useRef({ trains, stopped: isStill });
  wish.current.trains = trains;
  useEffect(() => {
    if (trains && !wish.current.stopped) setPlaying(true);
  }, [trains]);
  return { playing, setPlaying, wish };
}

/** Tells how many seconds have passed, again and again for as long as that is wanted and the answer is yes. */
function useTicks(isWanted: boolean, tick: (seconds: number) => boolean): void {
  useEffect(() => {
    if (!isWanted) return;
    let before = performance.now();
    const turn = clock.add((at) => {
      const passed = Math.max(0, at - before) / 1000;
      before = at;
      return tick(passed);
    });
    turn.request();
    return turn.remove;
  }, [isWanted, tick]);
}
