import {
  CLAIM_ROWS,
  type Claim,
  type Document,
  type Plan,
  type Planned,
  perObject,
  type Side,
  withDefaultPlans,
} from '../../engine';
import type { PresetSlider } from '../../presets/preset';
import { findPreset } from '../../presets/registry';
import { diagnosticsOf } from '../../state/document/derived';
import { shownTitle } from '../../state/shell/words';
import {
  type ComparedChoice,
  keyOf,
  OPEN_GRAPH,
  type PairChoice,
  type SideChoice,
  type SidedStep,
} from '../../state/views/equivalencesAddress';

/** One side of what is asked: a document with its plan, or why there is none. */
export type Subject =
  | {
      readonly kind: 'ready';
      readonly title: string;
      readonly planned: Planned;
      readonly slider: PresetSlider | undefined;
    }
  | { readonly kind: 'none'; readonly why: string };

/** What is asked of the checker: two sides, the steps that may be taken, and the pairs that the map must have. */
export interface Question {
  readonly claim: Claim | undefined;
  readonly left: Subject;
  readonly right: Subject;
  /** Every step that has a switch, whether it is on or off. */
  readonly steps: readonly SidedStep[];
}

export function questionOf(choice: ComparedChoice, added: readonly SidedStep[], open: Document): Question {
  if (choice.kind === 'pair')
    return {
      claim: undefined,
      left: subjectOf(choice.left, open),
      right: subjectOf(choice.right, open),
      steps: added,
    };
  const claim = claimOf(choice);
  return {
    claim,
    left: subjectOf(sideChoiceOf(claim, 'left'), open),
    right: subjectOf(sideChoiceOf(claim, 'right'), open),
    steps: claimSteps(claim),
  };
}

/** All that a claim presupposes. */
export function claimSteps(claim: Claim): SidedStep[] {
  return (['left', 'right'] as const).flatMap((side) =>
    claim[side].steps.map((step): SidedStep => ({ side, step })),
  );
}

/** The claim that a pair is the two sides of, in any of its sizes. */
export function claimOfPair({ left, right }: PairChoice): Claim | undefined {
  const isSide = (claim: Claim, side: Side, own: SideChoice): boolean => {
    const other = sideChoiceOf(claim, side);
    return own.source === other.source && own.plan === other.plan && own.size === other.size;
  };
  return CLAIM_ROWS.flatMap(({ make, sizes = { least: 1, most: 1 } }) =>
    Array.from({ length: sizes.most - sizes.least + 1 }, (_, i) => make(sizes.least + i)),
  ).find((claim) => isSide(claim, 'left', left) && isSide(claim, 'right', right));
}

export function claimOf({ id, size }: Extract<ComparedChoice, { kind: 'claim' }>): Claim {
  const row = CLAIM_ROWS.find((own) => own.id === id) ?? CLAIM_ROWS[0];
  if (!row) throw new Error('there are no claims');
  return row.make(size);
}

/** A side of a claim as a choice of its own, for a pair to begin with. */
export function sideChoiceOf(claim: Claim, side: Side): SideChoice {
  const { preset, value, plan } = claim[side];
  return { source: preset, plan, ...(value !== undefined && { size: value }) };
}

function subjectOf({ source, size, plan }: SideChoice, open: Document): Subject {
  if (source === OPEN_GRAPH) return openSubject(open, plan);
  const preset = findPreset(source);
  if (!preset) return { kind: 'none', why: `There is no example called ${source}: choose another below.` };
  const { slider } = preset;
  const document = slider ? sized(slider, size ?? slider.value) : preset.document;
  return ready(document.title, document, plan, slider);
}

function openSubject(open: Document, plan: string | undefined): Subject {
  if (open.nodes.length === 0)
    return { kind: 'none', why: 'The editor’s graph is empty: draw one, or choose another.' };
  const [error] = diagnosticsOf(open).filter(({ severity }) => severity === 'error');
  if (error)
    return { kind: 'none', why: `The editor’s graph has something to mend first: ${error.message}.` };
  return ready(shownTitle(open.title), open, plan, undefined);
}

function ready(
  title: string,
  document: Document,
  name: string | undefined,
  slider: PresetSlider | undefined,
): Subject {
  const whole = completed(document);
  const plan: Plan = whole.plans.find((own) => own.name === name) ??
    whole.plans[0] ?? { name: 'Default', nodes: {} };
  return { kind: 'ready', title, planned: { document: whole, plan }, slider };
}

/** The same object for the same size, so that what is worked out of it is kept. */
function sized(slider: PresetSlider, size: number): Document {
  const sizes = sizesOf(slider);
  const own = sizes.get(size) ?? slider.make(size);
  sizes.set(size, own);
  return own;
}

const sizesOf = perObject((_: PresetSlider) => new Map<number, Document>());

const completed = perObject(withDefaultPlans);

/** The steps of one side that are not left out. */
export function stepsOn(side: Side, { steps }: Question, off: ReadonlySet<string>) {
  return steps.filter((own) => own.side === side && !off.has(keyOf(own))).map(({ step }) => step);
}
