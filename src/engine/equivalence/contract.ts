import type { Baseline, Document, EstimatorName, Plan } from '../document/types';

/** A document with the plan that rewrites its graph. */
export interface Planned {
  readonly document: Document;
  readonly plan: Plan;
}

export type Side = 'left' | 'right';

/**
 * What a node is in a normal form. A noise has no parents and no term of its own; squares are there only where they are
 * kept.
 */
export type Role = 'parameter' | 'input' | 'noise' | 'circle' | 'square' | 'cost';

/**
 * What is compared of a circle's estimator; `drawn`: no parameter reaches it, so that it has no term. A score divided
 * by its running deviation is another one, for that scales the gradient, and so is one that takes ranks in place of
 * costs.
 */
export type EstimatorClass = EstimatorName | 'normalizedScore' | 'rankedScore' | 'drawn';

export interface NormalNode {
  readonly name: string;
  readonly role: Role;
  /** Of a circle that stayed one; of the noise of a relaxed circle, whose law is another. */
  readonly estimator: EstimatorClass | undefined;
  /** The circle of the document that it is, or is the noise of, and how the plan takes it. */
  readonly law: NodeLaw | undefined;
  /**
   * Nodes of the document that it stands for besides its own: squares put into it, known numbers, nodes merged into it.
   */
  readonly standsFor: readonly string[];
  /** The nodes that it is as one, in the order of their merging: itself alone where none were merged. */
  readonly parts: readonly string[];
}

export interface NodeLaw {
  readonly node: string;
  readonly estimator: EstimatorName;
  readonly baseline: Baseline;
}

/**
 * `derivative`: the surrogate differentiates `to` by the parameter `from`. `value`: `to` is a function of `from`
 * without that, or is no term by it. `credit`: the score of `from` is multiplied by the cost `to`. `trains`: the cost
 * `from` adds to the gradient of the parameter `to`, through its own value or through a score.
 */
export type RelationKind = 'derivative' | 'value' | 'credit' | 'trains';

export interface Relation {
  readonly kind: RelationKind;
  readonly from: string;
  readonly to: string;
}

/** What of a document and its plan decides the surrogate losses, term by term; see `normalForm`. */
export interface NormalForm {
  readonly nodes: readonly NormalNode[];
  readonly relations: readonly Relation[];
  /** Parameters that a cost is declared to train, whether or not it reaches them: tells a stop from a missing name. */
  readonly declared: readonly Omit<Relation, 'kind'>[];
  /** Nodes left out, because no term depends on them. */
  readonly idle: readonly string[];
}

/**
 * What is done to one side before it is compared. Nodes are named as in the document, or as the rewrite names them
 * (`epsilon_h`).
 * - `fix`: a parameter or input is a known number, part of the functions that read it, and no longer trained.
 * - `give`: any node that is drawn or worked out is taken as given: an input.
 * - `drop`: a cost, an input or a noise is left out.
 * - `merge`: several nodes are one: costs that are always credited together and train the same, other nodes that always
 *   occur together, or inputs, as one vector.
 * - `share`: several noises are one draw.
 * - `hold`: a function's dependence on a parameter by which it is not differentiated is left out: it is taken at its
 *   present value.
 * - `rename`: another name, for the map to be read.
 */
export type Step =
  | { readonly kind: 'fix'; readonly node: string }
  | { readonly kind: 'give'; readonly node: string }
  | { readonly kind: 'drop'; readonly node: string }
  | { readonly kind: 'merge'; readonly nodes: readonly string[]; readonly as: string }
  | { readonly kind: 'share'; readonly nodes: readonly string[]; readonly as: string }
  | { readonly kind: 'hold'; readonly parameter: string; readonly in: string }
  | { readonly kind: 'rename'; readonly node: string; readonly as: string };

/**
 * What a step does to what is claimed: `identity` changes no gradient; `coarser` lets a term depend on more than it
 * does; `assumption` is about another problem than the document's, and so belongs into the claim.
 */
export type StepNature = 'identity' | 'coarser' | 'assumption';

