import type { Builder, Value } from '../ir/builder';
import type { Shape } from '../ir/shape';
import { argument, argumentNumbers } from './argument';
import type { Args, Distribution } from './contract';
import { alongLast } from './lastAxis';
import { normal } from './normal';
import { logDiagonal, lowerRows, solveLower } from './triangular';

/**
 * MultivariateNormal(loc, scale_tril): vectors loc + L z of k coordinates, covariance L L' for the lower triangular L =
 * scale_tril. What stands above its diagonal is not read.
 */
export const multivariateNormal: Distribution = {
  name: 'MultivariateNormal',
  discrete: false,
  support: 'realVector',
  constraints: { loc: 'vector', scale_tril: 'lowerTriangular' },
  vector: true,
  sample: (b, args, batch, noise) => {
    const width = widthOf(args);
    const z = b.reshape(noise.normal([...batch, width]), [...batch, 1, width]);
    return b.add(argument(args, 'loc'), b.sum(b.mul(lowerPart(b, args), z), [-1]));
  },
  pathwise: true,
  logProb: (b, args, x) => {
    const rows = lowerRows(b, argument(args, 'scale_tril'));
    const z = solveLower(b, rows, alongLast(b, b.sub(x, argument(args, 'loc'))));
    const square = z.reduce((sum, value) => b.add(sum, b.square(value)), b.constant(0));
    const constant = 0.5 * widthOf(args) * Math.log(2 * Math.PI);
    return b.sub(b.sub(b.mul(-0.5, square), logDiagonal(b, rows)), constant);
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => b.broadcast(argument(args, 'loc'), momentShape(b, args)),
  variance: (b, args) => b.broadcast(squares(b, args), momentShape(b, args)),
  cdf: undefined,
  marginal: (args, coordinate) => {
    const loc = argumentNumbers(args, 'loc');
    const row = argumentNumbers(args, 'scale_tril').slice(
      coordinate * loc.length,
      (coordinate + 1) * loc.length,
    );
    return {
      distribution: normal,
      args: { loc: [loc[coordinate] ?? Number.NaN], scale: [Math.hypot(...row)] },
    };
  },
  latex: {
    symbol: '\\mathcal{N}',
    density:
      '\\frac{1}{(2\\pi)^{k/2}\\det L}\\exp\\left(-\\tfrac{1}{2}\\left\\|L^{-1}(x-\\mu)\\right\\|^2\\right)',
    sampler: 'x = \\mu + L\\epsilon,\\ \\epsilon \\sim \\mathcal{N}(0, I)',
  },
};

function widthOf(args: Args): number {
  return argument(args, 'loc').shape.at(-1) ?? 0;
}

/** The matrix with zeros above its diagonal, whatever stands there. */
function lowerPart(b: Builder, args: Args): Value {
  const width = widthOf(args);
  const ones = Array.from({ length: width * width }, (_, i) => (i % width <= Math.floor(i / width) ? 1 : 0));
  return b.mul(argument(args, 'scale_tril'), b.constant(ones, [width, width]));
}

/** Variances of the coordinates, [..., k]. */
function squares(b: Builder, args: Args): Value {
  return b.sum(b.square(lowerPart(b, args)), [-1]);
}

function momentShape(b: Builder, args: Args): Shape {
  return b.together(argument(args, 'loc'), squares(b, args))[0].shape;
}
