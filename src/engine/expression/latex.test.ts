import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from './functions';
import { toLatex } from './latex';
import { nameToLatex, nameToUnicode } from './nameSetting';
import { parse } from './parse';

function latexOf(text: string): string {
  const { tree, finding } = parse(text);
  if (!tree) throw new Error(`${text}: ${finding.code}`);
  return toLatex(tree, nameToLatex);
}

/** KaTeX throws on what it cannot set, and on what LaTeX would not. */
function accepted(latex: string): string {
  return katex.renderToString(latex, { throwOnError: true, strict: 'error', trust: false });
}

describe('expressions', () => {
  test.each([
    ['x + 1', 'x + 1'],
    ['a + b - c', 'a + b - c'],
    ['a - (b - c)', 'a - (b - c)'],
    ['a - (b + c)', 'a - (b + c)'],
    ['a + (b - c)', 'a + b - c'],
    ['(a + b)*c', '(a + b) \\, c'],
    ['c*(a + b)', 'c \\cdot (a + b)'],
    ['2*(a + b)', '2 \\, (a + b)'],
    ['2*x', '2 \\, x'],
    ['x*2', 'x \\cdot 2'],
    ['2*3', '2 \\cdot 3'],
    ['a*b*c', 'a \\, b \\, c'],
    ['a/b', '\\frac{a}{b}'],
    ['(a + b)/(c - d)', '\\frac{a + b}{c - d}'],
    ['a/b/c', '\\frac{\\frac{a}{b}}{c}'],
    ['(a/b)^2', '\\left(\\frac{a}{b}\\right)^{2}'],
    ['x^2', 'x^{2}'],
    ['x1^2', 'x_{1}^{2}'],
    ['x_prime^2', "{x'}^{2}"],
    ['-x^2', '-x^{2}'],
    ['(-x)^2', '(-x)^{2}'],
    ['(x^2)^3', '(x^{2})^{3}'],
    ['x^y^z', 'x^{y^{z}}'],
    ['2^-x', '2^{-x}'],
    ['a*-b', 'a \\cdot (-b)'],
    ['a + -b', 'a + (-b)'],
    ['a - -b*c', 'a - (-b \\, c)'],
    ['-(a + b)', '-(a + b)'],
    ['-(-a)', '-(-a)'],
    ['-a*b', '-a \\, b'],
    ['0.001*x', '0.001 \\, x'],
    ['1e-7', '10^{-7}'],
    ['2.5e-7^2', '(2.5 \\cdot 10^{-7})^{2}'],
    ['1e-7^2', '(10^{-7})^{2}'],
    ['2*pi*e', '2 \\, \\pi \\, e'],
    ['exp(-x)', '\\exp(-x)'],
    ['log(x/2)', '\\log\\left(\\frac{x}{2}\\right)'],
    ['sqrt(x + 1)', '\\sqrt{x + 1}'],
    ['sqrt(x)^2', '\\left(\\sqrt{x}\\right)^{2}'],
    ['square(x + 1)', '(x + 1)^{2}'],
    ['sin(x)^2', '\\sin^{2}(x)'],
    ['exp(x)^2', '(\\exp(x))^{2}'],
    ['exp(x)^y', '(\\exp(x))^{y}'],
    ['abs(x)^2', '\\left| x \\right|^{2}'],
    ['norm(x)', '\\left\\| x \\right\\|'],
    ['stop(f - b)', '\\left\\lfloor f - b \\right\\rfloor'],
    ['floor(x)', '\\operatorname{floor}(x)'],
    ['max(a, b)', '\\max(a, b)'],
    ['dot(a + b, c)', '(a + b)^{\\top} \\, c'],
    ['matmul(A, x)', 'A \\, x'],
    ['transpose(A)', 'A^{\\top}'],
    ['sum(x)', '\\operatorname{sum}(x)'],
    ['mean(x, 0)', '\\operatorname{mean}_{0}(x)'],
    ['x[i]', 'x_{i}'],
    ['x[0][i+1]', 'x_{0,i + 1}'],
    ['x1[i]', '(x_{1})_{i}'],
    ['(a + b)[i]', '(a + b)_{i}'],
    ['2*(x < 1)', '2 \\, \\mathbb{1}[x < 1]'],
    ['x >= 1', '\\mathbb{1}[x \\ge 1]'],
    ['x > 0 ? x : -x', '\\begin{cases} x & \\text{if } x > 0 \\\\ -x & \\text{otherwise} \\end{cases}'],
    [
      '2*(c ? a : x < 1 ? b : d)',
      '2 \\, \\left(\\begin{cases} a & \\text{if } c \\neq 0 \\\\ b & \\text{if } x < 1 \\\\ d & \\text{otherwise} \\end{cases}\\right)',
    ],
    ['where(x < 0, 1, 2)', '\\begin{cases} 1 & \\text{if } x < 0 \\\\ 2 & \\text{otherwise} \\end{cases}'],
    ['log_prob(z)', '\\log p(z \\mid \\cdot)'],
    ['log_prob(Normal(mu, 1), z)', '\\log \\mathcal{N}(z \\mid \\mu, 1)'],
    ['log_prob(Normal(scale=sigma, loc=mu), z)', '\\log \\mathcal{N}(z \\mid \\mu, \\sigma^{2})'],
    ['log_prob(Normal(mu, scale=1), z)', '\\log \\mathcal{N}(z \\mid \\mu, 1)'],
    ['log_prob(Bernoulli(logits=mu), z)', '\\log \\operatorname{Bernoulli}(z \\mid \\mathrm{logits} = \\mu)'],
    [
      'entropy(MultivariateNormal(mu, scale_tril=z))',
      '\\operatorname{H}(\\operatorname{MultivariateNormal}(\\mu, \\mathrm{scale\\_tril} = z))',
    ],
    ['log_prob(Normal(mu, sigma), z)', '\\log \\mathcal{N}(z \\mid \\mu, \\sigma^{2})'],
    ['kl(z, Normal(0, 2*s))', '\\operatorname{KL}(z \\,\\Vert\\, \\mathcal{N}(0, (2 \\, s)^{2}))'],
    ['kl(z, Laplace(0, 1))', '\\operatorname{KL}(z \\,\\Vert\\, \\operatorname{Laplace}(0, 1))'],
    ['entropy(z)', '\\operatorname{H}(z)'],
    ['theta*x0', '\\theta \\, x_{0}'],
    ['concat(a, b)', 'a \\mathbin{\\Vert} b'],
    ['stack(a, b)', '\\left[ a, b \\right]'],
    ['slice(a, 0, 2)', 'a_{0:2}'],
    ['slice(x1, 0, 2)', '(x_{1})_{0:2}'],
    ['range(3)', '\\operatorname{range}(3)'],
    ['log1p(x)', '\\log(1 + x)'],
  ])('%s', (text, expected) => {
    expect(latexOf(text)).toBe(expected);
    accepted(expected);
  });

  test('KaTeX sets every function, alone, as a base, as a factor and inside a fraction', () => {
    for (const { name, arity, kind } of FUNCTIONS.values()) {
      const call = `${name}(${Array.from({ length: arity[0] }, (_, i) => `x${i}`).join(', ')})`;
      for (const text of [
        call,
        `${call}^2`,
        `${call}*${call}`,
        `1/${call}`,
        `-${call}`,
        `${call}[0]`,
        `exp(${call}/2)`,
      ])
        accepted(latexOf(text));
      expect(kind).toMatch(/array|network|density/);
    }
  });

  test('a call with too few arguments, as it is while typing, can be set', () => {
    for (const name of [...FUNCTIONS.keys(), 'unknown_function']) accepted(latexOf(`${name}()`));
  });

  test('labels with scripts of their own can be bases and targets', () => {
    const { tree } = parse('a^2 + a[1]');
    if (!tree) throw new Error('refused');
    const latex = toLatex(tree, () => 'h^{(t)}_{1}');
    expect(latex).toBe('{h^{(t)}_{1}}^{2} + (h^{(t)}_{1})_{1}');
    accepted(latex);
  });
});

