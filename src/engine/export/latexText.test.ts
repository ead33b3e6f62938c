import katex from 'katex';
import { expect, test } from 'vitest';
import type { Document, Node } from '../document/types';
import { modelOf } from '../model/model';
import { definitionsLatex } from './latexDefinitions';
import { estimatorLatexText } from './latexText';

const document: Document = {
  scg: 1,
  title: '',
  about: '',
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.3, at: [0, 0] },
    { name: 'phi', kind: 'parameter', value: { shape: [8, 3], init: 'zeros' } },
    { name: 'x0', kind: 'input', value: [1, 2] },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta', 'x0'],
      distribution: 'Normal',
      args: { scale: '1', loc: 'theta*x0[0]' },
      at: [1, 0],
    },
    {
      name: 'z',
      kind: 'stochastic',
      parents: ['theta', 'x'],
      distribution: 'Normal',
      args: { loc: 'x', scale: 'theta + 1' },
      shape: [4],
    },
    { name: 'k', kind: 'stochastic', parents: ['x'], distribution: 'Bernoulli', args: { logits: 'x' } },
    { name: 'w', kind: 'stochastic', parents: ['theta', 'x'] },
    { name: 'y', kind: 'deterministic', parents: ['w', 'k'] },
    { name: 'f', kind: 'cost', parents: ['y', 'x'], expression: '(y-1)^2 + 5*step(x)' },
    { name: 'g', kind: 'cost', parents: ['z', 'phi'] },
    { name: 'h', kind: 'cost', parents: ['z'] },
    { name: 'bad', kind: 'cost', parents: ['z'], expression: '2 +' },
  ],
  plans: [],
};

test('definitions give every node as a function or a law', () => {
  const definitions = definitionsLatex(modelOf(document));
  expect(definitions.map(({ latex }) => latex)).toEqual([
    '\\theta = 0.3',
    '\\phi \\in \\mathbb{R}^{8\\times 3}',
    'x_0 \\in \\mathbb{R}^{2}',
    'x \\sim \\mathcal{N}(\\theta \\cdot (x_0)_{0}, 1)',
    'z \\sim \\mathcal{N}(x, (\\theta + 1)^{2})^{4}',
    'k \\sim \\mathrm{Bernoulli}(\\mathrm{logits} = x)',
    'w \\sim \\mathcal{N}(\\theta + x, 1)',
    'y = w + k',
    'f = (y - 1)^{2} + 5 \\, \\operatorname{step}(x)',
    'g = (z + \\phi)^2',
    'h = z^2',
    '\\mathrm{bad} = \\text{(cannot be read)}',
  ]);
  expect(definitions.filter(({ missing }) => missing).map(({ node }) => node)).toEqual(['w', 'y', 'g', 'h']);
  for (const { latex } of definitions) katex.renderToString(latex, { strict: 'error' });
});

