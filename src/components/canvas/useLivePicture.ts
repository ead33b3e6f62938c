import { useCallback, useEffect, useRef } from 'react';
import { type Frame, latestFrame, subscribeFrame } from '../../state/run/run';
import { useFeed } from '../plot/feed';
import { useStill } from '../ui/useStill';

/** Milliseconds between two sets of results that are shown, and in which the picture moves from one to the next. */
const PAUSE = 160;
const TWEEN = 150;
/** With reduced motion, and where there are many pictures, they change at most this often and without moving. */
const CALM = 1000;
const MOST_MOVING = 24;

/** Reads the newest results. */
export type Take = (frame: Frame) => void;

/** Pictures on the page. */
const living = new Set<object>();

const FEED = { latest: latestFrame, subscribe: subscribeFrame };

/**
 * A small picture that shows the newest results as they come: has it read them, and drawn again. Gives the share of the way on which it
 * is from the results before, to be asked for when it is drawn. All must keep their identity for as long as they mean the same.
 */
export function useLivePicture(take: Take, redraw: () => void): () => number {
  const still = useStill();
  const taken = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const picture = {};
    living.add(picture);
    return () => {
      living.delete(picture);
    };
  }, []);
  const isCalm = useCallback(() => still || living.size > MOST_MOVING, [still]);
  const read = useCallback(
    (frame: Frame) => {
      taken.current = performance.now();
      take(frame);
      redraw();
    },
    [take, redraw],
  );
  // Nothing is left in view of a run that has ended.
  const pace = useCallback(() => (latestFrame().snapshot ? (isCalm() ? CALM : PAUSE) : 0), [isCalm]);
  useFeed(FEED, read, pace);
  return useCallback(
    () => (isCalm() ? 1 : Math.min(1, (performance.now() - taken.current) / TWEEN)),
    [isCalm],
  );
}
