import { useEffect } from 'react';
import { type Frame, latestFrame, subscribeFrame } from '../../state/run';
import { useAppearance } from '../../state/theme';

/** Milliseconds between two sets of results that are shown, and in which the picture moves from one to the next. */
const PAUSE = 160;
const TWEEN = 150;
/** With reduced motion, and where there are many pictures, they change at most this often and without moving. */
const CALM = 1000;
const MOST_MOVING = 24;

/** Reads the newest results. */
export type Take = (frame: Frame) => void;

/** Pictures on the page. */
let living = 0;

/**
 * A small picture that shows the newest results as they come, drawn outside of React once an animation frame while
 * something changes, and not at all while nothing does. `show` draws it, `share` of the way from the results before. Both must keep their
 * identity for as long as they mean the same; `show` may be missing where there is nothing to draw on.
 */
export function useLivePicture(take: Take, show: ((share: number) => void) | undefined): void {
  const still = useAppearance((appearance) => appearance.reducedMotion);

  useEffect(() => {
    if (!show) return;
    living += 1;
    let request = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let taken = Number.NEGATIVE_INFINITY;
    const isCalm = () => still || living > MOST_MOVING;

    const paint = () => {
      request = 0;
      const share = isCalm() ? 1 : Math.min(1, (performance.now() - taken) / TWEEN);
      show(share);
      if (share < 1) request = requestAnimationFrame(paint);
    };
    const next = () => {
      timer = undefined;
      taken = performance.now();
      take(latestFrame());
      if (request === 0) request = requestAnimationFrame(paint);
    };
    const stop = subscribeFrame(({ snapshot }) => {
      if (timer !== undefined) return;
      const wait = snapshot ? taken + (isCalm() ? CALM : PAUSE) - performance.now() : 0;
      if (wait > 0) timer = setTimeout(next, wait);
      else next();
    });
    return () => {
      living -= 1;
      stop();
      clearTimeout(timer);
      cancelAnimationFrame(request);
    };
  }, [take, show, still]);
}
