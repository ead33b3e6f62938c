import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { analyse } from '../analysis/analyse';
import { namesOfKind } from '../analysis/graph';
import { costGroups } from '../compile/groups';
import type { Document, Node, NodePlan, Plan } from '../document/types';
import { modelOf } from '../model/model';
import { type Formula, formulaText } from './formula';
import { type Form, objectiveLatex, surrogateLatex, theorem1Latex } from './latex';
import { definitionsLatex } from './latexDefinitions';

const theta: Node = { name: 'theta', kind: 'parameter', value: 1 };
const stochastic = (name: string, ...parents: string[]): Node => ({ name, kind: 'stochastic', parents });
const square = (name: string, ...parents: string[]): Node => ({ name, kind: 'deterministic', parents });
const cost = (name: string, ...parents: string[]): Node => ({ name, kind: 'cost', parents });

function documentOf(...nodes: Node[]): Document {
  return { scg: 1, title: '', about: '', seed: 1, nodes, plans: [] };
}

function planOf(nodes: { readonly [name: string]: NodePlan }, rest: Partial<Plan> = {}): Plan {
  return { name: 'plan', nodes, ...rest };
}

const score: NodePlan = { estimator: 'score' };
const pathwise: NodePlan = { estimator: 'pathwise' };

/** The five simple graphs as drawn in the lecture, with no formula. */
const GRAPHS = {
  1: documentOf(theta, square('x', 'theta'), stochastic('y', 'x'), cost('f', 'y')),
  2: documentOf(theta, stochastic('x', 'theta'), square('y', 'x'), cost('f', 'y')),
  3: documentOf(theta, stochastic('x', 'theta'), stochastic('y', 'x'), cost('f', 'y')),
  4: documentOf(theta, stochastic('x', 'theta'), square('y', 'theta'), cost('f', 'x', 'y')),
  5: documentOf(
    theta,
    { name: 'x0', kind: 'input', value: 1 },
    stochastic('x1', 'theta', 'x0'),
    stochastic('x2', 'theta', 'x1'),
    cost('f1', 'x1'),
    cost('f2', 'x2'),
  ),
};

const allScored = planOf({ x: score, y: score, x1: score, x2: score });

/** One string, without the spaces that only part commands from letters; KaTeX must accept it. */
function written(formula: Formula): string {
  const text = formulaText(formula);
  katex.renderToString(text, { strict: 'error', throwOnError: true });
  for (const term of formula.lines.flat()) katex.renderToString(term.latex, { strict: 'error' });
  return text.replace(/\s+/g, '');
}

function estimator(
  document: Document,
  plan: Plan = allScored,
  form: Form = 'score-times-downstream',
  parameter = 'theta',
): string {
  return written(theorem1Latex(analyse(modelOf(document), plan), parameter, form));
}

function surrogates(document: Document, plan: Plan): string[] {
  return costGroups(document).map((group) =>
    written(surrogateLatex(analyse(modelOf(document), plan), group)),
  );
}

/** The plain way to write what is compared: spaces count as little as in LaTeX. */
function plain(text: TemplateStringsArray): string {
  return String.raw(text).replace(/\s+/g, '');
}

test('the expectation runs over drawn rows, too', () => {
  const data = documentOf(
    theta,
    { name: 'x', kind: 'input', value: { data: 'wave' } },
    { name: 'u', kind: 'input', value: 1 },
    stochastic('z', 'theta', 'x', 'u'),
    { ...cost('f', 'z', 'x'), expression: 'sum(z*x)' } as Node,
  );
  expect(written(objectiveLatex(analyse(modelOf(data), planOf({ z: score }))))).toBe(
    plain`\mathbb{E}_{x,z}[f(z,x)]`,
  );
  expect(definitionsLatex(modelOf(data))[1]?.latex).toBe('x \\sim \\mathrm{wave}');
});

