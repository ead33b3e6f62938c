import type { DistributionName } from './distributions';

/** What is saved and shared. Plain JSON; every edit makes a new one. Fields beyond these are kept and passed through. */
export interface Document {
  readonly scg: 1;
  readonly title: string;
  /** Markdown without HTML. */
  readonly about: string;
  /** An unsigned 32-bit integer. */
  readonly seed: number;
  readonly nodes: readonly Node[];
  readonly plans: readonly Plan[];
}

export type Node = ParameterNode | InputNode | DeterministicNode | StochasticNode | CostNode;
export type NodeKind = Node['kind'];

interface Common {
  /** An identifier, unique in the document: what expressions call the node. */
  readonly name: string;
  /** LaTeX shown in place of the name. */
  readonly label?: string;
  /** The place on the canvas in grid units. */
  readonly at?: readonly [number, number];
}

export interface ParameterNode extends Common {
  readonly kind: 'parameter';
  readonly value: Tensor;
}

export interface InputNode extends Common {
  readonly kind: 'input';
  readonly value: Tensor;
}

/** A number, a nested array of one shape, or an array made from a rule. */
export type Tensor = number | NestedNumbers | TensorRule;
export type NestedNumbers = readonly (number | NestedNumbers)[];
export interface TensorRule {
  readonly shape: readonly number[];
  readonly init: 'zeros' | 'normal';
  readonly scale?: number;
  readonly seed?: number;
}

export interface DeterministicNode extends Common {
  readonly kind: 'deterministic';
  readonly parents: readonly string[];
  /** Missing: the sum of the parents. */
  readonly expression?: string;
}

export interface StochasticNode extends Common {
  readonly kind: 'stochastic';
  readonly parents: readonly string[];
  /** Missing: Normal(sum of the parents, 1). */
  readonly distribution?: DistributionName;
  readonly args?: Readonly<Record<string, string>>;
  /** Independent copies to draw; missing: as the arguments broadcast. */
  readonly shape?: readonly number[];
}

export interface CostNode extends Common {
  readonly kind: 'cost';
  readonly parents: readonly string[];
  /** Missing: the square of the sum of the parents. */
  readonly expression?: string;
  /** Names of the parameters that descend this cost; missing: all. */
  readonly trains?: readonly string[];
}

export interface Plan {
  readonly name: string;
  /** By stochastic node; a node without entry takes the default: pathwise where it is valid, else score. */
  readonly nodes: Readonly<Record<string, NodePlan>>;
  /** M: an estimate is the mean over M samples. Missing: 1. */
  readonly samples?: number;
  /** `all`: every cost multiplies every score (naive REINFORCE). Missing: `downstream`. */
  readonly credit?: 'downstream' | 'all';
}

export type NodePlan = ScorePlan | PathwisePlan;
export type EstimatorName = NodePlan['estimator'];

export interface ScorePlan {
  readonly estimator: 'score';
  /** Missing: none. */
  readonly baseline?: Baseline;
}

export interface PathwisePlan {
  readonly estimator: 'pathwise';
}

/** `average`: b = decay b + (1 - decay) cost, over the estimates before this one. Decay in [0, 1). */
export type Baseline = 'none' | number | { readonly kind: 'average'; readonly decay: number };

export function parentsOf(node: Node): readonly string[] {
  return 'parents' in node ? node.parents : [];
}
