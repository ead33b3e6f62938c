import type { Finding } from '../diagnostics/types';
import { estimatorRefusal } from './estimators';
import { LIMITS } from './limits';
import { type KindOfBaseline, type Node, type NodePlan, type Plan, parentsOf } from './types';

/** What plans are checked against: the nodes by name, names that could not be read, and a guess at what was meant. */
export interface KnownNodes {
  readonly names: ReadonlyMap<string, Node>;
  readonly unread: ReadonlySet<string>;
  readonly suggest: (name: string) => string | undefined;
}

/** What is wrong with a plan for the nodes that are there. */
export function planFindings(plan: Plan, names: KnownNodes): Finding[] {
  const place = { plan: plan.name };
  const findings: Finding[] = [];
  if (plan.name.trim() === '')
    findings.push({
      code: 'bad-name',
      facts: { name: plan.name, problem: 'empty' },
      ...place,
      field: 'name',
    });
  const { samples = 1 } = plan;
  if (plan.antithetic && samples % 2 === 1)
    findings.push({ code: 'odd-samples', facts: { samples }, ...place, field: 'samples' });
  for (const [name, entry] of Object.entries(plan.nodes))
    if (!names.unread.has(name)) findings.push(...entryFindings(plan, name, entry, names));
  return findings;
}

function entryFindings(plan: Plan, name: string, entry: NodePlan, { names, suggest }: KnownNodes): Finding[] {
  const node = names.get(name);
  if (node === undefined) {
    const facts = { name, role: 'plan', suggestion: suggest(name) } as const;
    return [{ code: 'unknown-node', facts, plan: plan.name, field: 'nodes' }];
  }
  if (node.kind !== 'stochastic')
    return [{ code: 'not-stochastic', facts: { name, kind: node.kind }, plan: plan.name, field: 'nodes' }];
  const { estimator } = entry;
  const place = { plan: plan.name, nodes: [name] };
  const why = estimatorRefusal(node, estimator);
  if (why !== undefined) {
    const facts = { estimator, distribution: node.distribution ?? 'Normal', why };
    return [{ code: 'no-estimator', facts, ...place, field: 'estimator' }];
  }
  if (entry.estimator !== 'score' || typeof entry.baseline !== 'object') return [];
  const { baseline } = entry;
  return baselineRefusals(plan, name, baseline, names).map(({ why: reason, mend }) => ({
    code: 'refused-baseline',
    facts: { baseline: baseline.kind, why: reason, mend },
    ...place,
    field: 'baseline',
  }));
}

interface Refusal {
  readonly why: string;
  readonly mend: string;
}

/**
 * Why a baseline may not be used: there are no other samples to make it from, or too many; it would see the sample
 * whose cost it is subtracted from, or what that sample influences, and the estimator would be biased. Empty where it
 * may.
 */
export function baselineRefusals(
  { samples = 1, antithetic = false }: Pick<Plan, 'samples' | 'antithetic'>,
  name: string,
  baseline: KindOfBaseline,
  nodes: ReadonlyMap<string, Node>,
): Refusal[] {
  if (baseline.kind === 'leaveOneOut' || baseline.kind === 'ranks') {
    if (samples > LIMITS.sideBySide)
      return [
        {
          why: `${samples} samples are held side by side, and at most ${LIMITS.sideBySide} fit`,
          mend: `set samples to ${LIMITS.sideBySide} or fewer`,
        },
      ];
    if (samples < 2) {
      const use = baseline.kind === 'ranks' ? 'rank it among' : 'average over';
      return [{ why: `there is no other sample to ${use}`, mend: 'set samples to 2 or more' }];
    }
    if (antithetic && samples < 4)
      return [
        {
          why: 'the only other sample is its mirror image, made from the same noise',
          mend: 'set samples to 4 or more, so that there is another pair',
        },
      ];
  }
  if (baseline.kind !== 'value') return [];
  const below = descendants(nodes, name);
  return (baseline.of ?? []).flatMap((seen): Refusal[] => {
    const mend = `name nodes that ${name} does not influence, such as its parents`;
    if (seen === name) return [{ why: `it would see the sample of ${name} itself`, mend }];
    if (!nodes.has(seen)) return [{ why: `it is to see ${seen}, which is not in the graph`, mend }];
    return below.has(seen)
      ? [{ why: `${seen} is influenced by ${name}, so it would see its sample`, mend }]
      : [];
  });
}

/** All nodes that `name` influences. */
function descendants(nodes: ReadonlyMap<string, Node>, name: string): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const node of nodes.values())
    for (const parent of parentsOf(node)) children.set(parent, [...(children.get(parent) ?? []), node.name]);
  const found = new Set<string>();
  const todo = [...(children.get(name) ?? [])];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    todo.push(...(children.get(next) ?? []));
  }
  return found;
}