describe('the five simple graphs, as the slide prints them', () => {
  test.each([
    [1, plain`\mathbb{E}_y[f(y)]`],
    [2, plain`\mathbb{E}_x[f(y(x))]`],
    [3, plain`\mathbb{E}_{x,y}[f(y)]`],
    [4, plain`\mathbb{E}_x[f(x,y(\theta))]`],
    [5, plain`\mathbb{E}_{x_1,x_2}[f_1(x_1)+f_2(x_2)]`],
  ] as const)('objective of graph %i', (number, objective) => {
    expect(written(objectiveLatex(analyse(modelOf(GRAPHS[number]), allScored)))).toBe(objective);
  });

  test.each([
    [1, plain`\frac{\partial x}{\partial\theta}\frac{\partial}{\partial x}\log p(y\mid x)f(y)`],
    [2, plain`\frac{\partial}{\partial\theta}\log p(x\mid\theta)f(y(x))`],
    [3, plain`\frac{\partial}{\partial\theta}\log p(x\mid\theta)f(y)`],
    [
      4,
      plain`\frac{\partial}{\partial\theta}\log p(x\mid\theta)f(x,y(\theta))
            +\frac{\partial y}{\partial\theta}\frac{\partial f}{\partial y}`,
    ],
    [
      5,
      plain`\frac{\partial}{\partial\theta}\log p(x_1\mid\theta,x_0)(f_1(x_1)+f_2(x_2))
            +\frac{\partial}{\partial\theta}\log p(x_2\mid\theta,x_1)f_2(x_2)`,
    ],
  ] as const)('gradient estimator of graph %i', (number, gradient) => {
    expect(estimator(GRAPHS[number])).toBe(gradient);
  });

  test('does not depend on the order in which parents were connected to a circle', () => {
    const [, x0, , , f1, f2] = GRAPHS[5].nodes as [Node, Node, Node, Node, Node, Node];
    const other = documentOf(
      x0,
      theta,
      stochastic('x1', 'x0', 'theta'),
      stochastic('x2', 'x1', 'theta'),
      f1,
      f2,
    );
    expect(estimator(other)).toBe(estimator(GRAPHS[5]));
  });
});

describe('Theorem 1 in its second form', () => {
  test('multiplies every cost with the scores above it', () => {
    expect(estimator(GRAPHS[5], allScored, 'cost-times-scores')).toBe(
      plain`f_1(x_1)\frac{\partial}{\partial\theta}\log p(x_1\mid\theta,x_0)
            +f_2(x_2)\left(\frac{\partial}{\partial\theta}\log p(x_1\mid\theta,x_0)
                          +\frac{\partial}{\partial\theta}\log p(x_2\mid\theta,x_1)\right)`,
    );
    expect(estimator(GRAPHS[4], allScored, 'cost-times-scores')).toBe(
      plain`f(x,y(\theta))\frac{\partial}{\partial\theta}\log p(x\mid\theta)
            +\frac{\partial y}{\partial\theta}\frac{\partial f}{\partial y}`,
    );
  });

  test('subtracts baselines times scores at the end', () => {
    const plan = planOf({ x: { estimator: 'score', baseline: 0.5 }, y: score });
    expect(estimator(GRAPHS[3], plan, 'cost-times-scores')).toBe(
      plain`f(y)\frac{\partial}{\partial\theta}\log p(x\mid\theta)-0.5\frac{\partial}{\partial\theta}\log p(x\mid\theta)`,
    );
  });
});

describe('a pathwise node', () => {
  test('is a function of its noise, over which the expectation runs', () => {
    const plan = planOf({ x: pathwise });
    expect(written(objectiveLatex(analyse(modelOf(GRAPHS[2]), plan)))).toBe(
      plain`\mathbb{E}_{\epsilon_x}[f(y(x(\theta,\epsilon_x)))]`,
    );
    expect(estimator(GRAPHS[2], plan)).toBe(
      plain`\frac{\partial x}{\partial\theta}\frac{\partial y}{\partial x}\frac{\partial f}{\partial y}`,
    );
    expect(estimator(GRAPHS[2], plan, 'cost-times-scores')).toBe(estimator(GRAPHS[2], plan));
    expect(surrogates(GRAPHS[2], plan)).toEqual([plain`L=f`]);
  });

  test('beside a scored one leaves a score and a chain of derivatives', () => {
    const plan = planOf({ x1: score, x2: pathwise });
    expect(estimator(GRAPHS[5], plan)).toBe(
      plain`\frac{\partial}{\partial\theta}\log p(x_1\mid\theta,x_0)
              (f_1(x_1)+f_2(x_2(\theta,x_1,\epsilon_{x_2})))
            +\frac{\partial x_2}{\partial\theta}\frac{\partial f_2}{\partial x_2}`,
    );
    expect(surrogates(GRAPHS[5], plan)).toEqual([
      plain`L=\log p(x_1\mid\theta,x_0)\lfloor f_1+f_2\rfloor+f_1+f_2`,
    ]);
  });

  test('above a scored one hands the derivative on to its density', () => {
    const plan = planOf({ x1: pathwise, x2: score });
    expect(estimator(GRAPHS[5], plan)).toBe(
      plain`\left(\frac{\partial}{\partial\theta}+\frac{\partial x_1}{\partial\theta}\frac{\partial}{\partial x_1}\right)
              \log p(x_2\mid\theta,x_1)f_2(x_2)
            +\frac{\partial x_1}{\partial\theta}\frac{\partial f_1}{\partial x_1}`,
    );
  });
});

