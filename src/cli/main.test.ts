import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCases } from '../engine/testing/cases';
import { main } from './main';

const ROOT = join(import.meta.dirname, '..', '..');

/** Runs a command in this process, with `input` as standard input. */
function scg(args: readonly string[], input = '') {
  const out: string[] = [];
  const complaints: string[] = [];
  const opened: string[] = [];
  const status = main(args, {
    read: (file) => {
      if (file !== '-') throw new Error('no such file');
      return input;
    },
    say: (text) => out.push(text),
    complain: (text) => complaints.push(text),
    open: (address) => opened.push(address),
  });
  return { status, stdout: out.join('\n'), stderr: complaints.join('\n'), opened };
}

const CASE = loadCases().find(({ name }) => name === 'two-noises');
const text = JSON.stringify(CASE?.document);

test('estimate --json has the promised shape', () => {
  const { status, stdout } = scg(
    ['estimate', '-', '--plan', 'score', '--estimates', '5000', '--seed', '3', '--json'],
    text,
  );
  expect(status).toBe(0);
  const answer = JSON.parse(stdout);
  expect(Object.keys(answer)).toEqual(['seed', 'estimates', 'plans']);
  expect(answer).toMatchObject({
    seed: 3,
    estimates: 5000,
    plans: [{ plan: 'score', executor: 'reference' }],
  });
  const [plan] = answer.plans;
  expect(Object.keys(plan)).toEqual(['plan', 'executor', 'milliseconds', 'cost', 'gradient']);
  expect(Object.keys(plan.cost)).toEqual(['mean', 'standardError', 'tail']);
  expect(Object.keys(plan.gradient)).toEqual(['mu', 'ls']);
  expect(Object.keys(plan.gradient.mu)).toEqual([
    'mean',
    'variance',
    'standardError',
    'totalVariance',
    'tail',
  ]);
  expect(plan.gradient.mu.tail).toEqual({ k: expect.any(Number), threshold: 0.7, heavy: false });
  // Five standard errors; the seed is fixed.
  expect(Math.abs(plan.gradient.mu.mean - 0.08145)).toBeLessThan(5 * plan.gradient.mu.standardError);
});

test('truth --json has the promised shape', () => {
  const { status, stdout } = scg(['truth', '-', '--json'], text);
  expect(status).toBe(0);
  const answer = JSON.parse(stdout);
  expect(Object.keys(answer)).toEqual([
    'method',
    'cost',
    'costError',
    'gradient',
    'errors',
    'check',
    'plans',
    'without',
  ]);
  expect(answer.check).toBe('agrees');
  expect(answer.costError).toBeLessThan(1e-6);
  expect(answer.errors.mu).toBeLessThan(1e-5);
  expect(answer.method).toBe('quadrature');
  expect(answer.gradient.mu).toBeCloseTo(0.0814541, 6);
  expect(answer.plans[0]).toMatchObject({
    plan: 'score',
    biased: false,
    verdict: 'unbiased',
    gradient: { mu: {}, ls: {} },
  });
  expect(Object.keys(answer.plans[0].gradient.mu)).toEqual([
    'mean',
    'variance',
    'meanError',
    'varianceError',
  ]);
});

test('tensor-valued results are nested as the parameter is', () => {
  const document = {
    scg: 1,
    nodes: [
      { name: 'theta', kind: 'parameter', value: [[0.1, 0.2, 0.3]] },
      { name: 'f', kind: 'cost', parents: ['theta'], expression: 'sum(theta^2)' },
    ],
  };
  const { stdout } = scg(['truth', '-', '--json', '--no-check'], JSON.stringify(document));
  const { gradient } = JSON.parse(stdout);
  expect(gradient.theta).toEqual([[expect.closeTo(0.2, 8), expect.closeTo(0.4, 8), expect.closeTo(0.6, 8)]]);
});

test('exit statuses: not valid, wrong usage, no truth', () => {
  const cyclic = {
    scg: 1,
    nodes: [
      { name: 'a', kind: 'deterministic', parents: ['b'] },
      { name: 'b', kind: 'deterministic', parents: ['a'] },
    ],
  };
  const check = scg(['check', '-', '--json'], JSON.stringify(cyclic));
  expect(check.status).toBe(1);
  const { ok, diagnostics } = JSON.parse(check.stdout);
  expect(ok).toBe(false);
  expect(diagnostics[0]).toMatchObject({ severity: 'error', code: 'cycle' });
  expect(Object.keys(diagnostics[0])).toEqual(expect.arrayContaining(['nodes', 'edge', 'message', 'hint']));
  const invalid = scg(['estimate', '-'], JSON.stringify(cyclic));
  expect(invalid.status).toBe(1);
  expect(invalid.stderr).toContain('cycle');
  expect(scg(['estimate']).status).toBe(2);
  expect(scg(['estimate', 'nowhere.json']).status).toBe(2);
  expect(scg(['estimate', '-', '--estimates', 'many'], text).status).toBe(2);
  expect(scg(['estimate', '-', '--plan', 'nobody'], text).status).toBe(2);
  const large = {
    scg: 1,
    nodes: [
      { name: 'theta', kind: 'parameter', value: 1 },
      { name: 'x', kind: 'stochastic', parents: ['theta'], shape: [9] },
      { name: 'f', kind: 'cost', parents: ['x'], expression: 'cos(prod(x))' },
    ],
  };
  const none = scg(['truth', '-', '--json'], JSON.stringify(large));
  expect(none.status).toBe(3);
  expect(none.stderr).toContain('9 continuous variables');
  expect(JSON.parse(none.stdout)).toMatchObject({ method: null, code: 'continuous', scalars: 9 });
  expect(scg(['truth', '-', '--seconds', '0'], text).status).toBe(2);
});

