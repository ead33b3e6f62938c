import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { OneLiner } from '../../presets/oneLiners/oneLiner';
import { useAppearance } from '../../state/theme';
import { formatCount } from '../ui/numbers';
import { usePalette } from '../ui/usePalette';
import type { Verdict } from './gauges';
import { drawGauge } from './pictures';
import type { FormName, SliderValues } from './settings';
import { workInSlices } from './slices';
import { DRAWS, Trial } from './trial';
import { useInView } from './useInView';

interface TrialPlaces {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  /** Where the count of draws so far is written, outside of React. */
  readonly count: RefObject<HTMLElement | null>;
}

/** Where a line is also shown as printed, both pictures leave room for what is too high. */
const HEADROOM = 1.15;
const PRINTED_HEADROOM = 1.5;

/** Draws and judges a line while it is in view, on a canvas; the verdict once it is there. */
export function useTrial(
  row: OneLiner,
  form: FormName,
  values: SliderValues,
  seed: number,
  { canvas, count }: TrialPlaces,
): Verdict | undefined {
  const palette = usePalette();
  const still = useAppearance((appearance) => appearance.reducedMotion);
  const inView = useInView(canvas);
  const size = useSize(canvas);
  const trial = useMemo(() => new Trial(row, form, values, seed), [row, form, values, seed]);
  const [judged, setJudged] = useState<Trial>();

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !inView || !size) return;
    const [width, height] = size;
    const density = Math.max(2, devicePixelRatio);
    element.width = Math.round(width * density);
    element.height = Math.round(height * density);
    context.setTransform(density, 0, 0, density, 0, 0);
    const headroom = row.printed ? PRINTED_HEADROOM : HEADROOM;
    const draw = () => drawGauge({ context, palette, headroom }, trial.gauge, width, height);
    draw();
    return workInSlices({
      step: () => trial.step(),
      show: () => {
        if (count.current) count.current.textContent = formatCount(trial.gauge.drawn);
        // With reduced motion the histogram stands where it will end, or not at all.
        if (!still || trial.gauge.drawn === DRAWS) draw();
        if (trial.verdict) setJudged(trial);
      },
    });
  }, [row, trial, inView, size, palette, still, canvas, count]);

  return judged === trial ? trial.verdict : undefined;
}

/** Width and height of an element in px, as they change. */
function useSize(element: RefObject<Element | null>): readonly [number, number] | undefined {
  const [size, setSize] = useState<readonly [number, number]>();
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize([entry.contentRect.width, entry.contentRect.height]);
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
