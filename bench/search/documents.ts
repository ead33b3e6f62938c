import { type DistributionName, PATHWISE } from '../../src/engine/document/distributions';
import type { Document, Node, StochasticNode } from '../../src/engine/document/types';
import { type Atom, scalarExpression, type Taste } from './expressions';
import { plansFor } from './plans';
import { type Random, randomOf } from './random';

/** A parameter may stand for an argument directly where its value lies in the argument's domain. */
type Domain = 'real' | 'positive' | 'unit';

export interface Parameter extends Atom {
  readonly domain: Domain;
}

export const TASTES: readonly Taste[] = [
  { jump: 0.05, edge: 0.05, narrow: 0, tail: 0.05 },
  { jump: 0.5, edge: 0.05, narrow: 0.02, tail: 0.02 },
  { jump: 0.1, edge: 0.4, narrow: 0.02, tail: 0.03 },
  { jump: 0.15, edge: 0.05, narrow: 0.25, tail: 0 },
  { jump: 0.1, edge: 0.1, narrow: 0, tail: 0.25 },
];

const DISCRETE: readonly DistributionName[] = [
  'Bernoulli',
  'Rademacher',
  'Binomial',
  'Poisson',
  'Geometric',
  'Categorical',
  'OneHotCategorical',
];

/** Some more often than others. */
export const LAWS: readonly DistributionName[] = ['Normal', 'Normal', ...PATHWISE, 'Bernoulli', ...DISCRETE];

/** Laws whose draw is a vector. */
const VECTORS: ReadonlySet<DistributionName> = new Set([
  'Dirichlet',
  'MultivariateNormal',
  'OneHotCategorical',
]);

/**
 * A small document with jumps, edges, odd scales and heavy tails, which its seed decides: one to three parameters, up
 * to four circles of any law (about three continuous variables at most), squares, one or two costs, and several plans.
 * It need not be sound: the caller checks.
 */
export function randomDocument(seed: number): Document {
  const random = randomOf(seed);
  const taste = random.pick(TASTES);
  const parameters = parametersOf(random);
  const nodes: Node[] = parameters.map(({ node }) => node);
  const atoms: Atom[] = parameters.map(({ parameter }) => parameter);
  const known = parameters.map(({ parameter }) => parameter);
  if (random.chance(0.15)) {
    nodes.push({
      name: 'u',
      kind: 'input',
      value: [random.between(-1, 1), random.between(-1, 1)],
    });
    atoms.push({ name: 'u', length: 2 });
  }
  let continuous = 0;
  const drawn: string[] = [];
  const circles = random.pick([1, 1, 1, 2, 2, 3]);
  for (let i = 1; i <= circles; i++) {
    const law = random.pick(LAWS);
    const circle = circleOf(random, `x${i}`, law, atoms, known, taste);
    const variables = DISCRETE.includes(law) ? 0 : (circle.atom.length ?? 1);
    // Mostly what can be integrated over.
    if (continuous + variables > 3 && !random.chance(0.1)) continue;
    continuous += variables;
    nodes.push(circle.node);
    atoms.push(circle.atom);
    drawn.push(circle.atom.name);
    if (random.chance(0.25)) {
      const expression = scalarExpression(random, mostlyDrawn(random, atoms, drawn), 2, taste);
      nodes.push({ name: `g${i}`, kind: 'deterministic', parents: namesIn(expression, atoms), expression });
      atoms.push({ name: `g${i}` });
      drawn.push(`g${i}`);
    }
  }
  for (const name of random.chance(0.25) ? ['f1', 'f2'] : ['f']) {
    const depth = random.pick([1, 2, 2, 3]);
    const expression = scalarExpression(random, mostlyDrawn(random, atoms, drawn), depth, taste);
    const own = random.chance(0.03) ? `1e9+${expression}` : expression;
    nodes.push({ name, kind: 'cost', parents: namesIn(own, atoms), expression: own });
  }
  const document: Document = { scg: 1, title: `random ${seed}`, about: '', seed, nodes, plans: [] };
  return { ...document, plans: plansFor(random, document) };
}

function mostlyDrawn(random: Random, atoms: readonly Atom[], drawn: readonly string[]): readonly Atom[] {
  const own = atoms.filter(({ name }) => drawn.includes(name));
  return own.length > 0 && random.chance(0.75) ? own : atoms;
}

export function parametersOf(random: Random): { node: Node; parameter: Parameter }[] {
  return ['t', 'b', 'c'].slice(0, random.pick([1, 1, 2, 2, 3])).map((name) => {
    const domain = random.pick(['real', 'real', 'positive', 'unit'] as const);
    const value = valueIn(random, domain);
    if (domain === 'real' && random.chance(0.1)) {
      const values = [value, random.between(-1.5, 1.5)];
      return {
        node: { name, kind: 'parameter', value: values } as const,
        parameter: { name, domain, length: 2 },
      };
    }
    return { node: { name, kind: 'parameter', value } as const, parameter: { name, domain } };
  });
}

