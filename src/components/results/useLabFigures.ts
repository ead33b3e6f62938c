import { useCallback, useRef } from 'react';
import { type Frame, latestFrame } from '../../state/run/run';
import type { Coordinate } from '../../state/shell/session';
import type { Size } from '../plot/figure';
import type { Palette } from '../ui/palette';
import { comparison, coordinateTruth } from './comparison';
import { estimatesFigure } from './estimatesFigure';
import { meanFigure } from './meanFigure';
import { varianceFigure } from './varianceFigure';

/** A plan as the figures show it. */
export interface ShownPlan {
  readonly name: string;
  /** Its place in the document, which gives its colour. */
  readonly index: number;
}

/** The makers of the three figures for these plans and this coordinate, reading the newest numbers when they are called. */
export function useLabFigures(plans: readonly ShownPlan[], coordinate: Coordinate, palette: Palette) {
  const range = useRef<{ readonly of: Coordinate; readonly at: readonly [number, number] }>(undefined);
  const { parameter, index } = coordinate;

  const gradientOf = useCallback(
    ({ snapshot }: Frame, plan: string) =>
      snapshot?.plans
        .find((entry) => entry.plan === plan)
        ?.gradients.find((gradient) => gradient.parameter === parameter),
    [parameter],
  );

  const estimates = useCallback(
    (size: Size) => {
      const frame = latestFrame();
      if (!frame.snapshot) return undefined;
      const rows = plans.map((plan) => ({
        plan: plan.name,
        colour: colourOf(plan, palette),
        recent: gradientOf(frame, plan.name)?.recent ?? NOTHING,
      }));
      const truth = coordinateTruth(frame.truth, parameter, index);
      const kept = range.current;
      const same = kept?.of.parameter === parameter && kept.of.index === index ? kept.at : undefined;
      const figure = estimatesFigure(rows, truth, palette, size, same);
      range.current = { of: { parameter, index }, at: figure.range };
      return figure;
    },
    [plans, palette, parameter, index, gradientOf],
  );

  const means = useCallback(
    (size: Size) => {
      const frame = latestFrame();
      if (!frame.snapshot) return undefined;
      const rows = plans.map((plan) => ({
        plan: plan.name,
        colour: colourOf(plan, palette),
        trace: gradientOf(frame, plan.name)?.trace ?? { count: NOTHING, mean: NOTHING, error: NOTHING },
      }));
      return meanFigure(rows, coordinateTruth(frame.truth, parameter, index), palette, size);
    },
    [plans, palette, parameter, index, gradientOf],
  );

  const variances = useCallback(
    (size: Size) => {
      const { snapshot, truth } = latestFrame();
      if (!snapshot) return undefined;
      const names = plans.map(({ name }) => name);
      const rows = comparison(names, snapshot, truth, parameter, index).map((row, i) => ({
        plan: row.plan,
        colour: colourOf(plans[i], palette),
        variance: row.variance,
        error: row.varianceError,
        exact: row.exactVariance,
      }));
      return varianceFigure(rows, palette, size);
    },
    [plans, palette, parameter, index],
  );

  return { estimates, means, variances };
}

const NOTHING = new Float64Array();

function colourOf(plan: ShownPlan | undefined, palette: Palette): string {
  return palette.plans[(plan?.index ?? 0) % palette.plans.length] ?? palette.ink;
}
