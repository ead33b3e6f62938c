import type { Document, Node } from '../../src/engine/document/types';
import { circleOf, LAWS, namesIn, type Parameter, parametersOf, TASTES } from './documents';
import { type Atom, scalarExpression, type Taste } from './expressions';
import { plansFor } from './plans';
import { type Random, randomOf } from './random';

/**
 * A document with one circle of more elements than can be integrated over together, whose costs are sums and products
 * over its elements, so that an exact answer may be had element by element.
 */
export function wideDocument(seed: number): Document {
  const random = randomOf(seed);
  const taste = random.pick(TASTES);
  const parameters = parametersOf(random);
  const known = parameters.map(({ parameter }) => parameter);
  const nodes: Node[] = parameters.map(({ node }) => node);
  const { node, length } = wideCircle(random, known, taste);
  nodes.push(node);
  const elements = () => Array.from({ length }, (_, i): Atom => ({ name: `x[${i}]` }));
  const below: Atom[] = [];
  if (random.chance(0.25)) {
    const law = random.pick(LAWS);
    const atoms = [random.pick(elements())];
    const { node: own, atom } = circleOf(random, 'y', law, atoms, known, taste);
    if (own.shape === undefined) {
      const texts = Object.values(own.args ?? {}).join(' ');
      nodes.push({ ...own, parents: namesIn(texts, [...nodes]) });
      below.push(atom);
    }
  }
  const elementwise = () => scalarExpression(random, [{ name: 'x' }], random.pick([0, 1, 2]), taste);
  const addend = (): string => {
    const few = [random.pick(elements()), ...(random.chance(0.4) ? [random.pick(elements())] : []), ...below];
    return random.pick([
      () => scalarExpression(random, few, random.pick([1, 2]), taste),
      () => `sum(${elementwise()})`,
      () => `dot(x, range(${length}))`,
      () => `exp(-0.1*sum(x))*${random.pick(few).name}`,
      () => `prod(${elementwise()})`,
    ])();
  };
  const expression = Array.from({ length: random.pick([1, 1, 2, 3]) }, addend).join(' + ');
  nodes.push({ name: 'f', kind: 'cost', parents: namesIn(expression, nodes), expression });
  const document: Document = { scg: 1, title: `random ${seed}`, about: '', seed, nodes, plans: [] };
  return { ...document, plans: plansFor(random, document) };
}

function wideCircle(random: Random, known: readonly Parameter[], taste: Taste) {
  const length = 4 + random.below(4);
  const smooth: Taste = { ...taste, jump: 0, edge: 0, narrow: 0 };
  if (random.chance(0.3)) {
    const named = known.filter(({ domain, length: own }) => domain === 'positive' && own === undefined);
    const numbers = [...named.map(({ name }) => name), '0.3', '1', '2.5'];
    const shares = Array.from({ length }, () => random.pick(numbers));
    const concentration = `stack(${shares.join(',')})`;
    return {
      node: {
        name: 'x',
        kind: 'stochastic' as const,
        parents: namesIn(concentration, known),
        distribution: 'Dirichlet' as const,
        args: { concentration },
      },
      length,
    };
  }
  const law = random.pick(
    LAWS.filter((own) => !['Dirichlet', 'MultivariateNormal', 'OneHotCategorical'].includes(own)),
  );
  const { node } = circleOf(random, 'x', law, known, known, smooth);
  return { node: { ...node, shape: [length] }, length };
}
