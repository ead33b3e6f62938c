import type { ParameterTraining, PlanTraining } from './contract';
import type { CurvePoint, TrainingCurve } from './curve';
import type { GradientMeasure, GradientMoments } from './gradientMeasure';
import type { Layer } from './layers';
import type { PlanTrainer } from './planTrainer';

/** One plan on its way, with what was last seen of it. */
export interface PlanLane {
  readonly trainer: PlanTrainer;
  measure: GradientMeasure;
  readonly curve: TrainingCurve;
  costs: ReadonlyMap<string, number>;
  moments: ReadonlyMap<string, GradientMoments>;
}

export interface ParameterPlace {
  readonly name: string;
  readonly layers: readonly Layer[];
}

/** What the page is told of a plan. */
export function planTraining(
  { trainer, curve, costs, moments }: PlanLane,
  parameters: readonly ParameterPlace[],
  hasHeldOut: boolean,
): PlanTraining {
  const column = (of: (point: CurvePoint) => number) => Float64Array.from(curve.points, of);
  const numbers = trainer.parameters;
  return {
    plan: trainer.plan.name,
    steps: trainer.steps,
    curve: {
      step: column(({ step }) => step),
      cost: column(({ cost }) => cost),
      heldOut: hasHeldOut ? column(({ heldOut }) => heldOut) : new Float64Array(0),
      gradientNorm: column(({ gradientNorm }) => gradientNorm),
    },
    costs: [...costs].map(([node, mean]) => ({ node, mean })),
    parameters: parameters.map(({ name, layers }, i): ParameterTraining => {
      const own = moments.get(name);
      return {
        parameter: name,
        totalVariance: totalOf(own),
        varianceCurve: column(({ variances }) => variances[i] ?? Number.NaN),
        layers: layers.map(({ words, begin, size }) => ({
          words,
          size,
          norm: normOf(chunk(numbers.get(name), begin, size)),
          signalToNoise: own ? signalToNoise(own, begin, size) : Number.NaN,
        })),
      };
    }),
    divergence: trainer.divergence,
  };
}

function chunk(numbers: Float32Array | undefined, begin: number, size: number): Float32Array {
  return numbers?.subarray(begin, begin + size) ?? new Float32Array(0);
}

/** Euclidean; unlike Math.hypot of any number of numbers. */
function normOf(numbers: Float32Array): number {
  return Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0));
}

/** The total variance of one estimate. */
export function totalOf(moments: GradientMoments | undefined): number {
  return moments ? moments.variance.reduce((sum, variance) => sum + variance, 0) : Number.NaN;
}

/** Norm of the mean over the root of the total variance of one estimate. */
function signalToNoise({ mean, variance }: GradientMoments, begin: number, size: number): number {
  const signal = mean.subarray(begin, begin + size).reduce((sum, x) => sum + x * x, 0);
  const noise = variance.subarray(begin, begin + size).reduce((sum, x) => sum + x, 0);
  return Math.sqrt(signal / noise);
}
