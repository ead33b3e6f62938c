import { nearest } from '../base/nearest';
import { topologicalOrder } from '../base/topologicalOrder';
import type { Finding } from '../diagnostics/types';
import { distributionFindings } from './checkDistribution';
import { pictureFindings } from './checkPictures';
import { type KnownNodes, planFindings } from './checkPlans';
import { trainingFindings } from './checkTraining';
import { nameProblem } from './names';
import { sizeFindings } from './sizes';
import { type Document, type Node, parentsOf } from './types';

/** Enough to mend the graph by, few enough to stay linear in a document full of them. */
const MOST_CYCLES = 10;
const MOST_SUGGESTIONS = 20;

/**
 * Everything that the types of a document do not say, save its expressions: names, edges, distributions, plans,
 * training, pictures. All findings, in the document's order; none for a sound document. `unread` are names of nodes
 * that are there but could not be read, so that nobody is told to add them.
 */
export function checkDocument(document: Document, unread: ReadonlySet<string> = new Set()): Finding[] {
  const { nodes, plans, training, pictures = [] } = document;
  const tooLarge = sizeFindings(document);
  if (tooLarge.length > 0) return tooLarge;
  const names = new Map<string, Node>();
  for (const node of nodes) if (!names.has(node.name)) names.set(node.name, node);
  const graph: KnownNodes = { names, unread, suggest: suggester([...names.keys()]) };
  return [
    ...nodes.flatMap((node) => [
      ...nameFindings(node),
      ...parentFindings(node, graph),
      ...(node.kind === 'stochastic' ? distributionFindings(node) : []),
      ...(node.kind === 'cost' ? trainsFindings(node.name, node.trains ?? [], graph) : []),
    ]),
    ...repeated(nodes.map(({ name }) => name)).map(
      (name): Finding => ({
        code: 'taken-name',
        facts: { name, what: 'node' },
        nodes: [name],
        field: 'name',
      }),
    ),
    ...cycleFindings(names),
    ...plans.flatMap((plan) => planFindings(plan, graph)),
    ...repeated(plans.map(({ name }) => name)).map(
      (name): Finding => ({ code: 'taken-name', facts: { name, what: 'plan' }, plan: name, field: 'name' }),
    ),
    ...(training ? trainingFindings(training, graph) : []),
    ...pictures.flatMap((picture, i) => pictureFindings(picture, i, graph)),
  ];
}

function suggester(names: readonly string[]): (name: string) => string | undefined {
  let left = MOST_SUGGESTIONS;
  return (name) => (left-- > 0 ? nearest(name, names) : undefined);
}

function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const name of names) (seen.has(name) ? twice : seen).add(name);
  return [...twice];
}

function nameFindings({ name }: Node): Finding[] {
  const problem = nameProblem(name);
  return problem ? [{ ...problem, nodes: [name], field: 'name' }] : [];
}

function parentFindings(node: Node, { names, unread, suggest }: KnownNodes): Finding[] {
  const { name } = node;
  const parents = parentsOf(node);
  const place = { nodes: [name], field: 'parents' };
  const findings: Finding[] = [];
  for (const parent of new Set(parents)) {
    if (parent === name) findings.push({ code: 'self-loop', facts: {}, ...place, edge: [name, name] });
    else if (!names.has(parent) && !unread.has(parent))
      findings.push({
        code: 'unknown-node',
        facts: { name: parent, role: 'parent', suggestion: suggest(parent) },
        ...place,
      });
  }
  for (const parent of repeated(parents))
    findings.push({ code: 'duplicate-parent', facts: { name: parent }, ...place, edge: [parent, name] });
  return findings;
}

function trainsFindings(
  name: string,
  trains: readonly string[],
  { names, unread, suggest }: KnownNodes,
): Finding[] {
  const place = { nodes: [name], field: 'trains' };
  return trains.flatMap((trained): Finding[] => {
    const node = names.get(trained);
    if (node?.kind === 'parameter' || unread.has(trained)) return [];
    if (node) return [{ code: 'not-a-parameter', facts: { name: trained, kind: node.kind }, ...place }];
    const facts = { name: trained, role: 'trains', suggestion: suggest(trained) } as const;
    return [{ code: 'unknown-node', facts, ...place }];
  });
}

function cycleFindings(nodes: ReadonlyMap<string, Node>): Finding[] {
  const findings: Finding[] = [];
  const cut = new Set<string>();
  const edge = (parent: string, child: string) => `${parent} ${child}`;
  const parents = (name: string): readonly string[] => {
    const node = nodes.get(name);
    // Loops of one have a finding of their own.
    return node ? parentsOf(node).filter((parent) => parent !== name && !cut.has(edge(parent, name))) : [];
  };
  while (findings.length < MOST_CYCLES) {
    const ordering = topologicalOrder([...nodes.keys()], parents);
    if (ordering.kind === 'order') break;
    const path = ordering.cycle;
    const [from = '', to = ''] = path;
    findings.push({ code: 'cycle', facts: { path }, nodes: path, edge: [from, to] });
    cut.add(edge(from, to));
  }
  return findings;
}
