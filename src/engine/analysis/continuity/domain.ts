import type { Distribution } from '../../distributions/contract';
import { type Hull, hull, REAL } from '../../intervals/hulls';
import { type Shape, sizeOf } from '../../ir/shape';

/** The set that a node's value lies in, as far as is known. */
export type Domain =
  | { readonly kind: 'interval'; readonly hull: Hull }
  /** Positive numbers along the last axis that sum to one. */
  | { readonly kind: 'simplex' }
  /** Whole numbers from `from` on, at most `count` of them; `step` apart. */
  | { readonly kind: 'whole'; readonly from: number; readonly step: number; readonly count: number }
  | { readonly kind: 'oneHot' };

export const ANY_NUMBER: Domain = { kind: 'interval', hull: REAL };
export const UNIT_INTERVAL: Domain = { kind: 'interval', hull: hull(0, 1) };

/** Counts that are tried of a node that may be any. */
const COUNTS = 8;

/** Where the draws of a distribution lie, for intervals of its arguments. */
export function domainOfDraws({ support }: Distribution, arg: (name: string) => Hull, width: number): Domain {
  switch (support) {
    case 'real':
    case 'realVector':
      return ANY_NUMBER;
    case 'positive':
      return { kind: 'interval', hull: hull(0, Infinity) };
    case 'unitInterval':
      return UNIT_INTERVAL;
    case 'interval':
      return { kind: 'interval', hull: hull(arg('low').low, arg('high').high) };
    case 'simplex':
      return { kind: 'simplex' };
    case 'boolean':
      return { kind: 'whole', from: 0, step: 1, count: 2 };
    case 'signs':
      return { kind: 'whole', from: -1, step: 2, count: 2 };
    case 'naturals':
    case 'counts':
      return { kind: 'whole', from: 0, step: 1, count: COUNTS };
    case 'index':
      return { kind: 'whole', from: 0, step: 1, count: width };
    case 'oneHot':
      return { kind: 'oneHot' };
  }
}

export function domainHull(domain: Domain): Hull {
  switch (domain.kind) {
    case 'interval':
      return domain.hull;
    case 'simplex':
      return hull(0, 1);
    case 'whole':
      return hull(
        domain.from,
        domain.count === COUNTS ? Infinity : domain.from + domain.step * (domain.count - 1),
        true,
      );
    case 'oneHot':
      return hull(0, 1, true);
  }
}

/** How numbers of unknown sign are tried: parameters are often positive, or probabilities. */
export type Habit = 'any' | 'positive' | 'probability';

/** A value of the domain, row-major; over many draws all sizes from a thousandth to ten thousand are met. */
export function drawIn(domain: Domain, shape: Shape, habit: Habit, random: () => number): Float64Array {
  const values = new Float64Array(sizeOf(shape));
  const width = Math.max(1, shape.at(-1) ?? 1);
  switch (domain.kind) {
    case 'interval':
      return values.map(() => numberIn(domain.hull, habit, random));
    case 'whole':
      return values.map(() => domain.from + domain.step * Math.floor(random() * domain.count));
    case 'oneHot':
      for (let row = 0; row < values.length; row += width) values[row + Math.floor(random() * width)] = 1;
      return values;
    case 'simplex':
      for (let row = 0; row < values.length; row += width) {
        const parts = Array.from({ length: width }, () => -Math.log(random()));
        const whole = parts.reduce((total, part) => total + part, 0);
        values.set(
          parts.map((part) => part / whole),
          row,
        );
      }
      return values;
  }
}

/** From a thousandth to ten thousand. */
function size(random: () => number): number {
  return 10 ** (7 * random() - 3);
}

function numberIn({ low, high }: Hull, habit: Habit, random: () => number): number {
  if (low > -Infinity && high < Infinity) return low + (high - low) * random();
  if (low > -Infinity) return low + size(random);
  if (high < Infinity) return high - size(random);
  const u = random();
  if (habit === 'probability') return u;
  // Half of them of ordinary size, where most formulas have their borders.
  const number = random() < 0.5 ? 3 * u : size(random);
  return habit === 'positive' || random() < 0.5 ? number : -number;
}
