import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';

/** Which graph the canvas shows: as drawn, after the plan's pathwise rewrite, or the surrogate loss built from it. */
export type CanvasView = 'graph' | 'rewritten' | 'surrogate';
export type ThemeChoice = 'light' | 'dark' | 'system';
/** Panels of the narrow layout, one at a time below the canvas. */
export type Tab = 'panel' | 'lab';
/** What the lab shows: how plans compare at the parameters as they stand, or how these are trained. */
export type LabTab = 'variance' | 'training';
export type DialogName = 'examples' | 'share' | 'keys' | 'about';

/** One coordinate (row-major) of one parameter: what the lab's figures and the canvas's lobes are about. */
export interface ParameterCoordinate {
  readonly parameter: string;
  readonly index: number;
}

/** How the visitor looks at the document. Neither saved with it nor undone. */
export interface SessionState {
  /** Names of the selected nodes. */
  readonly selection: readonly string[];
  /** Selected edges, as parent and child. */
  readonly selectedEdges: readonly (readonly [string, string])[];
  /** The node under the pointer, on the canvas or in a table head. */
  readonly hovered: string | undefined;
  /** Nodes that a hovered term of a formula speaks of. */
  readonly highlight: readonly string[];
  /** A path shown in red for a moment: that of a refused cycle. */
  readonly offending: readonly string[];
  /** The plan whose formulas and arcs are shown; undefined is the first one. */
  readonly plan: string | undefined;
  readonly hiddenPlans: ReadonlySet<string>;
  /** Undefined is the first coordinate of the first parameter. */
  readonly coordinate: ParameterCoordinate | undefined;
  readonly view: CanvasView;
  /** Undefined is the one that suits the document. */
  readonly labTab: LabTab | undefined;
  /** Of training: the parameter whose variance is drawn; undefined is the largest one. */
  readonly trainedParameter: string | undefined;
  /** Place of the picture that is shown while training. */
  readonly picture: number;
  readonly tab: Tab;
  readonly dialog: DialogName | undefined;
  /** Counts up when the visitor asks to edit the selected node's name. */
  readonly nameRequests: number;
}

/** How a document is looked at afresh. */
const FRESH = {
  selection: [],
  selectedEdges: [],
  hovered: undefined,
  highlight: [],
  offending: [],
  plan: undefined,
  hiddenPlans: new Set(),
  coordinate: undefined,
  view: 'graph',
  labTab: undefined,
  trainedParameter: undefined,
  picture: 0,
} satisfies Partial<SessionState>;

export const useSession = create<SessionState>()(() => ({
  ...FRESH,
  tab: 'panel',
  dialog: undefined,
  nameRequests: 0,
}));

/** What decides what is shown, besides the document: the same array until any of it changes. */
export function useLookedAt(): readonly unknown[] {
  return useSession(
    useShallow(({ selection, selectedEdges, plan, view, labTab, coordinate, picture }: SessionState) => [
      selection,
      selectedEdges,
      plan,
      view,
      labTab,
      coordinate,
      picture,
    ]),
  );
}

const { setState: set, getState: get } = useSession;

export function selectNodes(nodes: readonly string[], edges: SessionState['selectedEdges'] = []): void {
  const { selection, selectedEdges } = get();
  if (sameNames(selection, nodes) && sameNames(selectedEdges.map(edgeKey), edges.map(edgeKey))) return;
  set({ selection: nodes, selectedEdges: edges });
}

export function hover(node: string | undefined): void {
  if (get().hovered !== node) set({ hovered: node });
}

export function highlight(nodes: readonly string[]): void {
  if (!sameNames(get().highlight, nodes)) set({ highlight: nodes });
}

/** Of what speaks of nodes: they are highlighted while it is pointed at. */
export function highlighting(nodes: readonly string[]) {
  return { onPointerEnter: () => highlight(nodes), onPointerLeave: () => highlight([]) };
}

/** Of what stands for a node. */
export function hovering(node: string) {
  return { onPointerEnter: () => hover(node), onPointerLeave: () => hover(undefined) };
}

const OFFENCE_MILLISECONDS = 2600;

/** Shows a path of nodes in red for a moment. */
export function showOffending(path: readonly string[]): void {
  const shown = [...path];
  set({ offending: shown });
  setTimeout(() => {
    if (get().offending === shown) set({ offending: [] });
  }, OFFENCE_MILLISECONDS);
}

/** Sets a field as it is. */
function choosing<K extends keyof SessionState>(field: K): (value: SessionState[K]) => void {
  return (value) => set({ [field]: value } as Pick<SessionState, K>);
}

export const choosePlan = choosing('plan');
export const chooseCoordinate = choosing('coordinate');
export const chooseView = choosing('view');
export const chooseTab = choosing('tab');
export const chooseLabTab = choosing('labTab');
export const chooseTrainedParameter = choosing('trainedParameter');
export const choosePicture = choosing('picture');
export const openDialog = choosing('dialog');

export function togglePlan(plan: string): void {
  const hidden = new Set(get().hiddenPlans);
  if (!hidden.delete(plan)) hidden.add(plan);
  set({ hiddenPlans: hidden });
}

/** Selects the node and puts the cursor into its name in the inspector. */
export function requestName(node: string): void {
  set({ selection: [node], selectedEdges: [], tab: 'panel', nameRequests: get().nameRequests + 1 });
}

/** Follows a renaming: what spoke of `from` speaks of `to`. */
export function renameInSession(from: string, to: string): void {
  const { selection, selectedEdges, coordinate, trainedParameter } = get();
  const renamed = (name: string) => (name === from ? to : name);
  set({
    selection: selection.map(renamed),
    selectedEdges: selectedEdges.map(([parent, child]) => [renamed(parent), renamed(child)]),
    coordinate: coordinate && { ...coordinate, parameter: renamed(coordinate.parameter) },
    trainedParameter: trainedParameter && renamed(trainedParameter),
    hovered: undefined,
  });
}

/** Follows a renaming of a plan. */
export function renamePlanInSession(from: string, to: string): void {
  const { plan, hiddenPlans } = get();
  set({
    plan: plan === from ? to : plan,
    hiddenPlans: new Set([...hiddenPlans].map((name) => (name === from ? to : name))),
  });
}

/** Back to looking at a document afresh: for another document. */
export function resetSession(): void {
  set(FRESH);
}

export function edgeKey([parent, child]: readonly [string, string]): string {
  return `${parent}>${child}`;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}
