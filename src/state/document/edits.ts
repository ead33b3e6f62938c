import {
  addNode,
  connect,
  type Diagnostic,
  type Document,
  describe,
  disconnect,
  duplicateNodes,
  type Finding,
  isRefused,
  lawBehind,
  moveNodes,
  NO_CHOICE,
  type NodeKind,
  removeNodes,
  renameNode,
  withDefaultPlans,
} from '../../engine';
import { say } from '../shell/messages';
import { renameInSession, selectNodes, showOffending, useSession } from '../shell/session';
import { currentDocument, edit } from './document';
import { freePlace, type GridPlace, laidOut, placesOf, type Room } from './places';

/** Every node at the place where it is seen, so that moving or adding one does not lay out the others anew. */
function settled(document: Document): Document {
  if (document.nodes.every(({ at }) => at !== undefined)) return document;
  return moveNodes(document, placesOf(document));
}

function words(finding: Finding | undefined): Diagnostic | undefined {
  return finding && describe(finding);
}

/**
 * Adds a node and selects it. `from` becomes its parent where it can. A graph that gets its first stochastic node, or
 * its first cost, gets the plans to compare it by.
 */
export function addNodeAt(kind: NodeKind, place: GridPlace, from?: string): string {
  let name = '';
  edit((document) => {
    const added = addNode(settled(document), kind, place);
    name = added.nodes.at(-1)?.name ?? '';
    const joined = from === undefined ? added : connect(added, from, name);
    const whole = isRefused(joined) ? added : joined;
    if (kind === 'stochastic') return withDefaultPlans(withoutIdlePlan(whole));
    return kind === 'cost' ? withDefaultPlans(whole) : whole;
  });
  selectNodes([name]);
  return name;
}

/** The first circle makes a choice of estimators: the plan that a graph without circles was given says nothing of it. */
function withoutIdlePlan(document: Document): Document {
  const circles = document.nodes.filter(({ kind }) => kind === 'stochastic');
  const [plan, ...more] = document.plans;
  const isIdle = plan?.name === NO_CHOICE && Object.keys(plan.nodes).length === 0 && more.length === 0;
  return circles.length === 1 && isIdle ? { ...document, plans: [] } : document;
}

/** Adds a node near a place, where there is room: inside the area where there is some. */
export function addNodeNear(
  kind: NodeKind,
  place: GridPlace,
  { from, ...room }: Room & { readonly from?: string | undefined } = {},
): string {
  const document = currentDocument();
  return addNodeAt(kind, freePlace(place, kind, document, placesOf(document), room), from);
}

/** Draws an edge; where the engine refuses, shows the path that would close and returns the reason in words. */
export function connectNodes(from: string, to: string): Diagnostic | undefined {
  const finding = edit((document) => connect(document, from, to));
  if (finding?.code === 'cycle') showOffending(finding.facts.path);
  return words(finding);
}

/** Why an edge cannot be drawn, without drawing it. */
export function refusalOf(from: string, to: string): Diagnostic | undefined {
  const edited = connect(currentDocument(), from, to);
  return isRefused(edited) ? describe(edited) : undefined;
}

export function removeSelected(): void {
  const { selection, selectedEdges } = useSession.getState();
  removeEdges(selectedEdges, (without) => (selection.length > 0 ? removeNodes(without, selection) : without));
  selectNodes([]);
}

/** Removes an edge; says why where a law in a formula needs it, and it stays. */
export function disconnectNodes(from: string, to: string): void {
  removeEdges([[from, to]], (without) => without);
}

type Edges = readonly (readonly [string, string])[];

/** Removes the edges that no law needs once `rest` is done too, and says why the first of the others stays. */
function removeEdges(edges: Edges, rest: (without: Document) => Document): void {
  const without = (document: Document, list: Edges): Document =>
    rest(list.reduce<Document>((left, [from, to]) => disconnect(left, from, to), document));
  const bare = without(currentDocument(), edges);
  const isFree = ([from, to]: Edges[number]): boolean => lawBehind(bare, from, to) === undefined;
  edit((document) => without(document, edges.filter(isFree)));
  const kept = edges.find((edge) => !isFree(edge));
  const law = kept && lawBehind(bare, ...kept);
  if (!kept || law === undefined) return;
  const [name, to] = kept;
  const told = describe({ code: 'needed-parent', facts: { name, law }, nodes: [to], edge: kept });
  say(told.message, { tone: 'error', detail: told.hint });
}

export function duplicateSelected(): void {
  const { selection } = useSession.getState();
  if (selection.length === 0) return;
  const before = currentDocument().nodes.length;
  edit((document) => duplicateNodes(settled(document), selection));
  selectNodes(
    currentDocument()
      .nodes.slice(before)
      .map(({ name }) => name),
  );
}

/** Puts nodes where they were dragged to. Nodes that come back to where they were have not moved. */
export function moveNodesTo(places: ReadonlyMap<string, GridPlace>): void {
  const before = placesOf(currentDocument());
  const moved = new Map(
    [...places].filter(([name, [x, y]]) => {
      const [left, top] = before.get(name) ?? [];
      return x !== left || y !== top;
    }),
  );
  if (moved.size > 0) edit((document) => moveNodes(settled(document), moved));
}

/** Lays the whole graph out anew, from left to right. */
export function layOutGraph(): void {
  edit((document) => moveNodes(document, laidOut(document)));
}

/** Renames a node wherever it is named, the selection included. */
export function rename(from: string, to: string): Diagnostic | undefined {
  const finding = edit((document) => renameNode(document, from, to));
  if (!finding) renameInSession(from, to);
  return words(finding);
}
