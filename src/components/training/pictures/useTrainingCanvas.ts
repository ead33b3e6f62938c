import { useCallback, useRef } from 'react';
import { latestTraining, subscribeTraining, type TrainingFrame } from '../../../state/training/training';
import { useFeed } from '../../plot/feed';
import { type Pen, useCanvas } from '../../plot/useCanvas';
import { useStill } from '../../ui/useStill';

/** With reduced motion, pictures change at most so often, in milliseconds. */
const CALM = 1000;

export type DrawFrame = (pen: Pen, frame: TrainingFrame) => void;

const FEED = { latest: latestTraining, subscribe: subscribeTraining };

/**
 * A canvas that fills its place and shows the newest pictures as they come, drawn outside of React. `draw` must keep its
 * identity for as long as it means the same. Gives the canvas and how to have it drawn again.
 */
export function useTrainingCanvas(draw: DrawFrame) {
  const still = useStill();
  const shown = useRef(latestTraining());
  const { canvas, redraw } = useCanvas(useCallback((pen: Pen) => void draw(pen, shown.current), [draw]));
  const read = useCallback(
    (frame: TrainingFrame) => {
      if (frame.pictures !== shown.current.pictures) redraw();
      shown.current = frame;
    },
    [redraw],
  );
  const pace = useCallback(() => (still ? CALM : 0), [still]);
  useFeed(FEED, read, pace);
  return { canvas, redraw };
}
