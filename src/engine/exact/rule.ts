import { gaussLegendre } from '../base/gaussLegendre';
import { normalCdf } from '../base/special/normal';
import type { Axis } from '../distributions/contract';

/** Points and weights of one dimension: the integral of f(t) p(t) is the sum of weight * f(point). */
export interface Points {
  readonly points: number[];
  readonly weights: number[];
  /** Positions of the outermost points of an unbounded variable. */
  readonly ends?: readonly number[];
}

/** Points of one panel. */
const ORDER = 10;

const PANEL = gaussLegendre(ORDER);

/** A variable of integration t with what it stands for: value(t), with density(t) dt its share of the measure. */
export interface Variable {
  readonly from: number;
  readonly to: number;
  readonly value: (t: number) => number;
  readonly density: (t: number) => number;
  /** Whether the measure, with any power of the value, has vanished at both ends. */
  readonly decays: boolean;
  /** The measure below t, where it is known. */
  readonly cumulative?: (t: number) => number;
  /** How many panels it needs where a standard normal needs one. */
  readonly panels: number;
}

/** A standard normal, out to 10 standard deviations. */
export const NORMAL_VARIABLE: Variable = {
  from: -10,
  to: 10,
  value: (t) => t,
  density: (t) => Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI),
  decays: true,
  cumulative: normalCdf,
  panels: 1,
};

/**
 * A uniform on (0, 1) as u = 1 / (1 + exp(-t)): logarithmic singularities at both ends, where the samplers of
 * unbounded distributions have them, become smooth tails. Beyond t = 36 float64 no longer tells u from 1, nor, for
 * samplers that work with u - 1/2, from 0.
 */
export const UNIFORM_VARIABLE: Variable = {
  from: -36,
  to: 36,
  value: (t) => 1 / (1 + Math.exp(-t)),
  density: (t) => 1 / (2 + Math.exp(t) + Math.exp(-t)),
  decays: true,
  cumulative: (t) => 1 / (1 + Math.exp(-t)),
  panels: 2,
};

/** A draw along its distribution's axis, at whose ends the density has vanished; the density is the caller's to multiply by. */
export function axisVariable({ from, to, draw, slope }: Axis): Variable {
  return { from, to, value: draw, density: slope, decays: true, panels: 2 };
}

/** Edges of equal panels, `panels` for a standard normal. */
export function panelEdges({ from, to, panels: own }: Variable, panels: number): number[] {
  const count = own * panels;
  return Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
}

/**
 * The rule for an integrand without jumps and kinks, with as many points as `panels` have. Where the measure decays at
 * both ends it is the trapezoidal one, whose error falls geometrically with the number of points for analytic integrands
 * (Trefethen and Weideman, "The Exponentially Convergent Trapezoidal Rule", SIAM Review 56(3), 2014).
 */
export function smoothRule(variable: Variable, panels: number): Points {
  if (!variable.decays) return composite(variable, panelEdges(variable, panels));
  const count = variable.panels * panels * ORDER;
  const h = (variable.to - variable.from) / count;
  const at = Array.from({ length: count }, (_, i) => variable.from + (i + 0.5) * h);
  return {
    points: at.map(variable.value),
    weights: at.map((t) => h * variable.density(t)),
    ends: [0, count - 1],
  };
}

/** The composite rule over panels with these edges: `points` are values of the variable. */
export function composite(variable: Variable, edges: readonly number[]): Points {
  const points: number[] = [];
  const weights: number[] = [];
  for (let i = 1; i < edges.length; i++) {
    const left = edges[i - 1] as number;
    const half = ((edges[i] as number) - left) / 2;
    if (half === 0) continue;
    PANEL.points.forEach((x, k) => {
      const t = left + half * (1 + x);
      points.push(variable.value(t));
      weights.push((PANEL.weights[k] as number) * half * variable.density(t));
    });
  }
  const outermost = [smallest(PANEL.points), points.length - ORDER + smallest(PANEL.points.map((x) => -x))];
  return { points, weights, ...(variable.decays ? { ends: outermost } : {}) };
}

function smallest(list: readonly number[]): number {
  return list.indexOf(Math.min(...list));
}

/** One point between any two edges, for an integrand that is constant there. */
export function stepPoints(
  value: (t: number) => number,
  cumulative: (t: number) => number,
  edges: readonly number[],
): Points {
  const points: number[] = [];
  const weights: number[] = [];
  for (let i = 1; i < edges.length; i++) {
    const [left, right] = [edges[i - 1] as number, edges[i] as number];
    if (left === right) continue;
    points.push(value((left + right) / 2));
    weights.push(cumulative(right) - cumulative(left));
  }
  return { points, weights };
}

/** `make` of every variable, made once for equal ones in a row. */
export function rememberedBy<T>(variables: readonly Variable[], make: (variable: Variable) => T): T[] {
  let last: { readonly variable: Variable; readonly made: T } | undefined;
  return variables.map((variable) => {
    if (last?.variable !== variable) last = { variable, made: make(variable) };
    return last.made;
  });
}
