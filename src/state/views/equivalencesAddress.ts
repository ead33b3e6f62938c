import { CLAIM_ROWS, formatFragment, formatStep, parseStep, type Side, type Step } from '../../engine';
import { findPreset } from '../../presets/registry';

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

export type ComparedChoice =
  | { readonly kind: 'claim'; readonly id: string; readonly size: number }
  | ({ readonly kind: 'pair' } & PairChoice);

/** A step as it stands in a list with a switch: of a claim, or added by the visitor. */
export interface SidedStep {
  readonly side: Side;
  readonly step: Step;
}

/** All that the page's address holds. */
export interface Asked {
  readonly choice: ComparedChoice;
  /** What the visitor has stated of a pair. */
  readonly added: readonly SidedStep[];
  /** Keys of steps that are left out. */
  readonly off: ReadonlySet<string>;
}

/** As it is before the visitor states anything. */
export const NO_STEPS: Omit<Asked, 'choice'> = { added: [], off: new Set() };

/** Tells a step from all others, and is how a link writes it: `left fix theta`. */
export function keyOf({ side, step }: SidedStep): string {
  return `${side} ${formatStep(step)}`;
}

function stepOfKey(key: string): SidedStep | undefined {
  const space = key.indexOf(' ');
  const side = key.slice(0, space);
  const step = parseStep(key.slice(space + 1));
  return step && (side === 'left' || side === 'right') ? { side, step } : undefined;
}

/** What an address asks for, and the steps in it that cannot be read; undefined where it names no claim and no pair. Of an example that is not there the page says so. */
export function askedOfFlags(
  flags: ReadonlyMap<string, string>,
): (Asked & { readonly unread: readonly string[] }) | undefined {
  const choice = choiceOfFlags(flags);
  if (!choice) return undefined;
  const added = stepsOfFlag(choice.kind === 'pair' ? flags.get('steps') : undefined);
  const off = stepsOfFlag(flags.get('without'));
  return {
    choice,
    added: added.steps,
    off: new Set(off.steps.map(keyOf)),
    unread: [...added.unread, ...off.unread],
  };
}

function stepsOfFlag(text = ''): {
  readonly steps: readonly SidedStep[];
  readonly unread: readonly string[];
} {
  const keys = [...new Set(text.split(',').filter((key) => key !== ''))];
  return {
    steps: keys.flatMap((key) => stepOfKey(key) ?? []),
    unread: keys.filter((key) => !stepOfKey(key)),
  };
}

function choiceOfFlags(flags: ReadonlyMap<string, string>): ComparedChoice | undefined {
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

/** The address that shows what is asked for. */
export function addressOf({ choice, added, off }: Asked): string {
  const steps = added.map(keyOf);
  const flags = new Map([
    ...flagsOf(choice),
    ...(steps.length > 0 ? [['steps', steps.join()] as const] : []),
    ...(off.size > 0 ? [['without', [...off].join()] as const] : []),
  ]);
  return formatFragment({ kind: 'preset', id: EQUIVALENCES_ID, flags });
}

function flagsOf(choice: ComparedChoice): Map<string, string> {
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