describe('names', () => {
  test.each([
    ['x', 'x', 'x'],
    ['theta', '\\theta', 'θ'],
    ['varphi', '\\varphi', 'φ'],
    ['epsilon', '\\epsilon', 'ϵ'],
    ['Sigma', '\\Sigma', 'Σ'],
    ['x1', 'x_{1}', 'x₁'],
    ['x_1', 'x_{1}', 'x₁'],
    ['x12', 'x_{12}', 'x₁₂'],
    ['theta2', '\\theta_{2}', 'θ₂'],
    ['h_tilde', '\\tilde{h}', 'h̃'],
    ['theta_hat', '\\hat{\\theta}', 'θ̂'],
    ['x_bar', '\\bar{x}', 'x̄'],
    ['x_prime', "x'", 'x′'],
    ['x1_prime', "x'_{1}", 'x′₁'],
    ['x_prime_hat', "\\hat{x}'", 'x̂′'],
    ['mu_x', '\\mu_{x}', 'μₓ'],
    ['x_theta', 'x_{\\theta}', 'x_θ'],
    ['h_tilde_1', '\\tilde{h}_{1}', 'h̃₁'],
    ['x_1_2', 'x_{1,2}', 'x₁‚₂'],
    ['loss', '\\mathrm{loss}', 'loss'],
    ['loss_total', '\\mathrm{loss}_{\\mathrm{total}}', 'lossₜₒₜₐₗ'],
    ['x_goal', 'x_{\\mathrm{goal}}', 'x_goal'],
    ['hat', '\\mathrm{hat}', 'hat'],
    ['a1b2', '\\mathrm{a1b2}', 'a1b2'],
    ['x__', 'x', 'x'],
    ['constructor', '\\mathrm{constructor}', 'constructor'],
    ['omicron', '\\omicron', 'ο'],
  ])('%s', (name, latex, unicode) => {
    expect(nameToLatex(name)).toBe(latex);
    expect(nameToUnicode(name)).toBe(unicode.normalize('NFD'));
    accepted(latex);
  });
});