function valueIn(random: Random, domain: Domain): number {
  const odd = random.chance(0.2);
  switch (domain) {
    case 'real':
      return odd ? random.pick([0, 1e-6, -1e-4, 30, -300]) : random.between(-1.5, 1.5);
    case 'positive':
      return odd ? random.pick([1e-6, 1e-4, 0.003, 0.05, 1, 30, 300]) : random.between(0.2, 2);
    case 'unit':
      return odd ? random.pick([1e-6, 1e-4, 0.01, 0.99, 0.9999]) : random.between(0.1, 0.9);
  }
}

/** The names of `atoms` that an expression uses. */
export function namesIn(text: string, atoms: readonly { readonly name: string }[]): string[] {
  const used = new Set(text.match(/[A-Za-z_]\w*/g) ?? []);
  return atoms.flatMap(({ name }) => (used.has(name) ? [name] : []));
}

export function circleOf(
  random: Random,
  name: string,
  law: DistributionName,
  atoms: readonly Atom[],
  known: readonly Parameter[],
  taste: Taste,
): { node: StochasticNode; atom: Atom } {
  const args = argsOf(random, law, atoms, known, taste);
  const copies =
    !VECTORS.has(law) && random.chance(DISCRETE.includes(law) ? 0.3 : 0.2) ? 2 + random.below(2) : 1;
  const texts = Object.values(args).join(' ');
  const parents = namesIn(texts, atoms);
  const own = law === 'MultivariateNormal' ? 2 : VECTORS.has(law) ? 3 : undefined;
  const length = copies > 1 ? copies : own;
  return {
    node: {
      name,
      kind: 'stochastic',
      parents,
      distribution: law,
      args,
      ...(copies > 1 ? { shape: [copies] } : {}),
    },
    atom: length === undefined ? { name } : { name, length },
  };
}

function argsOf(
  random: Random,
  law: DistributionName,
  atoms: readonly Atom[],
  known: readonly Parameter[],
  taste: Taste,
): Readonly<Record<string, string>> {
  const smooth: Taste = { jump: taste.jump / 4, edge: 0, narrow: taste.narrow / 4, tail: 0 };
  const inner = (depth = 1) => scalarExpression(random, atoms, depth, smooth);
  const of = (domain: Domain) => known.filter((own) => own.domain === domain && own.length === undefined);
  const real = () =>
    random.chance(0.4)
      ? random.pick([...known.filter((p) => p.length === undefined).map((p) => p.name), '0'])
      : inner();
  const positive = (odd: readonly string[] = ['0.01', '0.1', '5', '1']) => {
    const direct = of('positive');
    if (direct.length > 0 && random.chance(0.5)) return random.pick(direct).name;
    if (random.chance(0.3)) return random.pick(odd);
    return random.pick([
      `exp(0.5*tanh(${inner()}))`,
      `0.3+softplus(${inner(0)})`,
      `0.2+sigmoid(${inner(0)})`,
      `exp(${random.between(-1, 1)})`,
    ]);
  };
  const unit = () => {
    const direct = of('unit');
    if (direct.length > 0 && random.chance(0.5)) return random.pick(direct).name;
    return random.pick([`sigmoid(${inner()})`, `sigmoid(${inner(0)})`, '0.3', '0.02']);
  };
  const small = ['0.05', '0.1', '0.3', '0.5', '1', '2', '7'];
  switch (law) {
    case 'Normal':
    case 'Laplace':
    case 'Cauchy':
    case 'Logistic':
    case 'Gumbel':
      return { loc: real(), scale: positive() };
    case 'LogNormal':
      return { loc: real(), scale: positive(['0.1', '0.5', '1', '2']) };
    case 'StudentT':
      return { df: random.pick(['3', '5', '8', '2.5', '1.5']), loc: real(), scale: positive() };
    case 'Exponential':
    case 'HalfNormal':
      return { [law === 'Exponential' ? 'rate' : 'scale']: positive() };
    case 'Weibull':
      return { scale: positive(), concentration: positive(['0.5', '1', '1.5', '3']) };
    case 'Gamma':
      return { concentration: positive(small), rate: positive() };
    case 'InverseGamma':
      return { concentration: positive(['1.5', '2.5', '4', '6']), rate: positive() };
    case 'Beta':
      return { concentration1: positive(small), concentration0: positive(small) };
    case 'Dirichlet':
      return { concentration: `stack(${positive(small)},${positive(small)},${positive(small)})` };
    case 'Uniform': {
      const low = real();
      return { low, high: `(${low})+${positive()}` };
    }
    case 'MultivariateNormal':
      return {
        loc: `stack(${real()},${real()})`,
        scale_tril: `stack(stack(${positive()},0),stack(${inner(0)},${positive()}))`,
      };
    case 'Bernoulli':
      return random.chance(0.5) ? { logits: inner() } : { probs: unit() };
    case 'Rademacher':
    case 'Geometric':
      return { probs: unit() };
    case 'Binomial':
      return { total_count: random.pick(['2', '3', '5', '20']), probs: unit() };
    case 'Poisson':
      return { rate: positive(['0.001', '0.3', '2', '8']) };
    case 'Categorical':
    case 'OneHotCategorical':
      return random.chance(0.5)
        ? { logits: `stack(0,${inner()},${inner(0)})` }
        : { probs: `softmax(stack(0,${inner()},${inner(0)}))` };
  }
}
