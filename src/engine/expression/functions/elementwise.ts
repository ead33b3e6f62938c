import { BINDING, bracketed, enclosed, power } from '../setting';
import { type ArrayFunction, nth, ofMany, ofOne } from './contract';

/** Functions of single elements; arrays are broadcast as in NumPy. */
export const ELEMENTWISE: readonly ArrayFunction[] = [
  ofOne('exp', 'e to the power x', '\\exp', (b, x) => b.exp(x)),
  ofOne('log', 'natural logarithm', '\\log', (b, x) => b.log(x)),
  ofOne(
    'log1p',
    'log(1 + x), exact for small x',
    ({ text }) => ({ text: `\\log${bracketed(`1 + ${text}`)}`, level: BINDING.power }),
    (b, x) => b.log1p(x),
  ),
  ofOne('expm1', 'exp(x) - 1, exact for small x', '\\operatorname{expm1}', (b, x) => b.expm1(x)),
  ofOne(
    'sqrt',
    'square root',
    ({ text }) => ({ text: `\\sqrt{${text}}`, level: BINDING.power }),
    (b, x) => b.sqrt(x),
  ),
  ofOne(
    'square',
    'x squared',
    (x) => power(x, '2'),
    (b, x) => b.square(x),
  ),
  ofOne('sin', 'sine of x in radians', '\\sin', (b, x) => b.sin(x)),
  ofOne('cos', 'cosine of x in radians', '\\cos', (b, x) => b.cos(x)),
  ofOne('tan', 'tangent of x in radians', '\\tan', (b, x) => b.div(b.sin(x), b.cos(x))),
  ofOne('tanh', 'hyperbolic tangent, between -1 and 1', '\\tanh', (b, x) => b.tanh(x)),
  ofOne('sigmoid', '1/(1 + exp(-x)), between 0 and 1', '\\operatorname{sigmoid}', (b, x) => b.sigmoid(x)),
  ofOne('softplus', 'log(1 + exp(x)), always positive', '\\operatorname{softplus}', (b, x) => b.softplus(x)),
  ofOne(
    'relu',
    'x where it is positive, else 0',
    '\\operatorname{relu}',
    (b, x) => b.max(x, 0),
    'almost-everywhere',
  ),
  ofOne(
    'abs',
    'absolute value',
    ({ text }) => enclosed('|', text, '|'),
    (b, x) => b.abs(x),
    'almost-everywhere',
  ),
  ofOne('sign', '-1, 0 or 1', '\\operatorname{sign}', (b, x) => b.sign(x), 'none'),
  ofOne('step', '1 where x > 0, else 0', '\\operatorname{step}', (b, x) => b.step(x), 'none'),
  ofOne('floor', 'largest whole number not above x', '\\operatorname{floor}', (b, x) => b.floor(x), 'none'),
  ofOne(
    'round',
    'nearest whole number; halves go up',
    '\\operatorname{round}',
    (b, x) => b.floor(b.add(x, 0.5)),
    'none',
  ),
  ofOne('lgamma', 'logarithm of the Gamma function', '\\log\\Gamma', (b, x) => b.lgamma(x)),
  ofOne('erf', 'error function', '\\operatorname{erf}', (b, x) => b.erf(x)),
  ofOne(
    'stop',
    'x without its gradient',
    ({ text }) => enclosed('\\lfloor', text, '\\rfloor'),
    (b, x) => b.stop(x),
  ),
  ofMany(
    'where(condition, a, b)',
    'a where the condition holds (is not 0), else b',
    [3, 3],
    '\\operatorname{where}',
    (b, args) => b.where(nth(args, 0), nth(args, 1), nth(args, 2)),
    ['none', 'smooth', 'smooth'],
  ),
];
