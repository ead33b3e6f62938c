import type { Data } from 'plotly.js';
import type { Method } from '../../presets/reinforcement/methods';
import type { End } from '../plot/ends';
import { lineTrace, signsTrace } from '../plot/traces';
import type { Palette } from '../ui/palette';
import { colourOf, lookOf } from './looks';

/** A line of a method, in its colour and manner. */
export function methodTrace(
  method: Method,
  x: readonly number[],
  y: readonly number[],
  palette: Palette,
  width = 2.25,
): Data {
  return lineTrace(x, y, { color: colourOf(method, palette), width, dash: lookOf(method).dash });
}

/** The name of a method where its line ends. */
export function methodEnd(method: Method, palette: Palette, place: Pick<End, 'x' | 'y'>): End {
  return { name: method.name, sign: lookOf(method).sign, colour: colourOf(method, palette), ...place };
}

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
