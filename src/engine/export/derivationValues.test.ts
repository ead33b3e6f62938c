import { expect, test } from 'vitest';
import { analyse } from '../analysis/analyse';
import type { Analysis } from '../analysis/contract';
import { isDeterministic, nodeOf } from '../analysis/graph';
import { generator } from '../base/mulberry';
import { feedsOf } from '../compile/feeds';
import { compileNodes } from '../compile/nodes';
import { compilePlan } from '../compile/plan';
import type { Document, Node, NodePlan, Plan } from '../document/types';
import { prepareReference } from '../executors/reference/reference';
import { modelOf } from '../model/model';
import { NodeFunctions } from '../testing/nodeFunctions';
import { type Factor, readTerm, type Signed } from '../testing/readTerm';
import { theorem1Latex } from './latex';

/** Puts the numbers of one sample into a derivation as it is shown. */
class Substitution {
  readonly #functions: NodeFunctions;

  constructor(readonly analysis: Analysis) {
    this.#functions = new NodeFunctions(analysis.graph);
  }

  /** The numbers of a sample, with the noise that its continuous circles were drawn from. */
  withNoise(values: ReadonlyMap<string, number>): Map<string, number> {
    const at = new Map(values);
    for (const name of this.analysis.kinds.keys()) at.set(`noise ${name}`, this.#functions.noise(name, at));
    return at;
  }

  sum(summands: readonly Signed[], at: Map<string, number>, target?: string): number {
    return summands.reduce(
      (total, { sign, factors }) => total + sign * this.#product(factors, at, target),
      0,
    );
  }

  #product(factors: readonly Factor[], at: Map<string, number>, outer?: string): number {
    const law = factors.find((factor) => factor.kind === 'logDensity');
    const target = law?.of ?? outer;
    let result = 1;
    for (const [i, factor] of factors.entries()) {
      switch (factor.kind) {
        case 'number':
          result *= factor.value;
          break;
        case 'value':
          result *= at.get(factor.of) ?? Number.NaN;
          break;
        case 'density':
          result *= Math.exp(this.#functions.logDensity(factor.of, at));
          break;
        // Its operators stand before it, and have been read already.
        case 'logDensity':
          break;
        case 'derivative':
          result *= this.#derivative(factor, at, target);
          break;
        case 'brackets':
          result *= this.sum(factor.summands, at, target);
          break;
        case 'difference': {
          const { of, node, from, to } = factor;
          result *= this.sum(of, this.#set(node, to, at)) - this.sum(of, this.#set(node, from, at));
          break;
        }
        case 'sum': {
          const rest = factors.slice(i + 1);
          return (
            result *
            [0, 1].reduce((total, x) => total + this.#product(rest, this.#set(factor.over, x, at), outer), 0)
          );
        }
      }
    }
    return result;
  }

  #derivative(
    { of, by, total, held }: Extract<Factor, { kind: 'derivative' }>,
    at: Map<string, number>,
    target?: string,
  ) {
    const law = (name: string, through: string): number => this.#functions.logDensitySlope(name, through, at);
    const along = (name: string, slope: (parent: string) => number): number =>
      total ? this.#throughAll(name, by, at, held, slope) : slope(by);
    switch (of.kind) {
      case 'operator':
        return along(target ?? '', (parent) => law(target ?? '', parent));
      case 'node':
        return along(of.of, (parent) => this.#functions.slope(of.of, parent, at, held));
      case 'density': {
        const p = Math.exp(this.#functions.logDensity(of.of, at));
        return p * along(of.of, (parent) => law(of.of, parent));
      }
      case 'probability': {
        const one = this.#set(of.of, 1, at);
        const p = Math.exp(this.#functions.logDensity(of.of, one));
        return p * along(of.of, (parent) => this.#functions.logDensitySlope(of.of, parent, one));
      }
    }
  }

  /** d name / d by over all paths through squares, by the chain rule. */
  #throughAll(
    name: string,
    by: string,
    at: Map<string, number>,
    held: readonly string[],
    slope: (parent: string) => number,
  ): number {
    const { rewritten, graph } = this.analysis;
    return nodeOf(graph, name).parents.reduce((total, parent) => {
      if (parent === by) return total + slope(parent);
      if (!isDeterministic(nodeOf(rewritten, parent))) return total;
      const above = this.#throughAll(parent, by, at, held, (next) =>
        this.#functions.slope(parent, next, at, held),
      );
      return above === 0 ? total : total + slope(parent) * above;
    }, 0);
  }

  /** The same sample with one circle at another value: all below it is worked out again, from the same noise. */
  #set(name: string, x: number, at: Map<string, number>): Map<string, number> {
    const { graph } = this.analysis;
    const now = new Map(at);
    const changed = new Set([name]);
    now.set(name, x);
    for (const other of graph.order) {
      const node = nodeOf(graph, other);
      if (changed.has(other) || !node.parents.some((parent) => changed.has(parent))) continue;
      changed.add(other);
      // Of a coin below only sums are taken.
      if (Number.isNaN(now.get(`noise ${other}`) ?? 0)) continue;
      now.set(other, this.#functions.value(other, now));
    }
    return now;
  }
}

const CIRCLES = ['Normal', 'Exponential', 'Bernoulli'] as const;

/**
 * Two parameters, up to five circles and squares, two costs. Half of the squares and costs hold the law of a circle,
 * and not all of these have the edges that it needs.
 */
function randomGraph(next: () => number): Document {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const number = () => (0.3 + next()).toFixed(2);
  const nodes: Node[] = [
    { name: 'a', kind: 'parameter', value: Math.round(200 * next() - 100) / 100 },
    { name: 'b', kind: 'parameter', value: Math.round(200 * next() - 100) / 100 },
  ];
  const names = () => nodes.map(({ name }) => name);
  const some = () =>
    [...new Set([pick(names()), pick(names()), pick(names())])].slice(0, 1 + Math.floor(3 * next()));
  const sum = (parents: readonly string[]) => parents.map((parent) => `${number()}*${parent}`).join('+');
  const withLaw = (parents: readonly string[], formula: string) => {
    const circles = nodes.filter((node) => node.kind === 'stochastic');
    if (circles.length === 0 || next() < 0.5) return { parents, expression: formula };
    const { name, distribution, parents: above } = pick(circles);
    const laws = [`log_prob(${name})`, `entropy(${name})`, `stop(log_prob(${name}))`];
    if (distribution === 'Normal')
      laws.push(`kl(${name}, Normal(0.2, 1.5))`, `kl(Normal(0.2, 1.5), ${name})`);
    const drawn = next() < 0.3 ? above : [];
    return {
      parents: [...new Set([...parents, name, ...drawn])],
      expression: `${formula}+${number()}*${pick(laws)}*${pick(['1', `tanh(${name})`])}`,
    };
  };
  for (const name of ['x', 'y', 'z', 'g', 'h'].slice(0, 2 + Math.floor(4 * next()))) {
    const parents = some();
    const inner = sum(parents);
    if (next() < 0.35) {
      nodes.push({ name, kind: 'deterministic', ...withLaw(parents, `tanh(${inner})`) });
      continue;
    }
    const distribution = pick(CIRCLES);
    const args: Record<string, string> = {
      Normal: { loc: inner, scale: `0.5+sigmoid(${inner})` },
      Exponential: { rate: `1+sigmoid(${inner})` },
      Bernoulli: { logits: inner },
    }[distribution];
    nodes.push({ name, kind: 'stochastic', parents, distribution, args });
  }
  for (const name of ['f', 'k']) {
    const parents = some();
    const trains = next() < 0.25 ? { trains: [pick(['a', 'b'])] } : {};
    const missing = next() < 0.15;
    nodes.push({
      name,
      kind: 'cost',
      ...(missing ? { parents } : withLaw(parents, `(2*tanh(${sum(parents)})-0.4)^2`)),
      ...trains,
    });
  }
  return { scg: 1, title: '', about: '', seed: 1 + Math.floor(1000 * next()), nodes, plans: [] };
}

/** Estimators whose terms a single sample tells. */
function randomPlan({ nodes }: Document, next: () => number): Plan {
  const coins = nodes.filter((node) => node.kind === 'stochastic' && node.distribution === 'Bernoulli');
  // Other values of one coin would need another's noise: all are summed over, or none.
  const summed = next() < 0.5;
  const entries = nodes.flatMap((node): (readonly [string, NodePlan])[] => {
    if (node.kind !== 'stochastic') return [];
    const score: NodePlan = {
      estimator: 'score',
      ...(next() < 0.5 ? { baseline: next() < 0.5 ? 0.75 : -1.5 } : {}),
    };
    if (node.distribution !== 'Bernoulli') {
      const draw = next();
      const path: NodePlan = { estimator: 'pathwise', ...(draw > 0.8 ? { stickTheLanding: true } : {}) };
      return draw < 0.2 ? [] : [[node.name, draw < 0.6 ? score : path]];
    }
    if (summed) return [[node.name, { estimator: 'enumerate' }]];
    return [[node.name, coins.length === 1 && next() < 0.3 ? { estimator: 'measureValued' } : score]];
  });
  return {
    name: 'plan',
    nodes: Object.fromEntries(entries),
    ...(next() < 0.2 ? { credit: 'all' as const } : {}),
  };
}

const SAMPLES = 2;

/** What of the samples each executor output was, by name. */
function samplesOf(compiled: { program: Parameters<typeof prepareReference>[0] }, document: Document) {
  const { raw } = prepareReference(compiled.program).runNow({
    seed: document.seed,
    first: 0,
    count: SAMPLES,
    feeds: feedsOf(document),
    raw: SAMPLES,
  });
  return Array.from(
    { length: SAMPLES },
    (_, i) => new Map(compiled.program.outputs.map(({ name }, o) => [name, raw[o]?.[i] ?? Number.NaN])),
  );
}

function isHard(document: Document): boolean {
  return document.nodes.some(
    (node) => 'expression' in node && /log_prob|kl|entropy/.test(node.expression ?? ''),
  );
}

test('the derivation, term by term, is what the executors compute', () => {
  const next = generator(20151);
  const seen = { laws: 0, sums: 0, differences: 0, totals: 0, held: 0, terms: 0 };
  for (let trial = 0; trial < 300; trial++) {
    const document = randomGraph(next);
    const plan = randomPlan(document, next);
    const words = JSON.stringify({ nodes: document.nodes, plan });
    const analysis = analyse(modelOf(document), plan);
    const substitution = new Substitution(analysis);
    const model = modelOf(document);
    const nodes = samplesOf(compileNodes(model), document);
    const gradients = samplesOf(compilePlan(model, plan), document);
    if (isHard(document)) seen.laws++;
    for (const parameter of ['a', 'b'])
      for (const form of ['score-times-downstream', 'cost-times-scores'] as const) {
        const terms = theorem1Latex(analysis, parameter, form).lines.flat();
        const summands = terms.map(
          ({ sign, latex }): Signed => ({ sign: sign === '-' ? -1 : 1, factors: readTerm(latex) }),
        );
        seen.terms += terms.length;
        const text = terms.map(({ sign, latex }) => sign + latex).join('');
        if (text.includes('\\sum')) seen.sums++;
        if (text.includes('right]')) seen.differences++;
        if (text.includes('mathrm{d}')) seen.totals++;
        if (text.includes('lfloor')) seen.held++;
        nodes.forEach((values, i) => {
          const shown = substitution.sum(summands, substitution.withNoise(values));
          const run = gradients[i]?.get(`gradient:${parameter}`) ?? Number.NaN;
          // Both are float64 all the way; sums of a few terms of ordinary size.
          expect(Math.abs(shown - run), `${text} = ${shown}, run ${run}, ${words}`).toBeLessThan(
            1e-8 * (1 + Math.abs(run)),
          );
        });
      }
  }
  expect(seen.laws).toBeGreaterThan(150);
  expect(seen.sums).toBeGreaterThan(100);
  expect(seen.differences).toBeGreaterThan(20);
  expect(seen.totals).toBeGreaterThan(10);
  expect(seen.held).toBeGreaterThan(20);
  expect(seen.terms).toBeGreaterThan(2000);
});