test.each([
  ['truth', '--seconds', '-1', '--seconds takes a number above 0, got -1'],
  ['truth', '--seconds', '0', '--seconds takes a number above 0, got 0'],
  ['truth', '--seconds', 'x', '--seconds takes a number above 0, got x'],
  ['truth', '--seconds', '', '--seconds takes a number above 0, got ""'],
  ['truth', '--seconds', '--json', '--seconds needs a value'],
  ['estimate', '--estimates', '-5', '--estimates takes a whole number from 1 to 1,000,000,000, got -5'],
  ['estimate', '--estimates', '1.5', '--estimates takes a whole number from 1 to 1,000,000,000, got 1.5'],
  ['estimate', '--seed', '-1', '--seed takes a whole number from 0 to 4,294,967,295, got -1'],
  ['estimate', '--sead', '1', 'there is no option --sead'],
])('%s %s %s is refused in one line', (command, option, value, words) => {
  const { status, stdout, stderr } = scg([command, '-', option, value], text);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toBe(`scg: ${words} (scg help tells what it takes)`);
});

test('as many seconds as anybody could want are taken, and options for other commands are told of', () => {
  const patient = scg(['truth', '-', '--seconds', '1e9', '--no-check', '--estimates', '5'], text);
  expect(patient).toMatchObject({ status: 0, stderr: 'warning: truth has no use for --estimates' });
});

test('a truth that takes too long is given up', () => {
  const late = scg(['truth', '-', '--json', '--seconds', '1e-9'], text);
  expect(late.status).toBe(3);
  expect(JSON.parse(late.stdout)).toEqual({
    method: null,
    code: 'time',
    reason: 'it was not finished after 1e-9 s',
    seconds: 1e-9,
  });
});

const oneNode = (distribution: string, args: Record<string, string>, cost: string) =>
  JSON.stringify({
    scg: 1,
    nodes: [
      { name: 't', kind: 'parameter', value: 0 },
      { name: 'x', kind: 'stochastic', parents: ['t'], distribution, args },
      { name: 'f', kind: 'cost', parents: ['x'], expression: cost },
    ],
    plans: [{ name: 'Score', nodes: { x: { estimator: 'score' } } }],
  });

test('an estimate warns where its own sample says that its variance cannot be trusted', () => {
  // The exact mean is 2981; the variance is finite, and of no use.
  const heavy = scg(['estimate', '-', '--json'], oneNode('LogNormal', { loc: 't', scale: '4' }, 'x'));
  expect(heavy.stderr).toContain('plan Score, t: heavy tail: the sample variance cannot be trusted');
  expect(heavy.stderr).not.toContain('infinite');
  expect(JSON.parse(heavy.stdout).plans[0].gradient.t.tail).toMatchObject({ threshold: 0.7, heavy: true });
  const light = scg(['estimate', '-', '--json'], oneNode('Normal', { loc: 't', scale: '1' }, 'x^2'));
  expect(light.stderr).toBe('');
  expect(JSON.parse(light.stdout).plans[0].gradient.t.tail.heavy).toBe(false);
});

test('a zero is shown as 0, and the digits of a mean follow its bound', () => {
  const { stdout } = scg(['truth', '-', '--no-check'], oneNode('Normal', { loc: 't', scale: '1' }, 'x^2'));
  expect(stdout).toMatch(/^truth +t +0 /m);
  expect(stdout).toMatch(/^Score +t +0 .* unbiased$/m);
});

test('a large number has an exponent, not zeros for digits that are not known', () => {
  const document = oneNode('Normal', { loc: 't', scale: '1e6' }, 'x^2 + 1');
  const { stdout } = scg(['truth', '-', '--no-check'], document);
  expect(stdout).toMatch(/^quadrature, expected cost 1e\+12 /);
});

