import type { Data } from 'plotly.js';
import type { Method } from '../../presets/reinforcement/methods';
import { signsTrace } from '../plot/traces';
import type { Palette } from '../ui/palette';
import { colourOf, lookOf } from './looks';

/** A point of a method; `error`: half the length of its upright bar. */
interface Mark {
  readonly method: Method;
  readonly x: number;
  readonly y: number;
  readonly error?: number;
}

/** Signs of methods, in one trace: Plotly's work grows with the number of traces. */
export function marks(points: readonly Mark[], palette: Palette): Data {
  const errors = points.map(({ error = 0 }) => error);
  const signs = signsTrace(
    points.map(({ x }) => x),
    points.map(({ y }) => y),
    {
      color: points.map(({ method }) => colourOf(method, palette)),
      symbol: points.map(({ method }) => lookOf(method).symbol),
      size: 9,
      line: { color: palette.panel, width: 1 },
    },
  );
  if (errors.every((error) => error === 0)) return signs;
  return {
    ...signs,
    error_y: { type: 'data', array: errors, color: palette.muted, thickness: 1.5, width: 4 },
  };
}