describe('the surrogate loss', () => {
  test('holds the costs behind bars at every score, and the costs themselves', () => {
    expect(surrogates(GRAPHS[5], allScored)).toEqual([
      plain`L=\log p(x_1\mid\theta,x_0)\lfloor f_1+f_2\rfloor+\log p(x_2\mid\theta,x_1)\lfloor f_2\rfloor+f_1+f_2`,
    ]);
    const formula = surrogateLatex(analyse(modelOf(GRAPHS[5]), allScored), {
      parameters: ['theta'],
      costs: ['f1', 'f2'],
    });
    expect(formula.lines.map((line) => line.length)).toEqual([2, 3]);
  });

  test('leaves out scores that the parameters do not reach', () => {
    expect(surrogates(GRAPHS[3], allScored)).toEqual([plain`L=\log p(x\mid\theta)\lfloor f\rfloor+f`]);
  });

  test('is one for each set of costs that parameters share', () => {
    const game = documentOf(
      theta,
      { name: 'phi', kind: 'parameter', value: 1 },
      stochastic('x', 'theta'),
      { name: 'f', kind: 'cost', parents: ['x', 'phi'], trains: ['theta'] },
      { name: 'g', kind: 'cost', parents: ['x', 'phi'], trains: ['phi'] },
    );
    expect(surrogates(game, planOf({ x: score }))).toEqual([
      plain`L_{\theta}=\log p(x\mid\theta)\lfloor f\rfloor+f`,
      plain`L_{\phi}=g`,
    ]);
    expect(estimator(game, planOf({ x: score }))).toBe(
      plain`\frac{\partial}{\partial\theta}\log p(x\mid\theta)f(x,\phi)`,
    );
    expect(estimator(game, planOf({ x: score }), 'score-times-downstream', 'phi')).toBe(
      plain`\frac{\partial g}{\partial\phi}`,
    );
  });
});

describe('baselines and credit', () => {
  const withBaseline = (baseline: number | { kind: 'average'; decay: number }): Plan =>
    planOf({ x1: { estimator: 'score', baseline }, x2: score });

  test('a baseline is subtracted from the costs of its node', () => {
    const average = withBaseline({ kind: 'average', decay: 0.9 });
    expect(estimator(GRAPHS[5], average)).toContain(plain`(f_1(x_1)+f_2(x_2)-b_{x_1})`);
    expect(surrogates(GRAPHS[5], average)[0]).toContain(plain`\lfloor f_1+f_2-b_{x_1}\rfloor`);
    expect(estimator(GRAPHS[5], withBaseline(2))).toContain(plain`(f_1(x_1)+f_2(x_2)-2)`);
    expect(estimator(GRAPHS[5], withBaseline(-2))).toContain(plain`(f_1(x_1)+f_2(x_2)+2)`);
    expect(estimator(GRAPHS[5], withBaseline(1e-7))).toContain(plain`-10^{-7})`);
    expect(estimator(GRAPHS[5], withBaseline(0))).toBe(estimator(GRAPHS[5]));
  });

  test('credit to all costs multiplies every score by all of them', () => {
    expect(estimator(GRAPHS[5], planOf({ x1: score, x2: score }, { credit: 'all' }))).toContain(
      plain`\log p(x_2\mid\theta,x_1)(f_1(x_1)+f_2(x_2))`,
    );
  });
});