test('the whole derivation is LaTeX to paste, with its warnings', () => {
  const text = estimatorLatexText(modelOf(document), {
    name: 'p',
    nodes: { x: { estimator: 'pathwise' }, w: { estimator: 'score' } },
  });
  expect(text).toMatchInlineSnapshot(`
    "% Objective
    \\begin{align*}
    J&=\\mathbb{E}_{\\epsilon_x,\\epsilon_z,k,w}[f(y(w,k),x(\\theta,x_0,\\epsilon_x))+g(z(\\theta,x(\\theta,x_0,\\epsilon_x),\\epsilon_z),\\phi)+h(z(\\theta,x(\\theta,x_0,\\epsilon_x),\\epsilon_z))+\\mathrm{bad}(z(\\theta,x(\\theta,x_0,\\epsilon_x),\\epsilon_z))]
    \\end{align*}

    % Gradient estimator (Theorem 1), for one sample
    % Condition 1 fails for theta: f is not differentiable in x (step), so this is biased
    \\begin{align*}
    \\hat{g}_{\\theta}&=\\frac{\\partial x}{\\partial\\theta}\\frac{\\partial}{\\partial x}\\log p(k\\mid x)f(y(w,k),x(\\theta,x_0,\\epsilon_x)) \\\\
    &\\quad +\\left(\\frac{\\partial}{\\partial\\theta}+\\frac{\\partial x}{\\partial\\theta}\\frac{\\partial}{\\partial x}\\right)\\log p(w\\mid\\theta,x)f(y(w,k),x(\\theta,x_0,\\epsilon_x)) \\\\
    &\\quad +\\frac{\\partial x}{\\partial\\theta}\\frac{\\partial f}{\\partial x} \\\\
    &\\quad +\\frac{\\partial z}{\\partial\\theta}\\frac{\\partial g}{\\partial z} \\\\
    &\\quad +\\frac{\\partial x}{\\partial\\theta}\\frac{\\partial z}{\\partial x}\\frac{\\partial g}{\\partial z} \\\\
    &\\quad +\\frac{\\partial z}{\\partial\\theta}\\frac{\\partial h}{\\partial z} \\\\
    &\\quad +\\frac{\\partial x}{\\partial\\theta}\\frac{\\partial z}{\\partial x}\\frac{\\partial h}{\\partial z} \\\\
    &\\quad +\\frac{\\partial z}{\\partial\\theta}\\frac{\\partial\\mathrm{bad}}{\\partial z} \\\\
    &\\quad +\\frac{\\partial x}{\\partial\\theta}\\frac{\\partial z}{\\partial x}\\frac{\\partial\\mathrm{bad}}{\\partial z} \\\\
    \\hat{g}_{\\phi}&=\\frac{\\partial g}{\\partial\\phi}
    \\end{align*}

    % Surrogate loss: its gradient is the estimator
    \\begin{align*}
    L&=\\log p(k\\mid x)\\lfloor f\\rfloor \\\\
    &\\quad +\\log p(w\\mid\\theta,x)\\lfloor f\\rfloor \\\\
    &\\quad +f+g+h+\\mathrm{bad}
    \\end{align*}

    % Nodes
    \\begin{align*}
    \\theta &= 0.3 \\\\
    \\phi &\\in \\mathbb{R}^{8\\times 3} \\\\
    x_0 &\\in \\mathbb{R}^{2} \\\\
    x &\\sim \\mathcal{N}(\\theta \\cdot (x_0)_{0}, 1) \\\\
    z &\\sim \\mathcal{N}(x, (\\theta + 1)^{2})^{4} \\\\
    k &\\sim \\mathrm{Bernoulli}(\\mathrm{logits} = x) \\\\
    w &\\sim \\mathcal{N}(\\theta + x, 1) \\\\
    y &= w + k \\\\
    f &= (y - 1)^{2} + 5 \\, \\operatorname{step}(x) \\\\
    g &= (z + \\phi)^2 \\\\
    h &= z^2 \\\\
    \\mathrm{bad} &= \\text{(cannot be read)}
    \\end{align*}
    "
  `);
  katex.renderToString(text, { strict: 'error', displayMode: true });
});

test('a draft with a circle that lacks arguments has a derivation', () => {
  const x: Node = { name: 'x', kind: 'stochastic', parents: ['theta'], distribution: 'Exponential' };
  const array: Node = { name: 'y', kind: 'stochastic', parents: [], shape: [3] };
  for (const expression of ['x', 'step(log_prob(x))', 'kl(x, Exponential(1)) > theta']) {
    const cost: Node = { name: 'f', kind: 'cost', parents: ['x', 'theta'], expression };
    const draft = {
      ...document,
      nodes: [{ name: 'theta', kind: 'parameter', value: 1 } as const, x, array, cost],
    };
    expect(estimatorLatexText(modelOf(draft), { name: 'plan', nodes: {} })).toContain('Gradient estimator');
  }
});
