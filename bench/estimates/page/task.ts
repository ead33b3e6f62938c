import simple5 from '../../../src/engine/testing/cases/simple-5.json';
import twoNoises from '../../../src/engine/testing/cases/two-noises.json';
import eightNormals from '../graphs/eight-normals.json';

/** Exact moments of the single-sample gradient estimate of one parameter. */
export interface ExactMoments {
  readonly mean: number;
  readonly variance: number;
  /** Fourth central moment. */
  readonly fourth: number;
}

/** One graph under one plan: what every competitor computes. */
export interface Task {
  readonly name: TaskName;
  readonly plan: string;
  /** The graph as any file of the product: not yet validated. */
  readonly document: unknown;
  /** Scalar parameters by name, in the order in which competitors report their moments. */
  readonly parameters: readonly {
    readonly name: string;
    readonly value: number;
    readonly exact: ExactMoments;
  }[];
}

export const taskNames = [
  'two-noises score',
  'simple-5 score',
  'simple-5 pathwise',
  'eight-normals score',
] as const;
export type TaskName = (typeof taskNames)[number];

export function taskNamed(name: TaskName): Task {
  switch (name) {
    case 'two-noises score':
      return task(name, 'score', twoNoises.document, twoNoises.expected.plans.score);
    case 'simple-5 score':
      return task(name, 'score', simple5.document, simple5.expected.plans.score);
    case 'simple-5 pathwise':
      return task(name, 'pathwise', simple5.document, simple5.expected.plans.pathwise);
    case 'eight-normals score':
      return task(name, 'score', eightNormals.document, eightNormals.expected.plans.score);
  }
}

interface GraphFile {
  readonly nodes: readonly { readonly name: string; readonly kind: string; readonly value?: number }[];
}

function task(
  name: TaskName,
  plan: string,
  document: GraphFile,
  expected: Readonly<Record<string, ExactMoments>>,
): Task {
  const parameters = document.nodes.flatMap((node) => {
    const exact = expected[node.name];
    return node.kind === 'parameter' && node.value !== undefined && exact
      ? [{ name: node.name, value: node.value, exact }]
      : [];
  });
  return { name, plan, document, parameters };
}

/** The values of a task's parameters, in order. */
export function values(task: Task): number[] {
  return task.parameters.map(({ value }) => value);
}