describe('the chain rule', () => {
  test('adds up several paths in brackets', () => {
    const document = documentOf(
      theta,
      square('a', 'theta'),
      square('b', 'theta'),
      stochastic('x', 'a', 'b'),
      cost('f', 'x'),
    );
    expect(estimator(document)).toBe(
      plain`\left(\frac{\partial a}{\partial\theta}\frac{\partial}{\partial a}
            +\frac{\partial b}{\partial\theta}\frac{\partial}{\partial b}\right)\log p(x\mid a,b)f(x)`,
    );
  });

  test('runs through a square that two paths share', () => {
    const document = documentOf(theta, square('a', 'theta'), square('b', 'a', 'theta'), cost('f', 'b'));
    expect(estimator(document, planOf({}))).toBe(
      plain`\frac{\partial a}{\partial\theta}\frac{\partial b}{\partial a}\frac{\partial f}{\partial b}
            +\frac{\partial b}{\partial\theta}\frac{\partial f}{\partial b}`,
    );
  });

  test('gives way to a total derivative where paths are many or long', () => {
    const wide = documentOf(
      theta,
      ...['a', 'b', 'c', 'd', 'g'].map((name) => square(name, 'theta')),
      stochastic('x', 'a', 'b', 'c', 'd', 'g'),
      cost('f', 'x'),
      cost('h', 'a', 'b', 'c', 'd', 'g'),
    );
    expect(estimator(wide)).toBe(
      plain`\frac{\mathrm{d}}{\mathrm{d}\theta}\log p(x\mid a,b,c,d,g)f(x)+\frac{\mathrm{d}h}{\mathrm{d}\theta}`,
    );
    const names = ['a', 'b', 'c', 'd', 'g', 'h', 'k'];
    const long = documentOf(
      theta,
      ...names.map((name, i) => square(name, i === 0 ? 'theta' : (names[i - 1] ?? ''))),
      cost('f', 'k'),
    );
    expect(estimator(long, planOf({}))).toBe(plain`\frac{\mathrm{d}f}{\mathrm{d}\theta}`);
  });
});

describe('what has no part in the gradient', () => {
  test('leaves 0', () => {
    const document = documentOf(theta, stochastic('x'), cost('f', 'x'));
    expect(estimator(document)).toBe('0');
    expect(surrogates(document, allScored)).toEqual(['L=f']);
    expect(written(objectiveLatex(analyse(modelOf(documentOf(theta)), allScored)))).toBe('0');
  });

  test('has no expectation where nothing is random', () => {
    const document = documentOf(theta, stochastic('x', 'theta'), cost('f', 'theta'));
    expect(written(objectiveLatex(analyse(modelOf(document), allScored)))).toBe(plain`f(\theta)`);
    expect(estimator(document)).toBe(plain`\frac{\partial f}{\partial\theta}`);
  });
});

