import { describe, expect, test } from 'vitest';
import { checkDocument } from '../document/check';
import type { Document, Node } from '../document/types';
import { modelOf } from '../model/model';
import { checkGraph } from './check';

const theta: Node = { name: 'theta', kind: 'parameter', value: 1 };

function found(...nodes: Node[]) {
  const document: Document = { scg: 1, title: '', about: '', seed: 1, nodes: [theta, ...nodes], plans: [] };
  return checkGraph(modelOf(document)).map(({ code, nodes: places }) => `${code} ${places?.join()}`);
}

function square(name: string, parents: string[], expression: string): Node {
  return { name, kind: 'deterministic', parents, expression };
}

describe('checkGraph tells everything together', () => {
  test('syntax, names, shapes and numbers of different nodes', () => {
    expect(
      found(
        square('a', ['theta'], 'tanh(theta'),
        square('b', ['theta'], 'theta + thata'),
        square('c', ['theta'], 'exp(theta, 2) + foo(theta)'),
        square('d', ['theta'], 'dot(stack(theta, 1), stack(1, 2, 3))'),
        square('g', ['theta'], 'log(theta - 2)'),
        square('f', ['theta'], '1'),
      ).sort(),
    ).toEqual([
      'argument-count c',
      'not-a-number g',
      'shape-mismatch d',
      'unclosed-bracket a',
      'unknown-function c',
      'unknown-name b',
      'unused-parent f',
    ]);
  });

  test('names below a node at fault are looked at, shapes and numbers are not', () => {
    expect(
      found(
        square('a', ['theta'], 'tanh(theta'),
        square('b', ['a'], 'a + c'),
        square('c', ['b'], 'log(b - 5)'),
      ),
    ).toEqual(['unclosed-bracket a', 'not-a-parent b']);
  });

  test('a name is told once, whichever way it is wrong', () => {
    expect(found(square('b', ['theta'], 'x + x*theta'))).toEqual(['unknown-name b']);
    expect(found(square('b', ['theta'], 'exp + theta(1) + Normal(0, 1)*theta'))).toEqual([
      'function-without-arguments b',
      'node-called b',
      'distribution-misplaced b',
    ]);
  });

  test('a parent whose name is refused is told of at its own node alone', () => {
    const document: Document = {
      scg: 1,
      title: '',
      about: '',
      seed: 1,
      nodes: [{ ...theta, name: 'x y' }, square('b', ['x y'], '2'), square('c', ['x y'], 'x y + 1')],
      plans: [],
    };
    expect(checkGraph(modelOf(document))).toEqual([]);
    expect(checkDocument(document).map(({ code, nodes }) => `${code} ${nodes}`)).toEqual(['bad-name x y']);
  });

  test('e and pi are numbers, unless nodes are called so', () => {
    const x: Node = { name: 'x', kind: 'stochastic', parents: ['theta'] };
    expect(found(square('b', ['theta'], 'e^theta + pi'))).toEqual([]);
    expect(found(square('e', ['theta'], '2*theta'), square('b', ['e'], 'e + pi'))).toEqual([]);
    expect(found(square('e', ['theta'], '2*theta'), square('b', ['theta'], 'theta*e'))).toEqual([
      'not-a-parent b',
    ]);
    expect(found(square('pi', ['theta'], 'theta'), x, square('b', ['pi', 'x'], 'x'))).toEqual([
      'unused-parent b',
    ]);
  });

  test('arguments of distributions in formulas have their names', () => {
    const x: Node = { name: 'x', kind: 'stochastic', parents: ['theta'] };
    expect(found(x, square('b', ['theta', 'x'], 'log_prob(Bernoulli(logits=theta), x > 0)'))).toEqual([]);
    expect(found(x, square('b', ['theta', 'x'], 'kl(x, Normal(scale=1, mean=theta))'))).toEqual([
      'unknown-args b',
    ]);
    expect(found(x, square('b', ['theta', 'x'], 'exp(x=theta)'))).toEqual([
      'named-argument b',
      'unused-parent b',
    ]);
  });

  test('distributions in their places are no unknown names', () => {
    const x: Node = { name: 'x', kind: 'stochastic', parents: ['theta'] };
    const text = 'log_prob(x) + log_prob(Normal(theta, 1), x) + kl(Normal(0, 1), Normal(1, 1)) + entropy(x)';
    expect(found(x, square('b', ['x', 'theta'], text))).toEqual([]);
  });

  test('faults of the structure are left to the document`s own check, and do not hide the others', () => {
    expect(
      found(square('a', ['b'], 'b'), square('b', ['a'], 'a + u'), square('c', ['theta'], 'theta +')),
    ).toEqual(expect.arrayContaining(['unknown-name b', 'missing-operand c']));
  });

  test('laws within laws need no more edges than a document may have', () => {
    const circle = (i: number): Node => ({
      name: `z${i}`,
      kind: 'stochastic',
      parents: [i === 0 ? 'theta' : `z${i - 1}`],
      distribution: 'Normal',
      args: { loc: i === 0 ? 'theta' : `log_prob(z${i - 1})`, scale: '1' },
    });
    const chain = (length: number) => Array.from({ length }, (_, i) => circle(i));
    expect(found(...chain(99))).toEqual([]);
    expect(found(...chain(100))).toEqual(['too-large undefined']);
  });
});
