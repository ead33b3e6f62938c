import { type Finding, FindingError } from '../diagnostics/types';
import type { MeasureValuedPlan } from '../document/types';
import type { Value } from '../ir/builder';
import { sizeOf } from '../ir/shape';
import type { Estimator, TermSite } from './contract';
import { WEAK_DERIVATIVES, type WeakPair } from './weakDerivatives';
import { weighed } from './weighed';

/** Elements of one node, each with its own pairs of evaluations. */
const MOST_ELEMENTS = 64;

/**
 * Approximates: the derivative of E[cost] in the arguments of the node's distribution.
 * With: c * (Q-hat(x+) - Q-hat(x-)) for every argument a and element, where dp(x; a)/da = c (p+(x) - p-(x)) is the
 * argument's weak derivative; the graph below is evaluated at both draws with the same noise. As the surrogate term
 * a * stop(c * (Q-hat(x+) - Q-hat(x-))).
 * Requires: a weak derivative of the distribution in every argument that a parameter reaches; of the cost nothing at
 * all, not even continuity.
 * Bias: none. `coupled` both draws share noise, which only changes the variance.
 * Source: Pflug 1989; Heidergott et al. 2008; Mohamed et al. 2020, section 6.
 */
export const measureValued: Estimator<MeasureValuedPlan> = {
  name: 'measureValued',
  value: ({ b, draw }) => b.stop(draw),
  terms: (site, { coupled = true }) => {
    const pairs = WEAK_DERIVATIVES[site.distribution.name]?.(site, coupled) ?? [];
    const elements = sizeOf(site.batch);
    if (elements > MOST_ELEMENTS) throw new FindingError([tooMany(site.name, elements)]);
    return pairs.flatMap((pair) =>
      Array.from({ length: elements }, (_, element) => termOf(site, pair, element)),
    );
  },
};

function termOf(site: TermSite, pair: WeakPair, element: number): Value {
  const { b, creditIf, credit } = site;
  const { of, factor, plus, minus, chances } = pair;
  const at = (x: Value) => b.element(b.reshape(b.broadcast(x, site.batch), [sizeOf(site.batch)]), element);
  const creditAt = (x: Value, chance: Value | undefined) => {
    const own = creditIf(withElement(site, element, x));
    return chance ? weighed(b, own, at(chance)) : own;
  };
  const low = minus === 'own draw' ? credit : creditAt(minus, chances?.minus);
  const difference = b.sub(creditAt(plus, chances?.plus), low);
  return b.mul(at(of), b.stop(b.mul(at(b.value(factor)), difference)));
}

/** The node's value with one element replaced by that of `x`. */
function withElement({ b, value, batch }: TermSite, element: number, x: Value): Value {
  const size = sizeOf(batch);
  const whole = b.broadcast(b.stop(x), value.shape);
  if (size === 1) return whole;
  const event = value.shape.slice(batch.length);
  const chosen = b.reshape(b.oneHot(element, size), [...batch, ...event.map(() => 1)]);
  return b.where(chosen, whole, value);
}

function tooMany(name: string, size: number): Finding {
  const facts = {
    what: 'the elements that measureValued evaluates one by one are',
    size,
    limit: MOST_ELEMENTS,
  };
  return { code: 'too-large', facts, nodes: [name] };
}
