import { describe, expect, test } from 'vitest';
import { generator } from '../base/mulberry';
import type { Document, Node, NodePlan, Plan } from '../document/types';
import { modelOf } from '../model/model';
import { analyse } from './analyse';

const theta: Node = { name: 'theta', kind: 'parameter', value: 1 };

function square(name: string, parents: readonly string[], expression?: string): Node {
  return { name, kind: 'deterministic', parents, ...(expression && { expression }) };
}

function cost(name: string, parents: readonly string[], expression?: string): Node {
  return { name, kind: 'cost', parents, ...(expression && { expression }) };
}

function normal(name: string, parents: readonly string[], loc: string): Node {
  return { name, kind: 'stochastic', parents, distribution: 'Normal', args: { loc, scale: '1' } };
}

function documentOf(...nodes: Node[]): Document {
  return { scg: 1, title: '', about: '', seed: 1, nodes, plans: [] };
}

function planOf(kinds: { readonly [name: string]: NodePlan['estimator'] }, credit?: Plan['credit']): Plan {
  const nodes = Object.fromEntries(Object.entries(kinds).map(([name, estimator]) => [name, { estimator }]));
  return { name: 'plan', nodes, ...(credit && { credit }) };
}

function faults(document: Document, plan: Plan): string[] {
  return analyse(modelOf(document), plan).violations.map(
    ({ parameter, edge, culprit, mend }) => `${parameter}: ${edge.join('->')} ${culprit} [${mend.join(' ')}]`,
  );
}