describe('terms', () => {
  test('name the nodes that they speak of', () => {
    const { lines } = theorem1Latex(
      analyse(modelOf(GRAPHS[1]), allScored),
      'theta',
      'score-times-downstream',
    );
    expect(lines.flat().map(({ nodes }) => nodes)).toEqual([['theta', 'x', 'y', 'f']]);
    const [open, f1, f2, close] = objectiveLatex(
      analyse(modelOf(GRAPHS[5]), planOf({ x1: pathwise, x2: score })),
    ).lines.flat();
    expect([open, f1, f2, close].map((term) => term?.nodes)).toEqual([['x1', 'x2'], ['f1'], ['f2'], []]);
  });

  test('take labels, and names in place of labels that would break the formula', () => {
    const labelled = (label: string): Document =>
      documentOf(theta, { name: 'z', kind: 'stochastic', parents: ['theta'], label }, cost('f', 'z'));
    expect(estimator(labelled('\\mathbf{z}'), planOf({ z: score }))).toBe(
      plain`\frac{\partial}{\partial\theta}\log p(\mathbf{z}\mid\theta)f(\mathbf{z})`,
    );
    for (const label of [
      '}',
      '{',
      'a & b',
      '% x',
      '\\htmlData{a=b}{z}',
      '\\def\\x{}',
      ' ',
      '\\begin{x}',
      '\\',
    ])
      expect(estimator(labelled(label), planOf({ z: score }))).toContain(plain`p(z\mid\theta)f(z)`);
  });

  test('of 2,000 nodes are counted past the first, and quickly', () => {
    const many: Node[] = Array.from({ length: 999 }, (_, i) => [
      stochastic(`x${i}`, 'theta', ...(i > 0 ? [`x${i - 1}`] : [])),
      cost(`f${i}`, `x${i}`),
    ]).flat();
    const document = documentOf(theta, ...many);
    const plan = planOf(Object.fromEntries(many.map(({ name }) => [name, score])));
    const start = process.cpuUsage();
    const analysis = analyse(modelOf(document), plan);
    const forms: Form[] = ['score-times-downstream', 'cost-times-scores'];
    const estimators = forms.map((form) => theorem1Latex(analysis, 'theta', form));
    const surrogate = surrogateLatex(analysis, {
      parameters: ['theta'],
      costs: namesOfKind(analysis.graph, 'cost'),
    });
    const objective = objectiveLatex(analysis);
    // Takes about 0.2 s; the bound leaves room for a busy machine.
    expect(process.cpuUsage(start).user).toBeLessThan(4000000);
    for (const formula of [...estimators, surrogate]) expect(written(formula).length).toBeLessThan(40_000);
    for (const formula of estimators)
      expect(written(formula)).toContain(plain`\cdots\text{ and 959 more terms}`);
    expect(written(objective)).toContain(plain`\mathbb{E}_{x_0,x_1,x_2,\ldots,x_{998}}`);
  });
});

