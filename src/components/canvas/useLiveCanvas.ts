import { useCallback, useRef } from 'react';
import type { Palette } from '../ui/palette';
import { usePalette } from '../ui/usePalette';
import { type Take, useLivePicture } from './useLivePicture';

/** A picture of the newest results on a canvas. `take` reads them; `draw` draws them, `share` of the way from those before. */
export interface Picture {
  readonly take: Take;
  readonly draw: (context: CanvasRenderingContext2D, palette: Palette, share: number) => void;
}

/** The canvas of a live picture, which must keep its identity for as long as it means the same. */
export function useLiveCanvas(picture: Picture, width: number, height: number) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  const show = useCallback(
    (share: number) => {
      const element = canvas.current;
      const context = element?.getContext('2d');
      if (!element || !context) return;
      // Twice the screen's density, so that it stays sharp when zoomed into.
      const density = Math.min(4, Math.max(2, devicePixelRatio * 1.5));
      const size = [Math.round(width * density), Math.round(height * density)] as const;
      if (element.width !== size[0] || element.height !== size[1]) [element.width, element.height] = size;
      context.setTransform(density, 0, 0, density, 0, 0);
      context.clearRect(0, 0, width, height);
      picture.draw(context, palette, share);
    },
    [picture, width, height, palette],
  );
  useLivePicture(picture.take, show);
  return canvas;
}