describe('Condition 1', () => {
  const step = documentOf(theta, normal('x', ['theta'], 'theta'), cost('f', ['x'], 'x^2 + 5*step(x)'));

  test('fails where a pathwise node meets a step, and is mended by the score function there', () => {
    expect(faults(step, planOf({ x: 'pathwise' }))).toEqual(['theta: x->f step [x]']);
    expect(analyse(modelOf(step), planOf({ x: 'pathwise' })).violations[0]?.kind).toBe('function');
  });

  test('holds where the parameter reaches the step through a scored node alone', () => {
    expect(faults(step, planOf({ x: 'score' }))).toEqual([]);
  });

  test('fails for the score of a distribution whose support moves, and not for its path', () => {
    const uniform = documentOf(
      theta,
      {
        name: 'x',
        kind: 'stochastic',
        parents: ['theta'],
        distribution: 'Uniform',
        args: { low: '0', high: 'theta' },
      },
      cost('f', ['x'], 'x^2'),
    );
    expect(faults(uniform, planOf({ x: 'score' }))).toEqual(['theta: theta->x Uniform []']);
    expect(analyse(modelOf(uniform), planOf({ x: 'score' })).violations[0]?.kind).toBe('support');
    expect(faults(uniform, planOf({ x: 'pathwise' }))).toEqual([]);
  });

  test('asks nothing of an edge to a dead end', () => {
    const dead = documentOf(
      theta,
      normal('x', ['theta'], 'theta'),
      square('y', ['x'], 'floor(x)'),
      cost('f', ['x']),
    );
    expect(faults(dead, planOf({ x: 'pathwise' }))).toEqual([]);
  });

  test('asks nothing of an edge to costs that do not train the parameter', () => {
    const nodes = (trains: string[]): Document =>
      documentOf(
        theta,
        { name: 'phi', kind: 'parameter', value: 1 },
        { name: 'f', kind: 'cost', parents: ['theta', 'phi'], expression: 'step(theta)*phi', trains },
      );
    expect(faults(nodes(['phi']), planOf({}))).toEqual([]);
    expect(faults(nodes(['theta']), planOf({}))).toEqual(['theta: theta->f step []']);
  });

  test('names no mend where a path of squares alone leads to the edge as well', () => {
    const both = documentOf(
      theta,
      normal('x', ['theta'], 'theta'),
      square('y', ['x', 'theta']),
      cost('f', ['y'], 'y > 0'),
    );
    expect(faults(both, planOf({ x: 'pathwise' }))).toEqual(['theta: y->f > []']);
  });

  test('names the node that all paths pass, nearest first', () => {
    const diamond = documentOf(
      theta,
      normal('x0', ['theta'], 'theta'),
      normal('x1', ['x0'], 'x0'),
      normal('x2', ['x0'], 'x0'),
      normal('x3', ['x1', 'x2'], 'x1 + x2'),
      cost('f', ['x3'], 'round(x3)'),
    );
    const all = planOf({ x0: 'pathwise', x1: 'pathwise', x2: 'pathwise', x3: 'pathwise' });
    expect(faults(diamond, all)).toEqual(['theta: x3->f round [x3 x0]']);
  });

  test('names all that must be scored together where no single one will do', () => {
    const split = documentOf(
      theta,
      normal('x1', ['theta'], 'theta'),
      normal('x2', ['theta'], 'theta'),
      square('y', ['x1', 'x2']),
      cost('f', ['y'], 'sign(y)'),
    );
    expect(faults(split, planOf({ x1: 'pathwise', x2: 'pathwise' }))).toEqual(['theta: y->f sign [x1 x2]']);
  });

  test('offers no score that would fail itself', () => {
    const uniform = documentOf(
      theta,
      {
        name: 'x',
        kind: 'stochastic',
        parents: ['theta'],
        distribution: 'Uniform',
        args: { low: '0', high: 'theta' },
      },
      cost('f', ['x'], 'step(x - 0.5)'),
    );
    expect(faults(uniform, planOf({ x: 'pathwise' }))).toEqual(['theta: x->f step []']);
  });

  test('looks at the arguments of a density, and of log_prob', () => {
    const coin: Node = {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Bernoulli',
      args: { probs: 'theta > 0' },
    };
    expect(faults(documentOf(theta, coin, cost('f', ['x'])), planOf({ x: 'score' }))).toEqual([
      'theta: theta->x > []',
    ]);
    const density = documentOf(theta, coin, cost('f', ['x', 'theta'], 'log_prob(x)'));
    expect(faults(density, planOf({ x: 'score' }))).toEqual(['theta: theta->x > []', 'theta: theta->f > []']);
  });

  test('takes kinks, stopped values and unreadable expressions as smooth', () => {
    for (const expression of ['relu(theta)', 'abs(theta)', 'stop(step(theta))', 'step(theta'])
      expect(faults(documentOf(theta, cost('f', ['theta'], expression)), planOf({}))).toEqual([]);
  });

  test('tells a jump that was seen from one that may be', () => {
    const found = (expression: string) =>
      analyse(
        modelOf(documentOf(theta, normal('x', ['theta'], 'theta'), cost('f', ['x'], expression))),
        planOf({ x: 'pathwise' }),
      );
    expect(found('step(x)').violations).toMatchObject([{ culprit: 'step', kind: 'function', sure: true }]);
    expect(found('step(x - 1e9)').violations).toMatchObject([{ culprit: 'step', sure: false, mend: ['x'] }]);
    expect(found('log_prob(Exponential(1), x)').violations).toMatchObject([
      { culprit: 'log_prob(Exponential)', kind: 'edge', sure: true, mend: ['x'] },
    ]);
    expect(found('x*step(x)')).toMatchObject({
      violations: [],
      meeting: [{ edge: ['x', 'f'], culprit: 'step', below: false }],
    });
  });

  test('asks for the density of a node credited with a cost it does not influence', () => {
    const naive = documentOf(
      theta,
      {
        name: 'x',
        kind: 'stochastic',
        parents: ['theta'],
        distribution: 'Uniform',
        args: { low: '0', high: 'theta' },
      },
      cost('f', ['theta']),
    );
    expect(faults(naive, planOf({ x: 'score' }))).toEqual([]);
    expect(faults(naive, planOf({ x: 'score' }, 'all'))).toEqual(['theta: theta->x Uniform []']);
  });
});

