import type { Activation } from '../base/weightLayout';
import type { DataName } from '../data/registry';
import type { DistributionName } from './distributions';
import type { Picture } from './pictureTypes';
import type { Training } from './trainingTypes';

/**
 * What is saved and shared. Plain JSON; every edit makes a new one. Fields beyond these are kept and passed through.
 */
export interface Document {
  readonly scg: 1;
  readonly title: string;
  /** Markdown without HTML. */
  readonly about: string;
  /** An unsigned 32-bit integer. */
  readonly seed: number;
  readonly nodes: readonly Node[];
  readonly plans: readonly Plan[];
  /** How its parameters are trained. Missing: by the defaults of `training.ts`. */
  readonly training?: Training;
  /** What to show of the model while it trains. */
  readonly pictures?: readonly Picture[];
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
  readonly value: ParameterValue;
}

export interface InputNode extends Common {
  readonly kind: 'input';
  readonly value: InputValue;
}

/** A tensor, or a row of a built-in data set that every sample draws. */
export type InputValue = Tensor | DataRule;

export interface DataRule {
  readonly data: DataName;
  /** Of the data set. Missing: 1. */
  readonly seed?: number;
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

/** A tensor, or all weights of a network or cell as one flat vector: see base/weightLayout. */
export type ParameterValue = Tensor | NetworkRule | CellRule;

/** A multilayer perceptron. */
export interface NetworkRule {
  /** Lengths of the input, of the hidden layers and of the output. */
  readonly network: readonly number[];
  /** Missing: tanh. */
  readonly activation?: Activation;
  /** Of the initial weights. Missing: 1. */
  readonly seed?: number;
}

/** A gated recurrent unit. */
export interface CellRule {
  /** Lengths of the input and of the state. */
  readonly cell: readonly [number, number];
  /** Of the initial weights. Missing: 1. */
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
  /** The samples are M / 2 pairs of opposite noise. Missing: false. */
  readonly antithetic?: boolean;
}

export type NodePlan =
  | ScorePlan
  | PathwisePlan
  | MeasureValuedPlan
  | EnumeratePlan
  | ConcretePlan
  | StraightThroughPlan
  | StraightThroughGumbelPlan;
export type EstimatorName = NodePlan['estimator'];
export type NodePlanOf<N extends EstimatorName> = Extract<NodePlan, { estimator: N }>;

export interface ScorePlan {
  readonly estimator: 'score';
  /** Missing: none. */
  readonly baseline?: Baseline;
}

export interface PathwisePlan {
  readonly estimator: 'pathwise';
  /** Take the score out of `log_prob` of the node itself (Roeder et al. 2017). Missing: false. */
  readonly stickTheLanding?: boolean;
}

export interface MeasureValuedPlan {
  readonly estimator: 'measureValued';
  /** Whether the two draws of a pair share noise. Missing: true. */
  readonly coupled?: boolean;
}

export interface EnumeratePlan {
  readonly estimator: 'enumerate';
}

export interface ConcretePlan {
  readonly estimator: 'concrete';
  /** Missing: 1. */
  readonly temperature?: number;
}

export interface StraightThroughPlan {
  readonly estimator: 'straightThrough';
}

export interface StraightThroughGumbelPlan {
  readonly estimator: 'straightThroughGumbel';
  /** Missing: 1. */
  readonly temperature?: number;
}

/** What a score subtracts from its downstream costs, or puts in their place: nothing, a number, or one of a kind. */
export type Baseline = 'none' | number | KindOfBaseline;
export type KindOfBaseline = AverageBaseline | LeaveOneOutBaseline | OptimalBaseline | ValueBaseline | Ranks;

interface Normalizable {
  /**
   * Divide by the larger of 1 and a running standard deviation of previous steps (Mnih and Gregor 2014). Missing:
   * false.
   */
  readonly normalize?: boolean;
}

/** b = decay b + (1 - decay) cost, over the estimates before this one. Decay in [0, 1). */
export interface AverageBaseline extends Normalizable {
  readonly kind: 'average';
  readonly decay: number;
}

/** The mean over the other samples of the estimate. */
export interface LeaveOneOutBaseline extends Normalizable {
  readonly kind: 'leaveOneOut';
}

/** The constant that makes the total variance least, worked out exactly. */
export interface OptimalBaseline {
  readonly kind: 'optimal';
}

/** A function of nodes above, learned while running. */
export interface ValueBaseline extends Normalizable {
  readonly kind: 'value';
  /** Widths of hidden layers. Missing or empty: a linear function. */
  readonly hidden?: readonly number[];
  /** Step of its learning, in (0, 1]. Missing: 0.05. */
  readonly rate?: number;
  /** Nodes that it sees. Missing: the parents of its own node. */
  readonly of?: readonly string[];
}

/**
 * Not subtracted from the costs but put in their place: the share of the other samples of the estimate that cost less,
 * less one half (rank-based fitness shaping: Wierstra et al. 2014; Salimans et al. 2017, section 2).
 */
export interface Ranks {
  readonly kind: 'ranks';
}

export function parentsOf(node: Node): readonly string[] {
  return 'parents' in node ? node.parents : [];
}
