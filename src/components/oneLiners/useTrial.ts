import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { OneLiner } from '../../presets/oneLiners/oneLiner';
import { workInSlices } from '../plot/slices';
import { atLeastTwo, type Pen, useCanvas } from '../plot/useCanvas';
import { formatCount } from '../ui/numbers';
import { useStill } from '../ui/useStill';
import { drawGauge } from './pictures';
import type { FormName, SliderValues } from './settings';
import { TRIAL_DRAWS, Trial } from './trial';

/** Where a line is also shown as printed, both pictures leave room for what is too high. */
const HEADROOM = 1.15;
const PRINTED_HEADROOM = 1.5;

/** Draws and judges a line while it is in view, on a canvas, and counts its draws; the verdict once it is there. */
export function useTrial(row: OneLiner, form: FormName, values: SliderValues, seed: number) {
  const still = useStill();
  const trial = useMemo(() => new Trial(row, form, values, seed), [row, form, values, seed]);
  const [judged, setJudged] = useState<Trial>();
  /** Where the count of draws so far is written, outside of React. */
  const count = useRef<HTMLSpanElement>(null);
  const headroom = row.printed ? PRINTED_HEADROOM : HEADROOM;
  const { canvas, redraw } = useCanvas(
    useCallback((pen: Pen) => void drawGauge({ ...pen, headroom }, trial.gauge), [trial, headroom]),
    atLeastTwo,
  );
  const inView = useInView(canvas);

  useEffect(() => {
    if (!inView) return;
    return workInSlices({
      step: () => trial.step(),
      show: () => {
        if (count.current) count.current.textContent = formatCount(trial.gauge.drawn);
        // With reduced motion the histogram stands where it will end, or not at all.
        if (!still || trial.gauge.drawn === TRIAL_DRAWS) redraw();
        if (trial.verdict) setJudged(trial);
      },
    });
  }, [trial, inView, still, redraw]);

  return { canvas, count, verdict: judged === trial ? trial.verdict : undefined };
}

/** Whether an element is in the window, or about to be. */
function useInView(element: RefObject<Element | null>): boolean {
  const [inView, setInView] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new IntersectionObserver((entries) => {
      setInView(entries.at(-1)?.isIntersecting ?? false);
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return inView;
}
