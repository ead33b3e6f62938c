import { gradient } from '../autodiff/gradient';
import { type PerceptronLayout, weightCount } from '../base/weightLayout';
import { FindingError } from '../diagnostics/types';
import { tensorValues } from '../document/tensor';
import type { ValueBaseline } from '../document/types';
import type { Builder, Value } from '../ir/builder';
import { perceptron } from '../ir/networks';
import { sizeOf } from '../ir/shape';
import { tooMuch } from '../ir/workLimits';
import type { TermSite } from './contract';

/** Estimates that it learns from before the first one is recorded. */
const WARM_UP = 500;
const RATE = 0.05;

/**
 * Approximates: E[Q-hat | what the function sees].
 * With: a linear function, or a network with tanh layers, learned while running by the normalized step
 * w' = w + rate (Q-hat - V) grad V / (1 + |grad V|^2), which no scale of the costs makes diverge.
 * Requires: that it sees nothing that the node influences; then the score's mean stays as it is.
 * Source: input-dependent baselines of NVIL, Mnih and Gregor 2014, section 2.2; the step is that of normalized least
 * mean squares, Nagumo and Noda 1967.
 */
export function valueFunction(site: TermSite, { hidden = [], rate = RATE, of }: ValueBaseline): Value {
  const { b, credit } = site;
  const features = featuresOf(b, site.seen(of));
  const widths = [sizeOf(features.shape), ...hidden, 1];
  const layout: PerceptronLayout = { kind: 'network', widths, activation: 'tanh' };
  refuseTooManyWeights(site.name, weightCount(layout));
  const initial = initialWeights(widths);
  const evaluate = (weights: Value) => b.reshape(perceptron(b, layout, weights, features), []);
  site.warmUp(WARM_UP);
  const weights = site.carry({
    name: 'value',
    shape: [initial.length],
    initial,
    affine: false,
    next: (previous) => {
      const value = evaluate(previous);
      const [slope = previous] = gradient(b, value, [previous]);
      const step = b.div(b.mul(rate, b.sub(credit, value)), b.add(1, b.sum(b.square(slope))));
      return b.add(previous, b.mul(step, slope));
    },
  });
  return evaluate(weights);
}

function refuseTooManyWeights(node: string, count: number): void {
  const finding = tooMuch('weights', count);
  if (finding) throw new FindingError([{ ...finding, nodes: [node], field: 'baseline' }]);
}

/** The elements of all values, one after the other. */
function featuresOf(b: Builder, values: readonly Value[]): Value {
  const flat = values.map((value) => b.reshape(value, [sizeOf(value.shape)]));
  return flat.length === 0 ? b.fill(0, [1]) : b.concat(flat, 0);
}

/** Hidden layers begin at random, of variance 1 / inputs; the last one, and with it the function, at zero. */
function initialWeights(widths: readonly number[]): number[] {
  return widths.slice(1).flatMap((width, index) => {
    const inputs = widths[index] ?? 0;
    const zeros = Array.from({ length: width }, () => 0);
    if (index === widths.length - 2) return [...Array.from({ length: width * inputs }, () => 0), ...zeros];
    const scale = 1 / Math.sqrt(inputs);
    return [...tensorValues({ shape: [width, inputs], init: 'normal', scale, seed: index + 1 }), ...zeros];
  });
}
