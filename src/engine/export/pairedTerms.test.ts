import katex from 'katex';
import { expect, test } from 'vitest';
import { gan } from '../../presets/gan';
import { nvil } from '../../presets/nvil';
import type { Document } from '../document/types';
import { compare } from '../equivalence/compare';
import type { Step } from '../equivalence/contract';
import { policyGradient } from '../testing/episodes';
import { pairedTerms } from './pairedTerms';

function planned(document: Document) {
  const [plan] = document.plans;
  if (!plan) throw new Error(`${document.title} has no plan`);
  return { document, plan };
}

function termsOf(
  left: Document,
  right: Document,
  steps: { left?: readonly Step[]; right?: readonly Step[] } = {},
) {
  const sides = { left: planned(left), right: planned(right) };
  const found = compare(sides.left, sides.right, { steps });
  if (found.kind !== 'equivalent') throw new Error(`they are ${found.kind}`);
  return pairedTerms(found, sides).map(({ left, right }) => {
    for (const { latex } of [left, right])
      katex.renderToString(latex, { strict: 'error', throwOnError: true });
    return [left.latex, right.latex].map((latex) => latex.replace(/\s+/g, ''));
  });
}

test('NVIL beside the policy gradient', () => {
  const left: readonly Step[] = [
    { kind: 'fix', node: 'theta' },
    { kind: 'hold', parameter: 'phi', in: 'R' },
    { kind: 'merge', nodes: ['L', 'R'], as: 'L' },
  ];
  const right: readonly Step[] = [
    { kind: 'give', node: 's0' },
    { kind: 'drop', node: 'c1' },
  ];
  const centred = { ...nvil, plans: nvil.plans.filter(({ name }) => name === 'Centred') };
  expect(termsOf(centred, policyGradient(1), { left, right })).toEqual([
    ['\\logp(h\\mid\\phi,x)\\lfloorL+R\\rfloor', '\\logp(a_0\\mid\\theta,s_0)\\lfloorc_0\\rfloor'],
    ['(L+R)(x,h)', 'c_0(s_0,a_0)'],
  ]);
});

test('a score divided by its running deviation shows it', () => {
  expect(termsOf(nvil, nvil)[0]?.[0]).toBe(
    '\\logp(h\\mid\\phi,x)\\lfloor\\tfrac{1}{\\hat\\sigma_{h}}(L+R)\\rfloor',
  );
});

test('a game has a loss for every player; what it does not descend is held', () => {
  expect(termsOf(gan, gan).map(([left]) => left)).toEqual([
    'L_G(\\theta,\\lfloor\\phi\\rfloor,\\epsilon_z,x,y)',
    'L_D(\\lfloor\\theta\\rfloor,\\phi,\\epsilon_z,x,y)',
  ]);
});

test('every score stands beside its own, with the costs below it', () => {
  expect(termsOf(policyGradient(2), policyGradient(2)).map(([left]) => left)).toEqual([
    '\\logp(a_0\\mid\\theta,\\epsilon_{s_0})\\lfloorc_0+c_1+c_2\\rfloor',
    '\\logp(a_1\\mid\\theta,\\epsilon_{s_0},a_0,\\epsilon_{s_1})\\lfloorc_1+c_2\\rfloor',
    'c_0(\\epsilon_{s_0},a_0)',
    'c_1(\\epsilon_{s_0},a_0,\\epsilon_{s_1},a_1)',
    'c_2(\\epsilon_{s_0},a_0,\\epsilon_{s_1},a_1,\\epsilon_{s_2})',
  ]);
});

test('enumerated and measure-valued circles keep their form', () => {
  const coin = (estimator: 'enumerate' | 'measureValued'): Document => ({
    scg: 1,
    title: 'Coin',
    about: '',
    seed: 1,
    nodes: [
      { name: 'theta', kind: 'parameter', value: 0.3 },
      {
        name: 'x',
        kind: 'stochastic',
        parents: ['theta'],
        distribution: 'Bernoulli',
        args: { probs: 'theta' },
      },
      { name: 'f', kind: 'cost', parents: ['x'] },
    ],
    plans: [{ name: 'Plan', nodes: { x: { estimator } } }],
  });
  expect(termsOf(coin('enumerate'), coin('enumerate'))[0]?.[0]).toBe(
    '\\sum_{x}p(x\\mid\\theta)\\lfloorf\\rfloor',
  );
  expect(termsOf(coin('measureValued'), coin('measureValued'))[0]?.[0]).toBe(
    'p_{x}\\lfloor\\left[f\\right]_{x=0}^{x=1}\\rfloor',
  );
});

test('a page can mark every name, merged and held ones too', () => {
  const sides = { left: planned(gan), right: planned(gan) };
  const found = compare(sides.left, sides.right);
  if (found.kind !== 'equivalent') throw new Error(`they are ${found.kind}`);
  const terms = pairedTerms(found, sides, (side, name, latex) => `{${side} ${name}:${latex}}`);
  expect(terms[0]?.of).toEqual({ left: 'L_G', right: 'L_G' });
  expect(terms[0]?.left.latex).toBe(
    '{left L_G:L_G}({left theta:\\theta},\\lfloor{left phi:\\phi}\\rfloor,{left epsilon_z:\\epsilon_z},{left x:x},{left y:y})',
  );
  expect(terms[0]?.right.latex.startsWith('{right L_G:L_G}')).toBe(true);
});