describe('the default of a plan', () => {
  const kindsOf = (document: Document, plan: Plan = planOf({})) =>
    Object.fromEntries(analyse(modelOf(document), plan).kinds);

  test('is pathwise where the distribution has it', () => {
    const document = documentOf(
      theta,
      normal('x', ['theta'], 'theta'),
      { name: 'z', kind: 'stochastic', parents: ['x'], distribution: 'Bernoulli', args: { logits: 'x' } },
      { name: 'y', kind: 'stochastic', parents: ['theta'] },
      cost('f', ['x', 'y', 'z']),
    );
    expect(kindsOf(document)).toEqual({ x: 'pathwise', z: 'score', y: 'pathwise' });
    expect(analyse(modelOf(document), planOf({})).violations).toEqual([]);
  });

  test('is the score function at the node nearest to a step', () => {
    const document = documentOf(
      theta,
      normal('x1', ['theta'], 'theta'),
      normal('x2', ['x1'], 'x1'),
      normal('x3', ['x2'], 'x2'),
      cost('f1', ['x2'], 'step(x2)'),
      cost('f2', ['x3'], 'x3'),
    );
    expect(kindsOf(document)).toEqual({ x1: 'pathwise', x2: 'score', x3: 'pathwise' });
  });

  test('is mended from the top, so that nothing is scored without need', () => {
    const document = documentOf(
      theta,
      normal('x1', ['theta'], 'theta'),
      normal('x2', ['x1'], 'x1'),
      cost('f2', ['x2'], 'step(x2)'),
      cost('f1', ['x1'], 'step(x1)'),
    );
    expect(kindsOf(document)).toEqual({ x1: 'score', x2: 'pathwise' });
    expect(analyse(modelOf(document), planOf({})).violations).toEqual([]);
  });

  test('scores several nodes where one is not enough', () => {
    const document = documentOf(
      theta,
      normal('x1', ['theta'], 'theta'),
      normal('x2', ['theta'], 'theta'),
      square('y', ['x1', 'x2']),
      cost('f', ['y'], 'step(y)'),
    );
    expect(kindsOf(document)).toEqual({ x1: 'score', x2: 'score' });
  });

  test('leaves alone what the plan says, and what no default causes', () => {
    const document = documentOf(
      theta,
      normal('x1', ['theta'], 'theta'),
      normal('x2', ['x1'], 'x1'),
      cost('f', ['x2'], 'step(x2)'),
    );
    expect(kindsOf(document, planOf({ x2: 'pathwise' }))).toEqual({ x1: 'score', x2: 'pathwise' });
    expect(kindsOf(document, planOf({ x1: 'pathwise', x2: 'pathwise' }))).toEqual({
      x1: 'pathwise',
      x2: 'pathwise',
    });
    const direct = documentOf(
      theta,
      normal('x', ['theta'], 'theta'),
      square('y', ['x', 'theta']),
      cost('f', ['y'], 'step(y)'),
    );
    expect(kindsOf(direct)).toEqual({ x: 'pathwise' });
  });

  test.each([
    ['exp(log_prob(Uniform(0, 1), x))', 'score'],
    ['exp(log_prob(Exponential(1), x))', 'score'],
    ['x > 0 ? log_prob(Exponential(2), x) : 0', 'score'],
    ['exp(log_prob(Gamma(3, 1), x))', 'pathwise'],
    ['abs(x) < 1 ? 0.5*x^2 : abs(x) - 0.5', 'pathwise'],
    ['x > 0 ? x : 0.1*x', 'pathwise'],
    ['x > 1e9 ? x : 0', 'score'],
  ])('of the cost %s is %s', (expression, estimator) => {
    const document = documentOf(theta, normal('x', ['theta'], 'theta'), cost('f', ['x'], expression));
    expect(kindsOf(document)).toEqual({ x: estimator });
    expect(analyse(modelOf(document), planOf({})).violations).toEqual([]);
  });

  test('reads no entry from the prototype of a plan', () => {
    const document = documentOf(theta, normal('constructor', ['theta'], 'theta'), cost('f', ['constructor']));
    expect(kindsOf(document)).toEqual({ constructor: 'pathwise' });
  });
});

