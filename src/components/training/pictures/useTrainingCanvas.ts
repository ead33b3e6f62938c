import { useEffect, useRef } from 'react';
import { useAppearance } from '../../../state/theme';
import { latestTraining, subscribeTraining, type TrainingFrame } from '../../../state/training';
import type { Palette } from '../../ui/palette';
import { usePalette } from '../../ui/usePalette';

/** With reduced motion, pictures change at most so often, in milliseconds. */
const CALM = 1000;

/** What is drawn with: a clean canvas of so many px. */
export interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  /** The screen's pixels in a px. */
  readonly density: number;
}

export type Draw = (pen: Pen, frame: TrainingFrame) => void;

/**
 * A canvas that fills its place and shows the newest pictures as they come, drawn outside of React. `draw` must keep its
 * identity for as long as it means the same. Gives the canvas and how to have it drawn again.
 */
export function useTrainingCanvas(draw: Draw) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const again = useRef(() => {});
  const palette = usePalette();
  const theme = useAppearance((appearance) => appearance.theme);
  const still = useAppearance((appearance) => appearance.reducedMotion);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    let request = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown = latestTraining();
    let drawn = Number.NEGATIVE_INFINITY;

    const paint = () => {
      request = 0;
      const { clientWidth: width, clientHeight: height } = element;
      if (width === 0 || height === 0) return;
      const density = devicePixelRatio;
      const [w, h] = [Math.round(width * density), Math.round(height * density)];
      if (element.width !== w || element.height !== h) [element.width, element.height] = [w, h];
      context.setTransform(density, 0, 0, density, 0, 0);
      context.clearRect(0, 0, width, height);
      draw({ context, palette, theme, width, height, density }, shown);
    };
    const soon = () => {
      if (request === 0) request = requestAnimationFrame(paint);
    };
    const take = () => {
      timer = undefined;
      drawn = performance.now();
      shown = latestTraining();
      soon();
    };
    const stop = subscribeTraining((frame) => {
      if (frame.pictures === shown.pictures || timer !== undefined) return;
      const wait = still ? drawn + CALM - performance.now() : 0;
      if (wait > 0) timer = setTimeout(take, wait);
      else take();
    });
    const sizes = new ResizeObserver(soon);
    sizes.observe(element);
    again.current = soon;
    soon();
    return () => {
      stop();
      sizes.disconnect();
      clearTimeout(timer);
      cancelAnimationFrame(request);
    };
  }, [draw, palette, theme, still]);

  return { canvas, again };
}
