import type { EstimatorName, Node, Plan } from '../document/types';
import type { Model } from '../model/model';

/**
 * The graph of a document: nodes in topological order, edges both ways. Built from a document that passed `check`,
 * or by the pathwise rewrite, whose noise nodes are stochastic nodes without parents.
 */
export interface Graph {
  /** In the document's order; a noise node stands just before the node that it was split from. */
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** Names in topological order, ties by the document's order. */
  readonly order: readonly string[];
}

export interface GraphNode {
  readonly name: string;
  readonly kind: Node['kind'];
  readonly parents: readonly string[];
  readonly children: readonly string[];
  /** The document's node, its numbers blank; for a noise node, the stochastic node that the rewrite split it from. */
  readonly source: Node;
  /** Set by the rewrite: the noise circle itself, or the square that is now a function of it. */
  readonly role: 'plain' | 'noise' | 'reparameterized';
  /** What a plan takes a stochastic node by; after the rewrite alone. */
  readonly estimator?: EstimatorName;
}

/**
 * One violation of Condition 1: theta reaches v deterministically and (v, w) is not differentiable there, or may not
 * be.
 */
export interface Violation {
  readonly parameter: string;
  readonly edge: readonly [string, string];
  /**
   * The function that jumps, as written (`step`, `<`, `floor`, `x[i]`), the density that jumps at the edge of its
   * support (`log_prob(Uniform)`), the distribution whose support moves, or that has no weak derivative in an argument.
   */
  readonly culprit: string;
  readonly kind: 'function' | 'edge' | 'support' | 'weak';
  /** Whether it was seen to jump; else it may, for no place where it could was found, or nothing finite there. */
  readonly sure: boolean;
  /**
   * Stochastic nodes made pathwise by the plan, where all deterministic paths from theta to v pass: scoring one of them
   * mends the violation; the nearest few of them, nearest first. Where no single node does, the nearest ones that do it
   * together; empty where a deterministic path avoids them all.
   */
  readonly mend: readonly string[];
}

/** An edge that a parameter reaches, where the function at `culprit` could have jumped and is continuous. */
export interface MeetingEdge {
  readonly edge: readonly [string, string];
  readonly culprit: string;
  /** It jumps, but nothing that is made of it does. */
  readonly below: boolean;
}

export type EstimatorKinds = ReadonlyMap<string, EstimatorName>;

/** What a plan's rewrite makes of a graph. */
export interface Rewritten {
  /** The estimator of every stochastic node of the document, with the defaults filled in. */
  readonly kinds: EstimatorKinds;
  /** Before and after the plan's rewrite. */
  readonly graph: Graph;
  readonly rewritten: Graph;
}

/** What one plan makes of all documents of one structure. */
export interface Analysis extends Rewritten {
  /** Numbers are blank in it, as they are in the nodes of both graphs. */
  readonly structure: Model;
  readonly plan: Plan;
  readonly violations: readonly Violation[];
  readonly meeting: readonly MeetingEdge[];
  /**
   * By stochastic node of the rewritten graph: the costs it influences, in document order (all costs where the plan
   * credits all).
   */
  readonly creditedCosts: ReadonlyMap<string, readonly string[]>;
}
