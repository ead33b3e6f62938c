import type { Document } from '../document/types';

/** Parameters that descend the same costs: they share one surrogate loss. */
export interface TrainingGroup {
  readonly parameters: readonly string[];
  readonly costs: readonly string[];
}

/** Groups the parameters by the costs that train them (`trains` missing: every parameter), in document order. */
export function costGroups(document: Document): TrainingGroup[] {
  const groups = new Map<string, { parameters: string[]; costs: string[] }>();
  for (const node of document.nodes) {
    if (node.kind !== 'parameter') continue;
    const costs = document.nodes.flatMap((cost) =>
      cost.kind === 'cost' && (cost.trains?.includes(node.name) ?? true) ? [cost.name] : [],
    );
    const key = costs.join(' ');
    const group = groups.get(key) ?? { parameters: [], costs };
    group.parameters.push(node.name);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Groups with costs of their own: more than one make a game, or teach a critic, and share no objective. */
export function gamesOf(document: Document): TrainingGroup[] {
  return costGroups(document).filter(({ costs }) => costs.length > 0);
}
