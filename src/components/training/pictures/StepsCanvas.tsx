import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Pen } from '../../plot/useCanvas';
import { Button } from '../../ui/Button';
import { Slider } from '../../ui/Slider';
import { useStill } from '../../ui/useStill';
import { drawGrid, drawWindow, gridOf, windowPlace } from './drawImages';
import styles from './Pictures.module.css';
import { PlacedCanvas } from './PlacedCanvas';
import { type FrameOf, pictureOf } from './pictureOf';
import { Raster } from './raster';
import { type DrawFrame, useTrainingCanvas } from './useTrainingCanvas';
import { useTrainingFrame } from './useTrainingFrame';

/** Milliseconds that a step is seen while it plays. */
const STEP = 260;

interface StepsPictureProps {
  readonly index: number;
  readonly node: string;
  /** Of the plan whose model it is: the window's edges. */
  readonly colour: string;
}

/** Pictures as they are drawn step by step: by a slider, or played through once. */
export function StepsCanvas({ index, node, colour }: StepsPictureProps) {
  const steps = useTrainingFrame(index, 'steps')?.steps.length ?? 0;
  const last = Math.max(0, steps - 1);
  const { step, playing, toggle, seek } = useSteps(steps);
  const raster = useMemo(() => new Raster(), []);
  const shown = useRef(step);
  const draw = useCallback<DrawFrame>(
    (pen, latest) => {
      const frame = pictureOf(latest, index, 'steps');
      if (frame) drawStep(pen, raster, frame, Math.min(shown.current, frame.steps.length - 1), colour);
    },
    [index, raster, colour],
  );
  const { canvas, redraw } = useTrainingCanvas(draw);
  useEffect(() => {
    shown.current = step;
    redraw();
  }, [step, redraw]);
  return (
    <PlacedCanvas canvas={canvas} label={`${node} after step ${step + 1} of ${steps}`}>
      {steps > 0 && (
        <div className={`row ${styles.tools}`}>
          <Button small onClick={toggle}>
            {playing ? 'Stop' : 'Play'}
          </Button>
          <Slider
            label={`Step of ${node}`}
            tone="input"
            value={step}
            min={0}
            max={last}
            step={1}
            onChange={seek}
          />
          <span className={styles.count}>
            {step + 1} of {steps}
          </span>
        </div>
      )}
    </PlacedCanvas>
  );
}

/** The step that is seen of so many: the last one, unless they are played or one is chosen. */
function useSteps(steps: number) {
  const last = Math.max(0, steps - 1);
  const still = useStill();
  const [chosen, setChosen] = useState<number>();
  const [playing, setPlaying] = useState(!still);
  const step = Math.min(chosen ?? (playing ? 0 : last), last);
  useEffect(() => {
    if (!playing || steps === 0) return;
    const timer = setTimeout(() => {
      if (step >= last) setPlaying(false);
      else setChosen(step + 1);
    }, STEP);
    return () => clearTimeout(timer);
  }, [playing, step, last, steps]);
  const toggle = () => {
    if (!playing) setChosen(step >= last ? 0 : step);
    setPlaying(!playing);
  };
  const seek = (to: number) => {
    setPlaying(false);
    setChosen(to);
  };
  return { step, playing, toggle, seek };
}

function drawStep(pen: Pen, raster: Raster, frame: FrameOf<'steps'>, step: number, colour: string): void {
  const { side, window } = frame;
  const at = frame.steps[step];
  if (!at) return;
  const grid = gridOf(pen, Math.floor(at.pictures.length / (side * side)), side);
  drawGrid(pen, raster, at.pictures, side, grid, (i, left, top) => {
    const place = window && at.windows && windowPlace(at.windows.subarray(3 * i, 3 * i + 3), window);
    if (place) drawWindow(pen, place, [left, top], grid.cell / side, grid.cell, colour);
  });
}
