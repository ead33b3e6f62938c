import { useEffect, useRef } from 'react';
import { type Frame, latestFrame, subscribeFrame } from '../../state/run';
import { useAppearance } from '../../state/theme';
import type { Palette } from '../ui/palette';
import { usePalette } from '../ui/usePalette';

/** Milliseconds between two sets of results that are shown, and in which the picture moves from one to the next. */
const PAUSE = 160;
const TWEEN = 150;
/** With reduced motion, pictures change at most this often and without moving. */
const CALM = 1000;

/** A picture of the newest results. `take` reads them; `draw` draws them, `share` of the way from those before. */
export interface Picture {
  readonly take: (frame: Frame) => void;
  readonly draw: (context: CanvasRenderingContext2D, palette: Palette, share: number) => void;
}

/**
 * A small canvas that shows the newest results as they come, drawn outside of React once an animation frame while
 * something changes, and not at all while nothing does. `picture` must keep its identity for as long as it means the same.
 */
export function useLiveCanvas(picture: Picture, width: number, height: number) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const still = useAppearance((appearance) => appearance.reducedMotion);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    // Twice the screen's density, so that it stays sharp when zoomed into.
    const density = Math.min(4, Math.max(2, devicePixelRatio * 1.5));
    element.width = Math.round(width * density);
    element.height = Math.round(height * density);
    let request = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let taken = Number.NEGATIVE_INFINITY;

    const paint = () => {
      request = 0;
      const share = still ? 1 : Math.min(1, (performance.now() - taken) / TWEEN);
      context.setTransform(density, 0, 0, density, 0, 0);
      context.clearRect(0, 0, width, height);
      picture.draw(context, palette, share);
      if (share < 1) request = requestAnimationFrame(paint);
    };
    const take = () => {
      timer = undefined;
      taken = performance.now();
      picture.take(latestFrame());
      if (request === 0) request = requestAnimationFrame(paint);
    };
    const stop = subscribeFrame(({ snapshot }) => {
      if (timer !== undefined) return;
      const wait = snapshot ? taken + (still ? CALM : PAUSE) - performance.now() : 0;
      if (wait > 0) timer = setTimeout(take, wait);
      else take();
    });
    return () => {
      stop();
      clearTimeout(timer);
      cancelAnimationFrame(request);
    };
  }, [picture, width, height, palette, still]);

  return canvas;
}
