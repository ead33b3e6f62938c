import { argsFor } from './defaultArgs';
import { type Edited, replaceNode, unknownNode } from './edited';
import { estimatorRefusal } from './estimators';
import { readInputValue, readParameterValue } from './readValue';
import { isDataRule } from './tensor';
import type { CostNode, Document, InputValue, Node, ParameterValue, Plan, StochasticNode } from './types';
import { isWeights } from './weights';

/**
 * Fields to set; `undefined` removes one that may be missing. Fields that the node's kind does not have are passed
 * over.
 */
export interface NodePatch {
  readonly label?: string | undefined;
  readonly at?: Node['at'];
  readonly value?: ParameterValue | InputValue;
  readonly expression?: string | undefined;
  readonly distribution?: StochasticNode['distribution'];
  readonly args?: StochasticNode['args'];
  readonly shape?: StochasticNode['shape'];
  readonly trains?: CostNode['trains'];
}

/**
 * Sets fields of a node. Another distribution without `args` keeps the arguments that mean the same and fills in the
 * others, and turns pathwise entries of plans to score where it has no differentiable path. Refused for a value that is
 * not of finite numbers.
 */
export function updateNode(document: Document, name: string, patch: NodePatch): Edited {
  const node = document.nodes.find((candidate) => candidate.name === name);
  if (node === undefined) return unknownNode(name);
  if (patch.value !== undefined) {
    const read = node.kind === 'input' ? readInputValue : readParameterValue;
    const { value, findings } = read(patch.value, { nodes: [name], field: 'value' });
    const [finding] = findings;
    if (value === undefined && finding) return finding;
  }
  const updated = patched(node, patch);
  const edited = replaceNode(document, name, () => updated);
  return updated.kind === 'stochastic' ? withoutRefused(edited, updated) : edited;
}

function patched(node: Node, patch: NodePatch): Node {
  const { value, expression, distribution, args, shape, trains, ...common } = patch;
  switch (node.kind) {
    case 'parameter':
      return tidy({ ...node, ...common, ...(value === undefined || isDataRule(value) ? {} : { value }) });
    case 'input':
      return tidy({ ...node, ...common, ...(value === undefined || isWeights(value) ? {} : { value }) });
    case 'deterministic':
      return tidy({ ...node, ...common, ...('expression' in patch ? { expression } : {}) });
    case 'cost':
      return tidy({
        ...node,
        ...common,
        ...('expression' in patch ? { expression } : {}),
        ...('trains' in patch ? { trains } : {}),
      });
    case 'stochastic': {
      const changed = 'distribution' in patch && distribution !== node.distribution;
      const filled = distribution === undefined ? undefined : argsFor(distribution, node);
      return tidy({
        ...node,
        ...common,
        ...(changed ? { distribution, args: filled } : {}),
        ...('args' in patch ? { args } : {}),
        ...('shape' in patch ? { shape } : {}),
      });
    }
  }
}

/** Leaves out fields without a value, and texts that were emptied. */
function tidy<N extends Node>(node: N): N {
  const entries = Object.entries(node).filter(
    ([field, value]) =>
      value !== undefined && !((field === 'expression' || field === 'label') && value.trim() === ''),
  );
  return Object.fromEntries(entries) as N;
}

/** Scores the node in every plan whose estimator its distribution lacks. */
function withoutRefused(document: Document, node: StochasticNode): Document {
  const { name } = node;
  const refused = ({ nodes }: Plan): boolean => {
    const entry = Object.hasOwn(nodes, name) ? nodes[name] : undefined;
    return entry !== undefined && estimatorRefusal(node, entry.estimator) !== undefined;
  };
  if (!document.plans.some(refused)) return document;
  return {
    ...document,
    plans: document.plans.map((plan) =>
      refused(plan) ? { ...plan, nodes: { ...plan.nodes, [name]: { estimator: 'score' } } } : plan,
    ),
  };
}
