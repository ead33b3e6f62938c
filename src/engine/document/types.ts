import type { Activation } from '../base/weightLayout';
import type { DataName } from '../data/registry';
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
  /** How its parameters are trained. Missing: by the defaults of `training.ts`. */
  readonly training?: Training;
  /** What to show of the model while it trains. */
  readonly pictures?: readonly Picture[];
}

/** One step takes `rows` rows of data, each with `samples` joint draws of the stochastic nodes, and one optimizer step. */
export interface Training {
  /** Batch size: rows of data per step. Missing: 64. */
  readonly rows?: number;
  /** Samples for each row. Missing: 1. */
  readonly samples?: number;
  /** Of every parameter that no group names. Missing: Adam with rate 0.003. */
  readonly optimizer?: Optimizer;
  /** Parameters with an optimizer of their own. */
  readonly groups?: readonly { readonly parameters: readonly string[]; readonly optimizer: Optimizer }[];
  /** Steps after which it pauses by itself. Missing: never. */
  readonly steps?: number;
}

export type Optimizer = Sgd | Momentum | Adam | RmsProp;

interface Rated {
  /** Step length, above 0. */
  readonly rate: number;
}

export interface Sgd extends Rated {
  readonly kind: 'sgd';
}

export interface Momentum extends Rated {
  readonly kind: 'momentum';
  /** Of the velocity, in [0, 1). Missing: 0.9. */
  readonly decay?: number;
}

/** Kingma and Ba 2015. */
export interface Adam extends Rated {
  readonly kind: 'adam';
  /** Decay of the mean and of the square, in [0, 1). Missing: 0.9 and 0.999. */
  readonly decay?: number;
  readonly squareDecay?: number;
}

export interface RmsProp extends Rated {
  readonly kind: 'rmsProp';
  /** Of the square, in [0, 1). Missing: 0.9. */
  readonly squareDecay?: number;
}

/**
 * A picture of the model at its present parameters. Nodes that are `set` take values of a grid or of data in place of
 * their own; nodes that are shown are worked out from them.
 */
export type Picture =
  | ImagesPicture
  | LatentPicture
  | StepsPicture
  | PlanePicture
  | BandPicture
  | PendulumPicture
  | PathsPicture;

/** Square pictures in rows: every node in `show`, one picture a sample. Of held-out data where `input` names the data. */
export interface ImagesPicture {
  readonly kind: 'images';
  readonly title: string;
  readonly show: readonly string[];
  /** A node to set to draws of the standard prior of its kind (samples from the model); missing: nothing is set. */
  readonly prior?: string;
}

/** A grid over two dimensions of a stochastic node, each place decoded as a square picture; can be dragged and zoomed. */
export interface LatentPicture {
  readonly kind: 'latent';
  readonly title: string;
  readonly set: string;
  readonly show: string;
}

/** Square pictures one after the other, as they are drawn step by step, with an attention window where there is one. */
export interface StepsPicture {
  readonly kind: 'steps';
  readonly title: string;
  readonly show: readonly string[];
  /** For each of `show`: the node that holds [centre x, centre y, stride] of its window, in pixels from the first one's centre. */
  readonly windows?: readonly string[];
  /** Pixels along a window. */
  readonly window?: number;
}

/** Points in the plane of several nodes, over a scalar node as a heat map where `set` runs over the plane. */
export interface PlanePicture {
  readonly kind: 'plane';
  readonly title: string;
  readonly points: readonly string[];
  readonly set?: string;
  readonly heat?: string;
  /** Of `points`: the one that gets arrows along the descent of `down` at its points. */
  readonly arrows?: { readonly from: string; readonly down: string };
}

/** Quantiles of a scalar node over an interval of the input `set`, with the rows of the data set. */
export interface BandPicture {
  readonly kind: 'band';
  readonly title: string;
  /** A vector node [x, y] of data; its first element runs over the interval. */
  readonly set: string;
  readonly show: string;
}

/** Rollouts of a pendulum, played in their own time. */
export interface PendulumPicture {
  readonly kind: 'pendulum';
  readonly title: string;
  /** In the order of time: nodes whose first number is the angle from upright, in rad, clockwise. */
  readonly angles: readonly string[];
  /** Between every two angles: the node that drives it, drawn as a share tanh of what the motor has. */
  readonly torques?: readonly string[];
  /** From one angle to the next, in seconds. Missing: 0.1. */
  readonly seconds?: number;
}

/** Paths in the plane over a scalar node as a heat map where `set` runs over the plane. */
export interface PathsPicture {
  readonly kind: 'paths';
  readonly title: string;
  /** In the order of time: nodes whose first two numbers are a place. */
  readonly points: readonly string[];
  /** The node that holds the place to reach. */
  readonly goal?: string;
  /** The numbers of `set` after the first two are 0. */
  readonly set?: string;
  readonly heat?: string;
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
  /** Divide by the larger of 1 and a running standard deviation of previous steps (Mnih and Gregor 2014). Missing: false. */
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
 * Not subtracted from the costs but put in their place: the share of the other samples of the estimate that cost less, less one
 * half (rank-based fitness shaping: Wierstra et al. 2014; Salimans et al. 2017, section 2).
 */
export interface Ranks {
  readonly kind: 'ranks';
}

export function parentsOf(node: Node): readonly string[] {
  return 'parents' in node ? node.parents : [];
}