export interface UsedStep {
  readonly side: Side;
  readonly step: Step;
  readonly nature: StepNature;
}

/** Why a step may not be done. */
export type Refusal =
  | { readonly kind: 'unknown'; readonly node: string }
  | { readonly kind: 'role'; readonly node: string; readonly role: Role; readonly wanted: readonly Role[] }
  | { readonly kind: 'several-roles'; readonly nodes: readonly string[] }
  | { readonly kind: 'credited-apart'; readonly costs: readonly [string, string]; readonly circle: string }
  | { readonly kind: 'trained-apart'; readonly costs: readonly [string, string]; readonly parameter: string }
  | { readonly kind: 'used-apart'; readonly nodes: readonly [string, string] }
  | { readonly kind: 'differentiated'; readonly parameter: string; readonly in: string }
  | { readonly kind: 'taken'; readonly name: string };

export interface RefusedStep {
  readonly side: Side;
  readonly step: Step;
  readonly why: Refusal;
}

/** Nodes of the two sides that are matched. */
export interface Pair {
  readonly left: string;
  readonly right: string;
}

/** One thing that must be changed for the two to agree under the best map. `on`: the side that has it. */
export type Edit =
  | { readonly kind: 'node'; readonly on: Side; readonly node: NormalNode }
  | { readonly kind: 'role'; readonly at: Pair; readonly roles: readonly [Role, Role] }
  | {
      readonly kind: 'estimator';
      readonly at: Pair;
      readonly estimators: readonly [EstimatorClass | undefined, EstimatorClass | undefined];
    }
  | { readonly kind: 'baseline'; readonly at: Pair; readonly baselines: readonly [Baseline, Baseline] }
  | { readonly kind: 'trains'; readonly on: Side; readonly cost: Pair; readonly parameter: Pair }
  | { readonly kind: 'link'; readonly on: Side; readonly from: Pair; readonly to: Pair }
  | { readonly kind: 'derivative'; readonly on: Side; readonly from: Pair; readonly to: Pair }
  | { readonly kind: 'credit'; readonly on: Side; readonly circle: Pair; readonly cost: Pair }
  /** The two are equivalent, but by no map that has this pair. */
  | { readonly kind: 'pairing'; readonly wanted: Pair };

export interface Difference {
  /** The edit to speak of first. */
  readonly first: Edit;
  /** All edits of the best map found: an upper bound on what it takes. */
  readonly edits: readonly Edit[];
  /** Of the best map: the nodes that it pairs. */
  readonly matched: readonly Pair[];
}

export interface CompareOptions {
  readonly steps?: { readonly left?: readonly Step[]; readonly right?: readonly Step[] };
  /** `contract` (the default) puts squares into what they feed; `keep` compares them, edge by edge. */
  readonly squares?: 'contract' | 'keep';
  /** Whether scores must have equal baselines. Missing: false, for a baseline changes no mean. */
  readonly baselines?: boolean;
  /** Pairs that the map must have, named as in the documents. */
  readonly wanted?: readonly Pair[];
}

/** The estimators of two circles that are matched. */
export interface PairedLaws {
  readonly left: NodeLaw;
  readonly right: NodeLaw;
}

export interface Equivalent {
  readonly kind: 'equivalent';
  readonly map: readonly { readonly left: NormalNode; readonly right: NormalNode }[];
  readonly estimators: readonly PairedLaws[];
  /** Of the steps allowed, those that are needed: none of them can be left out by itself. */
  readonly used: readonly UsedStep[];
  readonly left: NormalForm;
  readonly right: NormalForm;
}

export type Comparison =
  | Equivalent
  | {
      readonly kind: 'different';
      readonly difference: Difference;
      readonly left: NormalForm;
      readonly right: NormalForm;
    }
  | ({ readonly kind: 'refused' } & RefusedStep)
  /** The graph is too large, or so regular that the search was given up. */
  | { readonly kind: 'undecided'; readonly why: 'size' | 'search'; readonly nodes: number };
