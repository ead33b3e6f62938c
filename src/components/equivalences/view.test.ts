import { expect, test } from 'vitest';
import { analyse, CLAIM_ROWS, editWords, modelOf, nodeLatex, type Side, type Step } from '../../engine';
import { findPreset, PRESETS } from '../../presets/registry';
import type { SidedStep } from '../../state/views/equivalencesAddress';
import { answered } from './answered';
import { claimOf, claimOfPair, questionOf, sideChoiceOf } from './question';
import { termLines } from './termLines';
import { viewOf } from './view';

const CLAIMS = CLAIM_ROWS.map(({ id, title, sizes }) => ({
  title,
  choice: { kind: 'claim', id, size: sizes?.value ?? 1 } as const,
}));
const VAE = { kind: 'claim', id: 'vae-svg-inf', size: 1 } as const;

test.each(CLAIMS)(
  '$title: proved, with a word for every pair and every term beside its own',
  ({ choice }) => {
    const view = answered(choice);
    expect(view.verdict).toBe('equivalent');
    expect(view.refused).toEqual([]);
    for (const row of view.rows) expect(row).toMatchObject({ as: expect.any(String), isAlike: true });
    expect(view.marked.also).toEqual({ left: new Set(), right: new Set() });
    expect(view.reading).toEqual(view.question.claim?.reading);
    if (!view.comparison) throw new Error('nothing was decided');
    const lines = termLines(view.comparison, view.planned, (_side, _name, latex) => latex);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toMatchObject({ isSame: true, left: {}, right: {} });
  },
);

test.each(CLAIMS)('$title: without any one step the first change is marked on screen', ({ choice }) => {
  const { question } = answered(choice);
  for (const step of question.steps) {
    const view = answered(choice, { off: [step] });
    expect(view.verdict, JSON.stringify(step)).toBe('different');
    const { left, right } = view.marked.first;
    expect(left.size + right.size).toBeGreaterThan(0);
    for (const side of ['left', 'right'] as const)
      for (const name of view.marked.also[side]) expect(view[side].shows.get(name)?.standing).toBe('kept');
    if (!view.comparison) throw new Error('nothing was decided');
    const lines = termLines(view.comparison, view.planned, (_side, _name, latex) => latex);
    expect(lines.some(({ isSame }) => !isSame)).toBe(true);
  }
});

test('all that is shown follows the documents: a renamed node is renamed everywhere', () => {
  const vae = findPreset('vae')?.document;
  if (!vae) throw new Error('there is no VAE');
  const renamed = JSON.parse(JSON.stringify(vae).replaceAll(/\bh\b/g, 'u'));
  const pair = {
    kind: 'pair',
    left: { source: 'open' },
    right: { source: 'svg-inf', size: 1, plan: 'SVG(∞)' },
  } as const;
  const own = answered(VAE).question.steps;
  const view = answered(pair, { open: renamed, added: own });
  expect(view.verdict).toBe('equivalent');
  expect(view.left.nodes.map(({ name }) => name)).toContain('epsilon_u');
  expect(view.rows.map(({ left }) => left?.name)).toContain('epsilon_u');
  if (!view.comparison) throw new Error('nothing was decided');
  const [line] = termLines(view.comparison, view.planned, (_side, _name, latex) => latex);
  expect(line?.left?.latex).toContain('\\epsilon_u');
});

test('a figure holds the graph after its plan, and what its normal form makes of every node', () => {
  const { left, right, planned } = answered(VAE);
  for (const [figure, { document, plan }] of [
    [left, planned.left],
    [right, planned.right],
  ] as const) {
    const { rewritten } = analyse(modelOf(document), plan);
    expect(figure.nodes.map(({ name }) => name)).toEqual([...rewritten.nodes.keys()]);
    for (const { name, latex } of figure.nodes) expect(latex).toBe(nodeLatex(rewritten)(name));
  }
  const standing = (side: typeof left) => new Map(side.nodes.map((node) => [node.name, node]));
  expect(standing(left).get('epsilon_h')).toMatchObject({ standing: 'kept', holders: ['epsilon_h'] });
  expect(standing(left).get('h')).toMatchObject({ standing: 'inside', holders: ['epsilon_h', 'R', 'L'] });
  expect(standing(left).get('theta')).toMatchObject({ standing: 'inside', holders: ['L'] });
  expect(standing(right).get('s0')).toMatchObject({ standing: 'kept' });
  expect(standing(right).get('epsilon_z1')).toMatchObject({ standing: 'gone', holders: [] });
  expect(standing(right).get('r0')).toMatchObject({ standing: 'gone' });
});

