import { create } from 'zustand';
import { CLAIM_ROWS, formatFragment, type Side, type Step } from '../engine';
import { findPreset } from '../presets/registry';

/** What a link calls the page of equivalences: `#p/equivalences`. No example may have this id. */
export const EQUIVALENCES_ID = 'equivalences';

/** In place of a preset: the graph that is open in the editor. */
export const OPEN_GRAPH = 'open';

/** One side of a pair: a preset or the open graph, its size where it comes in sizes, and a plan; missing: the first. */
export interface SideChoice {
  readonly source: string;
  readonly size?: number;
  readonly plan?: string;
}

export type PairChoice = Readonly<Record<Side, SideChoice>>;

export type Choice =
  | { readonly kind: 'claim'; readonly id: string; readonly size: number }
  | ({ readonly kind: 'pair' } & PairChoice);

/** A step as it stands in a list with a switch: of a claim, or added by the visitor. */
export interface SidedStep {
  readonly side: Side;
  readonly step: Step;
}

/** What is compared. Lasts as long as the visit, and is in the page's address but for the steps. */
export interface EquivalencesState {
  readonly choice: Choice;
  /** What the visitor has stated of a pair. */
  readonly added: readonly SidedStep[];
  /** Keys of steps that are left out. */
  readonly off: ReadonlySet<string>;
}

const FIRST: Choice = { kind: 'claim', id: CLAIM_ROWS[0]?.id ?? '', size: 1 };

export const useEquivalences = create<EquivalencesState>()(() => ({
  choice: FIRST,
  added: [],
  off: new Set(),
}));

const { setState: set, getState: get } = useEquivalences;

export function keyOf(own: SidedStep): string {
  return `${own.side} ${JSON.stringify(own.step)}`;
}

export function choose(choice: Choice): void {
  set({ choice, added: [], off: new Set() });
  if (location.hash.startsWith(`#p/${EQUIVALENCES_ID}`))
    history.replaceState(history.state, '', addressOf(choice));
}

export function switchStep(key: string, on: boolean): void {
  const off = new Set(get().off);
  if (on) off.delete(key);
  else off.add(key);
  set({ off });
}

export function addStep(own: SidedStep): void {
  const { added } = get();
  if (!added.some((other) => keyOf(other) === keyOf(own))) set({ added: [...added, own] });
}

export function removeStep(key: string): void {
  switchStep(key, true);
  set(({ added }) => ({ added: added.filter((own) => keyOf(own) !== key) }));
}

/** Follows the address: a link without flags leaves the page as it was left. */
export function followFlags(flags: ReadonlyMap<string, string>): void {
  const asked = choiceOfFlags(flags);
  const isShown = asked === undefined || JSON.stringify(asked) === JSON.stringify(get().choice);
  if (!isShown) set({ choice: asked, added: [], off: new Set() });
}

/** The choice that an address holds; undefined where it names no claim and no pair. Of an example that is not there the page says so. */
export function choiceOfFlags(flags: ReadonlyMap<string, string>): Choice | undefined {
  const row = CLAIM_ROWS.find(({ id }) => id === flags.get('claim'));
  if (row) return { kind: 'claim', id: row.id, size: clamped(flags.get('size'), row.sizes) };
  const [left, right] = [sideOfFlags(flags, 'left'), sideOfFlags(flags, 'right')];
  return left && right && { kind: 'pair', left, right };
}

function sideOfFlags(flags: ReadonlyMap<string, string>, side: Side): SideChoice | undefined {
  const source = flags.get(side);
  if (source === undefined) return undefined;
  const slider = findPreset(source)?.slider;
  const plan = flags.get(`${side}-plan`);
  return {
    source,
    ...(slider && { size: clamped(flags.get(`${side}-size`), slider) }),
    ...(plan !== undefined && { plan }),
  };
}

function clamped(
  text: string | undefined,
  sizes: { readonly least: number; readonly most: number; readonly value: number } | undefined,
): number {
  if (!sizes) return 1;
  const size = Number(text ?? Number.NaN);
  return Number.isInteger(size) ? Math.min(sizes.most, Math.max(sizes.least, size)) : sizes.value;
}

/** The address that shows a choice. */
export function addressOf(choice: Choice): string {
  return formatFragment({ kind: 'preset', id: EQUIVALENCES_ID, flags: flagsOf(choice) });
}

function flagsOf(choice: Choice): Map<string, string> {
  if (choice.kind === 'claim') {
    const isSized = CLAIM_ROWS.some(({ id, sizes }) => id === choice.id && sizes);
    return new Map([['claim', choice.id], ...(isSized ? [['size', String(choice.size)] as const] : [])]);
  }
  return new Map(
    (['left', 'right'] as const).flatMap((side) => {
      const { source, size, plan } = choice[side];
      return [
        [side, source] as const,
        ...(size === undefined ? [] : [[`${side}-size`, String(size)] as const]),
        ...(plan === undefined ? [] : [[`${side}-plan`, plan] as const]),
      ];
    }),
  );
}