describe('estimators other than the score', () => {
  const coin: Node = {
    ...stochastic('x', 'theta'),
    distribution: 'Bernoulli',
    args: { logits: 'theta' },
  } as Node;
  const normal: Node = {
    ...stochastic('x', 'theta'),
    distribution: 'Normal',
    args: { loc: 'theta', scale: 'exp(theta)' },
  } as Node;

  test('measure-valued: every argument that the parameter reaches, times a difference of costs', () => {
    const plan = planOf({ x: { estimator: 'measureValued' } });
    expect(estimator(documentOf(theta, coin, cost('f', 'x')), plan)).toBe(
      plain`\frac{\partial p_{x}}{\partial\theta}\left[f(x)\right]_{x=0}^{x=1}`,
    );
    const two = documentOf(theta, normal, cost('f', 'x'));
    const both = plain`\frac{\partial\mu_{x}}{\partial\theta}\tfrac{1}{\sigma_{x}\sqrt{2\pi}}
                         \left[f(x)\right]_{x=x^-}^{x=x^+}
                       +\frac{\partial\sigma_{x}}{\partial\theta}\tfrac{1}{\sigma_{x}}
                         \left[f(x)\right]_{x=x^-}^{x=x^+}`;
    expect(estimator(two, plan)).toBe(both);
    expect(estimator(two, plan, 'cost-times-scores')).toContain(both.slice(0, 40));
  });

  test('enumeration: a sum over the values', () => {
    const document = documentOf(theta, coin, cost('f', 'x'));
    const plan = planOf({ x: { estimator: 'enumerate' } });
    expect(estimator(document, plan)).toBe(plain`\sum_{x}\frac{\partial p(x\mid\theta)}{\partial\theta}f(x)`);
    expect(surrogates(document, plan)).toEqual([
      plain`L=\sum_{x}p(x\mid\theta)\lfloor f\rfloor+\sum_{x}\lfloor p(x\mid\theta)\rfloor f`,
    ]);
  });

  test('enumeration averages the terms of other circles too, parents first', () => {
    const second: Node = {
      ...stochastic('y', 'x', 'theta'),
      distribution: 'Bernoulli',
      args: { logits: 'x+theta' },
    } as Node;
    const document = documentOf(theta, coin, second, cost('f', 'x', 'y'));
    const both = planOf({ x: { estimator: 'enumerate' }, y: { estimator: 'enumerate' } });
    expect(estimator(document, both)).toBe(
      plain`\sum_{x}\frac{\partial p(x\mid\theta)}{\partial\theta}\sum_{y}p(y\mid\theta,x)f(x,y)
            +\sum_{x}p(x\mid\theta)\sum_{y}\frac{\partial p(y\mid\theta,x)}{\partial\theta}f(x,y)`,
    );
    const mixed = planOf({ x: { estimator: 'enumerate' }, y: score });
    expect(estimator(document, mixed)).toContain(
      plain`\sum_{x}p(x\mid\theta)\frac{\partial}{\partial\theta}\log p(y\mid\theta,x)f(x,y)`,
    );
  });

  test('relaxations differentiate a relaxed draw, or what the derivative is put through', () => {
    const document = documentOf(theta, coin, cost('f', 'x'));
    const by = (entry: NodePlan) => estimator(document, planOf({ x: entry }));
    expect(by({ estimator: 'concrete' })).toBe(
      plain`\frac{\partial\tilde{x}}{\partial\theta}\frac{\partial f}{\partial\tilde{x}}`,
    );
    expect(by({ estimator: 'straightThrough' })).toBe(
      plain`\frac{\partial p_{x}}{\partial\theta}\frac{\partial f}{\partial x}`,
    );
    expect(by({ estimator: 'straightThroughGumbel' })).toBe(
      plain`\frac{\partial\tilde{x}}{\partial\theta}\frac{\partial f}{\partial x}`,
    );
  });

  test('sticking the landing: no derivative of the density in its parameters', () => {
    const bound: Node = { ...cost('f', 'x', 'theta'), expression: 'log_prob(x)' } as Node;
    const document = documentOf(theta, normal, bound);
    const stuck = planOf({ x: { estimator: 'pathwise', stickTheLanding: true } });
    expect(estimator(document, stuck)).toBe(
      plain`\frac{\partial x}{\partial\theta}\frac{\partial f}{\partial x}`,
    );
    expect(surrogates(document, stuck)).toEqual([plain`L=f\big|_{\lfloor\theta\rfloor}`]);
    expect(estimator(document, planOf({ x: pathwise }))).toContain(plain`\frac{\partial f}{\partial\theta}`);
  });

  test('sticking the landing where a parameter counts elsewhere too: the density alone is held', () => {
    const bound: Node = { ...cost('f', 'x', 'theta'), expression: 'log_prob(x) + theta*x' } as Node;
    const document = documentOf(theta, normal, bound);
    const stuck = planOf({ x: { estimator: 'pathwise', stickTheLanding: true } });
    const held = plain`\big|_{\log p(x\mid\lfloor\theta\rfloor)}`;
    expect(estimator(document, stuck)).toBe(
      plain`\frac{\partial x}{\partial\theta}\frac{\partial f}{\partial x}+\frac{\partial f}{\partial\theta}` +
        held,
    );
    expect(surrogates(document, stuck)).toEqual([`L=f${held}`]);
    // What a square holds, costs below it hold too.
    const above: Node = {
      name: 'g',
      kind: 'deterministic',
      parents: ['x', 'theta'],
      expression: 'log_prob(x) + theta',
    };
    const through = documentOf(theta, normal, above, cost('f', 'g'));
    expect(estimator(through, stuck)).toContain(
      plain`\frac{\partial g}{\partial\theta}` + held + plain`\frac{\partial f}{\partial g}`,
    );
    expect(surrogates(through, stuck)).toEqual([`L=f${held}`]);
  });

  test.each<[NodePlan, string]>([
    [{ estimator: 'score', baseline: { kind: 'leaveOneOut' } }, plain`(f(x)-b_x^{-i})`],
    [{ estimator: 'score', baseline: { kind: 'optimal' } }, plain`(f(x)-b_x^*)`],
    [{ estimator: 'score', baseline: { kind: 'value' } }, plain`(f(x)-V_{x}(\theta))`],
    [
      { estimator: 'score', baseline: { kind: 'average', decay: 0.9, normalize: true } },
      plain`\tfrac{1}{\hat\sigma_{x}}(f(x)-b_x)`,
    ],
    [
      { estimator: 'score', baseline: { kind: 'ranks' } },
      plain`\tfrac{1}{2(M-1)}\sum_{j\ne i}\operatorname{sgn}\left[f(x)\right]_{j}^{i}`,
    ],
  ])('baseline of %o', (entry, weight) => {
    const document = documentOf(theta, stochastic('x', 'theta'), cost('f', 'x'));
    expect(estimator(document, planOf({ x: entry }))).toBe(
      plain`\frac{\partial}{\partial\theta}\log p(x\mid\theta)` + weight,
    );
  });

  test('ranks are of the sum of the costs, and a score times them is in no sum by cost', () => {
    const document = documentOf(theta, stochastic('x', 'theta'), cost('f', 'x'), cost('g', 'x'));
    const ranks: NodePlan = { estimator: 'score', baseline: { kind: 'ranks' } };
    const mirrored = { ...planOf({ x: ranks }), samples: 4, antithetic: true };
    const weight = plain`\tfrac{1}{2(M-2)}\sum_{j\ne\pm i}\operatorname{sgn}\left[f+g\right]_{j}^{i}`;
    expect(surrogates(document, mirrored)[0]).toBe(
      plain`L=\log p(x\mid\theta)\lfloor` + weight + plain`\rfloor+f+g`,
    );
    expect(estimator(document, mirrored, 'cost-times-scores')).toBe(estimator(document, mirrored));
  });
});