describe('the rewrite', () => {
  test('splits a circle into noise and a square, under a name that is free', () => {
    const document = documentOf(
      theta,
      { name: 'epsilon_x', kind: 'input', value: 0 },
      normal('x', ['theta', 'epsilon_x'], 'theta + epsilon_x'),
      cost('f', ['x']),
    );
    const { graph, rewritten, creditedCosts } = analyse(modelOf(document), planOf({ x: 'pathwise' }));
    expect(rewritten.nodes.get('x')).toMatchObject({
      kind: 'deterministic',
      role: 'reparameterized',
      parents: ['theta', 'epsilon_x', 'epsilon_x_2'],
    });
    expect(rewritten.nodes.get('epsilon_x_2')).toMatchObject({
      kind: 'stochastic',
      role: 'noise',
      parents: [],
      children: ['x'],
      source: document.nodes[2],
    });
    expect(graph.nodes.get('x')).toMatchObject({ kind: 'stochastic', role: 'plain' });
    expect([...creditedCosts]).toEqual([['epsilon_x_2', ['f']]]);
  });
});

describe('many parameters above many steps', () => {
  const names = (count: number, letter: string) => Array.from({ length: count }, (_, i) => `${letter}${i}`);
  const stairs = (parameters: number, steps: number) =>
    documentOf(
      ...names(parameters, 'p').map((name): Node => ({ name, kind: 'parameter', value: 1 })),
      square('s0', names(parameters, 'p'), names(parameters, 'p').join('+')),
      ...names(steps, 's')
        .slice(1)
        .map((name, i) => square(name, [`s${i}`], `step(s${i})`)),
      cost('f', [`s${steps - 1}`]),
    );

  test('are told of one by one, and each step once where that would be very many', () => {
    const few = analyse(modelOf(stairs(3, 10)), planOf({})).violations;
    expect(few.map(({ parameter }) => parameter).filter((name) => name === 'p1')).toHaveLength(9);
    expect(few).toHaveLength(27);
    const many = analyse(modelOf(stairs(120, 10)), planOf({})).violations;
    expect(many.map(({ edge }) => edge)).toEqual(few.slice(0, 9).map(({ edge }) => edge));
  });
});

describe('a graph of 2,000 nodes', () => {
  test('is analysed in a fraction of a second', () => {
    const nodes: Node[] = Array.from({ length: 1998 }, (_, i) => {
      const parents = [i === 0 ? 'theta' : `n${i - 1}`, ...(i > 9 ? [`n${i - 9}`] : [])];
      return i % 3 === 0
        ? { name: `n${i}`, kind: 'stochastic', parents }
        : square(`n${i}`, parents, i % 7 ? undefined : `step(n${i - 1})`);
    });
    const document = documentOf(theta, ...nodes, cost('f', ['n1997']));
    const start = process.cpuUsage();
    const { violations, creditedCosts } = analyse(modelOf(document), planOf({}));
    // Takes about 0.2 s; of the processor, not of the clock: others may be at work.
    expect(process.cpuUsage(start).user).toBeLessThan(3000000);
    expect(creditedCosts.size).toBe(666);
    expect(violations).toEqual([]);
  });
});

