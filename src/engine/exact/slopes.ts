import type { Feeds } from '../ir/program';
import { type Bounded, exactly, type Sized } from './bounded';
import type { Costs } from './costs';
import { derivative, LONGEST_STEP } from './derivative';
import type { Limits } from './limits';
import type { Failure } from './summation';

/**
 * The largest error of what is called exact, as a share of its value, or of the size of the costs where that is
 * larger.
 */
export const PRECISION = 1e-4;

/** Costs whose error is a larger share of their size than this are differenced at long steps. */
const INEXACT = 1e-9;

/** One number of a parameter, and the outputs whose sum is differentiated in it. */
export interface Coordinate {
  readonly name: string;
  readonly k: number;
  readonly outputs: readonly number[];
}

/** Why a derivative is not had; `kink`: it does not exist, or its rounding hides it. */
export type NoSlope =
  | { readonly failure: Failure }
  | { readonly failure: 'kink'; readonly parameter: string };

/**
 * The derivatives of expected costs, coordinate by coordinate, as difference quotients at `feeds`; or why they are not
 * had.
 * @param isInside whether distributions are defined at other feeds
 * @param onNext called before each, with its position
 */
export function slopesOf(
  costs: Costs,
  feeds: Feeds,
  coordinates: readonly Coordinate[],
  isInside: (at: Feeds) => boolean,
  limits: Limits,
  onNext: (coordinate: Coordinate, position: number) => void,
): readonly Bounded[] | NoSlope {
  const slopes: Bounded[] = [];
  // Coordinates of one parameter have one middle.
  const middles = new Map<string, Middle>();
  for (const [i, coordinate] of coordinates.entries()) {
    onNext(coordinate, i);
    const { name, outputs } = coordinate;
    const key = [name, ...outputs].join();
    const middle = middles.get(key) ?? costs.sum(feeds, outputs, name);
    middles.set(key, middle);
    const slope = slopeOf(costs, feeds, coordinate, middle, isInside);
    if (limits.expired()) return { failure: 'time' };
    if (typeof slope === 'string') return { failure: slope };
    if (!slope) return { failure: 'kink', parameter: name };
    slopes.push(slope);
  }
  return slopes;
}

/** The sum of costs where the coordinate stands. */
type Middle = ReturnType<Costs['sum']>;

/**
 * The derivative in one coordinate, with the size of the costs around; undefined, or what failed on the way, where
 * none is precise.
 */
function slopeOf(
  costs: Costs,
  feeds: Feeds,
  { name, k, outputs }: Coordinate,
  middle: Middle,
  isInside: (at: Feeds) => boolean,
): Sized | Failure | undefined {
  const here = feeds.get(name)?.[k] ?? 0;
  let size = 0;
  let failure: Failure | undefined;
  const isInexact = !('failure' in middle) && middle.error > INEXACT * middle.size;
  const slope = derivative(
    (x) => {
      const at = x === here ? feeds : moved(feeds, name, k, x);
      if (x !== here && !isInside(at)) return undefined;
      const found = x === here ? middle : costs.sum(at, outputs, name);
      if ('failure' in found) failure = found.failure;
      if ('failure' in found || !Number.isFinite(found.value)) return undefined;
      size = Math.max(size, found.size);
      return found;
    },
    here,
    isInexact ? LONGEST_STEP : costs.step,
  );
  if (!slope || slope.error > PRECISION * Math.max(Math.abs(slope.value), size)) return failure;
  // A cost that does not move at all has the slope 0 exactly, whatever its rounding.
  return { ...(slope.value === 0 && slope.error === 0 ? exactly(0) : slope), size };
}

function moved(feeds: Feeds, name: string, k: number, value: number): Feeds {
  const values = Float64Array.from(feeds.get(name) ?? []);
  values[k] = value;
  return new Map([...feeds, [name, values]]);
}