test('a cost of several numbers is summed, wherever it stands', () => {
  const document = documentOf(
    theta,
    stochastic('x', 'theta'),
    { name: 'f_1', kind: 'cost', parents: ['x', 'theta'], expression: 'stack(x, theta)^2' },
    { name: 'g', kind: 'cost', parents: ['x'], expression: 'reshape(stack(x, x, x, x), 2, 2)' },
    { name: 'h', kind: 'cost', parents: ['x'], expression: 'sum(stack(x, x))' },
  );
  const plan = planOf({ x: { estimator: 'score', baseline: 2 } });
  const sum = plain`{\textstyle\sum_{\ell}}\,(f_1)_{\ell}(x,\theta)+{\textstyle\sum_{\ell}}\,g_{\ell}(x)+h(x)`;
  expect(written(objectiveLatex(analyse(modelOf(document), plan)))).toBe(`${plain`\mathbb{E}_x[`}${sum}]`);
  expect(estimator(document, plan)).toBe(
    plain`\frac{\partial}{\partial\theta}\log p(x\mid\theta)(` +
      sum +
      plain`-2)+\frac{\partial{\textstyle\sum_{\ell}}\,(f_1)_{\ell}}{\partial\theta}`,
  );
  expect(surrogates(document, plan)).toEqual([
    plain`L=\log p(x\mid\theta)\lfloor{\textstyle\sum_{\ell}}\,(f_1)_{\ell}+{\textstyle\sum_{\ell}}\,g_{\ell}+h-2\rfloor` +
      plain`+{\textstyle\sum_{\ell}}\,(f_1)_{\ell}+{\textstyle\sum_{\ell}}\,g_{\ell}+h`,
  ]);
});

test('a cost without a formula is an array where its parents are', () => {
  const wide: Node = { ...stochastic('x', 'theta'), shape: [3] } as Node;
  const analysis = analyse(modelOf(documentOf(theta, wide, cost('f', 'x'))), planOf({ x: score }));
  expect(written(objectiveLatex(analysis))).toBe(plain`\mathbb{E}_x[{\textstyle\sum_{\ell}}\,f_{\ell}(x)]`);
  // A document at fault has no shapes.
  const faulty = documentOf(theta, wide, { ...cost('f', 'x'), expression: 'q + x' } as Node);
  expect(written(objectiveLatex(analyse(modelOf(faulty), planOf({ x: score }))))).toBe(
    plain`\mathbb{E}_x[f(x)]`,
  );
});

test('what counts inside stop alone is no way for a derivative', () => {
  const document = documentOf(
    theta,
    square('s', 'theta'),
    stochastic('h', 's'),
    { name: 'f', kind: 'cost', parents: ['h', 's'], expression: 'stop(log_prob(h)) + h^2' },
    { name: 'g', kind: 'cost', parents: ['h', 's'], expression: 'stop(h) + log_prob(h)' },
  );
  const text = estimator(document, planOf({ h: score }));
  expect(text).not.toContain(plain`\frac{\partial f}{\partial s}`);
  expect(text).toContain(plain`\frac{\partial g}{\partial s}`);
});