test('check tells of structure, syntax and names together', () => {
  const square = (name: string, parents: string[], expression: string) => ({
    name,
    kind: 'deterministic',
    parents,
    expression,
  });
  const faulty = {
    scg: 1,
    nodes: [
      { name: 'theta', kind: 'parameter', value: 1 },
      square('a', ['nobody'], 'nobody + ('),
      square('b', ['theta'], 'theta + thata'),
      square('c', ['theta'], 'log(theta - 2)'),
    ],
  };
  const { status, stdout } = scg(['check', '-', '--json'], JSON.stringify(faulty));
  expect(status).toBe(1);
  const codes = JSON.parse(stdout).diagnostics.map(({ code }: { code: string }) => code);
  expect(codes).toEqual(['unknown-node', 'missing-operand', 'unknown-name', 'not-a-number']);
});

test('a document without the edges of a law gets them', () => {
  const document = {
    scg: 1,
    nodes: [
      { name: 't', kind: 'parameter', value: 0.3 },
      {
        name: 'x',
        kind: 'stochastic',
        parents: ['t'],
        distribution: 'Normal',
        args: { loc: 't', scale: '1' },
      },
      { name: 'f', kind: 'cost', parents: ['x'], expression: 'log_prob(x)*x^2' },
    ],
    plans: [{ name: 'Path', nodes: { x: { estimator: 'pathwise' } } }],
  };
  const { stdout } = scg(['latex', '-'], JSON.stringify(document));
  expect(stdout).toContain('\\frac{\\partial f}{\\partial t}');
  const truth = JSON.parse(scg(['truth', '-', '--json'], JSON.stringify(document)).stdout);
  // E log p(x|t) x^2 = -(log(2 pi) / 2)(1 + t^2) - (3 + t^2) / 2.
  expect(truth.gradient.t).toBeCloseTo(-0.3 * Math.log(2 * Math.PI) - 0.3, 6);
  expect(truth.plans[0].biased).toBe(false);
});

test('a document travels through its link', () => {
  const link = scg(['url', '-'], text).stdout;
  expect(scg(['open', '-'], text).opened).toEqual([link]);
  expect(link).toContain('#g1:');
  const [direct, again] = [
    scg(['truth', '-', '--json', '--no-check'], text),
    scg(['truth', link, '--json', '--no-check']),
  ];
  expect(JSON.parse(again.stdout)).toEqual(JSON.parse(direct.stdout));
});

test('an example can be named by its link', () => {
  const { status, stdout } = scg(['truth', 'http://localhost:5173/#p/simple-5', '--json', '--no-check']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).gradient.theta).toBeCloseTo(7.637, 6);
  expect(scg(['truth', '#p/nowhere']).status).toBe(1);
});

test('compare tells whether two graphs have the same surrogate', () => {
  const same = scg(['compare', '#p/gan', '#p/gan-minimax', '--json']);
  expect(same.status).toBe(0);
  const answer = JSON.parse(same.stdout);
  expect(Object.keys(answer)).toEqual(['kind', 'map', 'estimators', 'used', 'terms', 'message']);
  expect(answer.map).toContainEqual({
    left: 'epsilon_z',
    right: 'epsilon_z',
    role: 'noise',
    standsFor: { left: ['z'], right: ['z'] },
  });
  expect(answer.terms).toHaveLength(2);
  const apart = scg(['compare', '#p/nvil', '#p/vae', '--plan-a', 'Centred', '--plan-b', 'NVIL estimator']);
  expect(apart.status).toBe(1);
  expect(apart.stdout).toBe(
    'different: R is differentiated by phi on the right alone; on the left the derivative is stopped',
  );
});

test('compare takes steps from a file', () => {
  const merge = [{ kind: 'merge', nodes: ['L', 'R'], as: 'L' }];
  const compared = (steps: unknown) =>
    scg(['compare', '#p/vae', '#p/vae-kl', '--steps', '-'], JSON.stringify(steps));
  const { status, stdout } = compared({ left: merge, right: merge });
  expect(status).toBe(0);
  expect(stdout).toContain('on the left, L and R are one, L (changes no gradient)');
  expect(compared({}).status).toBe(1);
  expect(compared({ left: [{ kind: 'fix' }] })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('{"kind":"fix"} is no step'),
  });
  expect(compared([]).status).toBe(2);
  expect(scg(['compare', '#p/vae']).status).toBe(2);
  expect(scg(['compare', '#p/vae', '#p/vae', '--plan-b', 'nobody']).status).toBe(2);
  expect(scg(['compare', '#p/vae', '#p/nowhere']).status).toBe(1);
});

test('the command runs through npm', () => {
  const stdout = execFileSync('npm', ['run', '--silent', 'scg', '--', 'check', '-'], {
    cwd: ROOT,
    input: text,
    encoding: 'utf8',
  });
  expect(stdout).toBe('ok\n');
});