test('merged nodes are shown by one of them, and the others go into it', () => {
  const { left } = answered({ kind: 'claim', id: 'draw-svg-inf', size: 2 });
  expect(left.nodes.find(({ name }) => name === 'q')).toMatchObject({ standing: 'inside', holders: ['phi'] });
});

test('a graph with another estimator is told apart by it, and its terms too', () => {
  const view = answered({
    kind: 'pair',
    left: { source: 'vae', plan: 'Pathwise' },
    right: { source: 'vae', plan: 'NVIL estimator' },
  });
  if (view.comparison?.kind !== 'different') throw new Error(`they are ${view.verdict}`);
  expect(editWords(view.comparison.difference.first)).toBe(
    'epsilon_h is pathwise on the left, and h is scored on the right',
  );
  expect(view.rows.find(({ right }) => right?.name === 'h')).toMatchObject({ isAlike: false });
  const lines = termLines(view.comparison, view.planned, (_side, _name, latex) => latex);
  expect(lines.find(({ left }) => !left)?.right?.latex).toContain('\\log p(h');
});

test('two equal presets are equivalent with nothing stated', () => {
  for (const { id } of PRESETS.filter(({ slider }) => !slider)) {
    const view = answered({ kind: 'pair', left: { source: id }, right: { source: id } });
    expect(view.verdict, id).toBe('equivalent');
    expect(view.rows.every(({ left, right }) => left?.name === right?.name)).toBe(true);
  }
});

test('a row says what its nodes are, and how the plans take them', () => {
  const { rows } = answered({
    kind: 'pair',
    left: { source: 'gan', plan: 'Sampled switch' },
    right: { source: 'nvil' },
  });
  const words = new Set(rows.flatMap((row) => row.words));
  expect(words).toContain('noise');
  expect(words).toContain('noise, pathwise');
  expect(words).toContain('circle, scored and normalized');
});

test('steps that rest on one that is left out are told', () => {
  const choice = { kind: 'claim', id: 'gan-svg-0', size: 1 } as const;
  const given: SidedStep = { side: 'left', step: { kind: 'give', node: 'y' } };
  const { refused, verdict } = answered(choice, { off: [given] });
  expect(verdict).toBe('different');
  expect(refused.map(({ side, step }): [Side, Step['kind']] => [side, step.kind])).toEqual([
    ['left', 'merge'],
  ]);
});

test('a side that cannot be compared says why', () => {
  const pair = { kind: 'pair', left: { source: 'open' }, right: { source: 'unheard-of' } } as const;
  const empty = questionOf(pair, [], { scg: 1, title: '', about: '', seed: 1, nodes: [], plans: [] });
  expect(empty.left).toEqual({
    kind: 'none',
    why: 'The editor’s graph is empty: draw one, or choose another.',
  });
  expect(empty.right).toMatchObject({ kind: 'none' });
  const broken = questionOf(pair, [], {
    scg: 1,
    title: 'Broken',
    about: '',
    seed: 1,
    nodes: [{ name: 'f', kind: 'cost', parents: ['x'], expression: 'x^2' }],
    plans: [],
  });
  expect(broken.left).toMatchObject({ kind: 'none', why: expect.stringContaining('mend') });
});

test('where nothing was decided, or the comparison failed, the graphs are drawn and nothing is said of them', () => {
  const { question } = answered(VAE);
  for (const news of [
    {
      kind: 'done',
      attempt: { comparison: { kind: 'undecided', why: 'size', nodes: 300 }, refused: [] },
    },
    { kind: 'failed', message: 'out of memory' },
  ] as const) {
    const view = viewOf({ question, news });
    expect(view).toMatchObject({ verdict: 'undecided', comparison: undefined, rows: [], pairs: [] });
    expect(view?.left.nodes).not.toHaveLength(0);
    expect(view?.left.nodes.every(({ standing }) => standing === 'kept')).toBe(true);
  }
});

test.each(CLAIMS)('$title: its two sides as a pair are known to be its own', ({ choice }) => {
  const claim = claimOf(choice);
  const pair = { left: sideChoiceOf(claim, 'left'), right: sideChoiceOf(claim, 'right') };
  expect(claimOfPair(pair)).toEqual(claim);
  expect(claimOfPair({ left: pair.right, right: pair.left })).toBeUndefined();
  expect(claimOfPair({ ...pair, left: { ...pair.left, plan: 'another' } })).toBeUndefined();
});
