import { useCallback, useEffect, useRef } from 'react';
import { type Frame, focusRun, latestFrame } from '../../state/run/run';
import type { ParameterCoordinate } from '../../state/shell/session';
import type { Size } from '../plot/figure';
import { colourOfPlan, type Palette } from '../ui/palette';
import { comparePlans, coordinateTruth } from './comparison';
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
export function useLabFigures(
  plans: readonly ShownPlan[],
  coordinate: ParameterCoordinate,
  palette: Palette,
) {
  const range = useRef<{ readonly of: ParameterCoordinate; readonly at: readonly [number, number] }>(
    undefined,
  );
  const { parameter, index } = coordinate;
  useEffect(() => focusRun(parameter, index), [parameter, index]);

  const rowsOf = useMeasured(plans, parameter, palette);
  const estimates = useCallback(
    (size: Size) => {
      const frame = latestFrame();
      if (!frame.snapshot) return undefined;
      const rows = rowsOf(frame).map(({ row, gradient }) => ({
        ...row,
        recent: gradient?.recent ?? NOTHING,
      }));
      const truth = coordinateTruth(frame.truth, parameter, index);
      const kept = range.current;
      const same = kept?.of.parameter === parameter && kept.of.index === index ? kept.at : undefined;
      const figure = estimatesFigure(rows, truth, palette, size, same);
      range.current = { of: { parameter, index }, at: figure.range };
      return figure;
    },
    [palette, parameter, index, rowsOf],
  );

  const means = useCallback(
    (size: Size) => {
      const frame = latestFrame();
      if (!frame.snapshot) return undefined;
      const rows = rowsOf(frame).map(({ row, gradient }) => ({ ...row, trace: gradient?.trace ?? NO_TRACE }));
      return meanFigure(rows, coordinateTruth(frame.truth, parameter, index), palette, size);
    },
    [palette, parameter, index, rowsOf],
  );

  const variances = useCallback(
    (size: Size) => {
      const { snapshot, truth } = latestFrame();
      if (!snapshot) return undefined;
      const names = plans.map(({ name }) => name);
      const rows = comparePlans(names, snapshot, truth, parameter, index).map((row, i) => ({
        plan: row.plan,
        colour: colourOfPlan(palette, plans[i]?.index ?? 0),
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

/** What gives a row a plan, with what has been measured of its gradient. */
function useMeasured(plans: readonly ShownPlan[], parameter: string, palette: Palette) {
  return useCallback(
    ({ snapshot }: Frame) =>
      plans.map((plan) => {
        const gradients = snapshot?.plans.find((entry) => entry.plan === plan.name)?.gradients;
        const gradient = gradients?.find((entry) => entry.parameter === parameter);
        return { row: { plan: plan.name, colour: colourOfPlan(palette, plan.index) }, gradient };
      }),
    [plans, palette, parameter],
  );
}

const NOTHING = new Float64Array();
const NO_TRACE = { count: NOTHING, mean: NOTHING, error: NOTHING };
