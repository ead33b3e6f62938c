import { useCallback, useEffect, useRef } from 'react';
import type { Palette } from '../ui/palette';
import { usePalette } from '../ui/usePalette';
import { useThrow } from '../ui/useThrow';
import { useTurn } from './useTurn';

/** What is drawn with: a clean canvas of so many px. */
export interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  /** The canvas's pixels in a px. */
  readonly density: number;
}

/** Draws; true asks for the next frame. */
export type DrawOnCanvas = (pen: Pen) => boolean | undefined;

/** As many pixels as the screen has. */
const asScreen = (screen: number) => screen;

/** At least two pixels in a px, for small pictures. */
export const atLeastTwo = (screen: number) => Math.max(2, screen);

/**
 * A canvas that fills its place and is drawn outside of React: when its size or the theme changes, and when `redraw` is called, at
 * most once an animation frame. `draw` and `densityOf`, the pixels in a px, must keep their identity for as long as they mean the same.
 */
export function useCanvas(draw: DrawOnCanvas, densityOf: (screen: number) => number = asScreen) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const fail = useThrow();
  const redraw = useTurn(
    useCallback(() => {
      const element = canvas.current;
      const context = element?.getContext('2d');
      if (!element || !context) return;
      const { clientWidth: width, clientHeight: height } = element;
      if (width === 0 || height === 0) return;
      const density = densityOf(devicePixelRatio);
      const [w, h] = [Math.round(width * density), Math.round(height * density)];
      if (element.width !== w || element.height !== h) [element.width, element.height] = [w, h];
      context.setTransform(density, 0, 0, density, 0, 0);
      context.clearRect(0, 0, width, height);
      try {
        return draw({ context, palette, width, height, density });
      } catch (error) {
        fail(error);
        return false;
      }
    }, [draw, densityOf, palette, fail]),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another drawing and other colours are to be seen at once
  useEffect(redraw, [redraw, draw, densityOf, palette]);
  useEffect(() => {
    if (!canvas.current) return;
    const sizes = new ResizeObserver(redraw);
    sizes.observe(canvas.current);
    return () => sizes.disconnect();
  }, [redraw]);
  return { canvas, redraw };
}