/** The same by definition: every path is written out, on graphs small enough for that. */
describe('random graphs', () => {
  test('agree with the enumeration of paths', () => {
    const random = generator(20170531);
    const seen = { violations: 0, clean: 0 };
    for (let trial = 0; trial < 500; trial++) {
      const document = randomDocument(random);
      const kinds = Object.fromEntries(
        document.nodes.flatMap((node) =>
          node.kind === 'stochastic' ? [[node.name, random() < 0.5 ? 'score' : 'pathwise'] as const] : [],
        ),
      );
      const plan = planOf(kinds);
      const analysis = analyse(modelOf(document), plan);
      const found = analysis.violations.map(({ parameter, edge }) => `${parameter} ${edge.join(' ')}`).sort();
      expect(found, JSON.stringify({ document, kinds })).toEqual(byDefinition(document, kinds));
      for (const violation of analysis.violations) {
        seen.violations++;
        const single = violation.mend.length === 1 ? violation.mend : [];
        for (const name of single) {
          const mended = analyse(modelOf(document), planOf({ ...kinds, [name]: 'score' })).violations;
          expect(mended).not.toContainEqual(
            expect.objectContaining({ parameter: violation.parameter, edge: violation.edge }),
          );
        }
      }
      if (analysis.violations.length === 0) seen.clean++;
      const costs = document.nodes.filter((node) => node.kind === 'cost').map((node) => node.name);
      for (const node of document.nodes) {
        if (node.kind !== 'stochastic') continue;
        const below = costs.filter((name) => pathsBetween(document, node.name, name).length > 0);
        const key = kinds[node.name] === 'pathwise' ? `epsilon_${node.name}` : node.name;
        expect(analysis.creditedCosts.get(key)).toEqual(below);
      }
    }
    expect(seen.violations).toBeGreaterThan(100);
    expect(seen.clean).toBeGreaterThan(100);
  });

  test('are valid by default wherever any plan of their own is', () => {
    const random = generator(7);
    for (let trial = 0; trial < 500; trial++) {
      const document = randomDocument(random);
      const scored = Object.fromEntries(
        document.nodes.flatMap((node) => (node.kind === 'stochastic' ? [[node.name, 'score'] as const] : [])),
      );
      // No support moves in these graphs, so scoring everything leaves the fewest violations.
      const least = analyse(modelOf(document), planOf(scored)).violations.length;
      expect(analyse(modelOf(document), planOf({})).violations.length).toBe(least);
    }
  });
});

/** Up to 9 nodes; an edge is a jump when its parent stands under `step`, and no jump is lost on the way to a cost. */
function randomDocument(random: () => number): Document {
  const count = 3 + Math.floor(random() * 7);
  const nodes: Node[] = [theta];
  if (random() < 0.4) nodes.push({ name: 'phi', kind: 'parameter', value: 1 });
  while (nodes.length < count) {
    const parents = nodes.filter(() => random() < 0.4).map((node) => node.name);
    const expression =
      parents.map((parent) => (random() < 0.2 ? `step(${parent}) + 0.5*${parent}` : parent)).join(' + ') ||
      '1';
    const name = `n${nodes.length}`;
    const draw = random();
    if (draw < 0.4)
      nodes.push({
        name,
        kind: 'stochastic',
        parents,
        distribution: 'Normal',
        args: { loc: expression, scale: '1' },
      });
    else if (draw < 0.7) nodes.push({ name, kind: 'deterministic', parents, expression });
    else
      nodes.push({ name, kind: 'cost', parents, expression, ...(random() < 0.2 && { trains: ['theta'] }) });
  }
  return documentOf(...nodes);
}

function pathsBetween(document: Document, from: string, to: string): string[][] {
  const children = document.nodes.filter((node) => 'parents' in node && node.parents.includes(from));
  return children.flatMap(({ name }) => [
    ...(name === to ? [[from, to]] : []),
    ...pathsBetween(document, name, to).map((path) => [from, ...path]),
  ]);
}

function byDefinition(document: Document, kinds: { readonly [name: string]: string }): string[] {
  const { nodes } = document;
  const isSquare = (name: string): boolean => {
    const node = nodes.find((other) => other.name === name);
    return node?.kind === 'deterministic' || node?.kind === 'cost' || kinds[name] === 'pathwise';
  };
  const textOf = (node: Node): string =>
    node.kind === 'stochastic' ? (node.args?.loc ?? '') : 'expression' in node ? (node.expression ?? '') : '';
  return nodes
    .flatMap((parameter) =>
      parameter.kind !== 'parameter'
        ? []
        : nodes.flatMap((w) => {
            const parents = 'parents' in w ? w.parents : [];
            const matters = nodes.some(
              (end) =>
                end.kind === 'cost' &&
                (!end.trains || end.trains.includes(parameter.name)) &&
                (end === w || pathsBetween(document, w.name, end.name).length > 0),
            );
            return parents
              .filter((v) => {
                const reached =
                  v === parameter.name ||
                  (isSquare(v) &&
                    pathsBetween(document, parameter.name, v).some((path) => path.slice(1).every(isSquare)));
                return matters && reached && textOf(w).includes(`step(${v})`);
              })
              .map((v) => `${parameter.name} ${v} ${w.name}`);
          }),
    )
    .sort();
}
