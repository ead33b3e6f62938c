import { describe, expect, test } from 'vitest';
import { FindingError } from '../diagnostics/types';
import type { Document, Node, Plan } from '../document/types';
import { evaluateRows } from '../executors/reference/evaluateRows';
import { prepareReference } from '../executors/reference/reference';
import { printProgram } from '../ir/print';
import { modelOf } from '../model/model';
import { feedsOf } from './feeds';
import { compileDraws } from './nodes';
import { compilePlan } from './plan';

function graph(nodes: readonly Node[], plans: readonly Plan[] = []): Document {
  return { scg: 1, title: 'test', about: '', seed: 1, nodes, plans };
}

const theta: Node = { name: 'theta', kind: 'parameter', value: 0.5 };
const x: Node = {
  name: 'x',
  kind: 'stochastic',
  parents: ['theta'],
  distribution: 'Normal',
  args: { loc: 'theta', scale: '1' },
};
const f: Node = { name: 'f', kind: 'cost', parents: ['x'], expression: '3*x' };
const score: Plan = { name: 'score', nodes: { x: { estimator: 'score' } } };
const pathwise: Plan = { name: 'pathwise', nodes: { x: { estimator: 'pathwise' } } };

function findings(document: Document, plan: Plan = score) {
  try {
    compilePlan(modelOf(document), plan);
  } catch (error) {
    if (error instanceof FindingError) return error.findings;
    throw error;
  }
  return [];
}

describe('gradient programs', () => {
  test('pathwise on a linear cost needs no noise at all for the gradient', () => {
    const { program } = compilePlan(modelOf(graph([theta, x, f])), pathwise);
    const gradient = program.outputs.find(({ name }) => name === 'gradient:theta');
    expect(program.instructions[gradient?.value ?? -1]).toEqual({ op: 'constant', shape: [], values: [3] });
  });

  test('the score function is noise times cost', () => {
    // d/d theta log N(x | theta, 1) = x - theta, and the cost is 3 x: as a program, read by a person.
    const { program } = compilePlan(modelOf(graph([theta, x, f])), score);
    expect(printProgram(program)).toMatchInlineSnapshot(`
      "v0 = feed name="theta"
      v1 = noise kind="normal" source={"index":0,"sample":0,"copy":0}
      v2 = add v0 v1
      v3 = stop v2
      v4 = constant values=[3]
      v5 = mul v3 v4
      v6 = stop v5
      v7 = sub v3 v0
      v8 = constant values=[-0.5]
      v9 = mul v6 v8
      v10 = mul v7 v9
      v11 = add v10 v10
      v12 = neg v11
      cost = v5
      gradient:theta = v12"
    `);
  });

  test('plans share their noise', () => {
    const model = modelOf(graph([theta, x, f]));
    const costs = [score, pathwise].map((plan) => {
      const runner = prepareReference(compilePlan(model, plan).program);
      return [
        ...(runner.runNow({ seed: 4, first: 0, count: 20, feeds: feedsOf(model.document), raw: 20 }).raw[0] ??
          []),
      ];
    });
    expect(costs[0]).toEqual(costs[1]);
    const draws = prepareReference(compileDraws(model).program);
    const { raw } = draws.runNow({ seed: 4, first: 0, count: 20, feeds: feedsOf(model.document), raw: 20 });
    expect([...(raw[0] ?? [])].map((draw) => 3 * draw)).toEqual(costs[0]);
  });

  test('a graph without any formula runs: sums, unit normals, squares', () => {
    const bare = graph([
      theta,
      { name: 'x', kind: 'stochastic', parents: ['theta'] },
      { name: 'y', kind: 'deterministic', parents: ['x', 'theta'] },
      { name: 'f', kind: 'cost', parents: ['y'] },
    ]);
    const { program } = compilePlan(modelOf(bare), pathwise);
    const { moments } = prepareReference(program).runNow({
      seed: 1,
      first: 0,
      count: 50_000,
      feeds: feedsOf(bare),
      raw: 0,
    });
    // (x + theta)^2 with x ~ N(theta, 1): mean 4 theta^2 + 1 = 2, gradient 8 theta = 4, each within 5 standard errors.
    const within = (i: number, mean: number) => {
      const m = moments[i]?.[0];
      expect(Math.abs((m?.mean ?? Number.NaN) - mean)).toBeLessThan(
        5 * Math.sqrt((m?.m2 ?? 0) / 50_000 / 50_000),
      );
    };
    within(0, 2);
    within(1, 4);
  });

  test('entropy of a node counts its copies', () => {
    const copies = graph([
      { ...x, parents: [], args: { loc: '0', scale: '2' }, shape: [3] } as Node,
      { name: 'f', kind: 'cost', parents: ['x'], expression: 'entropy(x)' },
    ]);
    const { program } = compilePlan(modelOf(copies), score);
    const cost = program.outputs[0]?.value ?? -1;
    let value = Number.NaN;
    evaluateRows(program.instructions, [cost], new Map(), new Map(), 1, ([column]) => {
      value = column?.data[0] ?? Number.NaN;
    });
    expect(value).toBeCloseTo(3 * (0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(2)), 10);
  });
});

describe('what is at fault is told with its place', () => {
  test('all faulty nodes, but none below them', () => {
    const faulty = graph([
      theta,
      { ...x, args: { loc: 'thta', scale: '1 +' } } as Node,
      { name: 'y', kind: 'deterministic', parents: ['theta'], expression: 'theta + x' },
      { name: 'f', kind: 'cost', parents: ['x'], expression: 'x' },
    ]);
    expect(findings(faulty)).toMatchObject([{ code: 'missing-operand', nodes: ['x'], field: 'args.scale' }]);
    const parsed = graph(
      faulty.nodes.map(
        (node) => (node.name === 'x' ? { ...x, args: { loc: 'thta', scale: '1' } } : node) as Node,
      ),
    );
    expect(findings(parsed)).toMatchObject([
      { code: 'unknown-name', nodes: ['x'], field: 'args.loc', facts: { suggestion: 'theta' } },
      { code: 'not-a-parent', nodes: ['y'], field: 'expression', facts: { name: 'x' } },
    ]);
  });

  test('shapes that do not fit name both', () => {
    const misfit = graph([
      { name: 'theta', kind: 'parameter', value: [1, 2] },
      { name: 'z', kind: 'input', value: [1, 2, 3] },
      { name: 'y', kind: 'deterministic', parents: ['theta', 'z'] },
      { name: 'g', kind: 'cost', parents: ['theta', 'z'], expression: 'sum(theta*z)' },
    ]);
    expect(findings(misfit)).toMatchObject([
      { code: 'shape-mismatch', nodes: ['y'], facts: { shapes: ['[2]', '[3]'] } },
      { code: 'shape-mismatch', nodes: ['g'], field: 'expression', facts: { shapes: ['[2]', '[3]'] } },
    ]);
  });
});
