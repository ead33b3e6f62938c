import {
  type MarkName,
  type NormalForm,
  type PairedTerm,
  type Planned,
  pairedTerms,
  type Side,
  type Term,
} from '../../engine';
import { type Decided, pairsOf } from './rows';

/** One term of the surrogate losses on either side, or on one. */
export interface TermLine {
  readonly id: string;
  /** Parameters that descend the loss it belongs to, by side. */
  readonly parameters: Readonly<Record<Side, readonly string[]>>;
  readonly left: Term | undefined;
  readonly right: Term | undefined;
  readonly isSame: boolean;
}

/** The surrogate losses term by term: of equivalent graphs every term beside its partner, else beside what stands in its place under the best map. */
export function termLines(
  comparison: Decided,
  planned: Readonly<Record<Side, Planned>>,
  mark: MarkName,
): TermLine[] {
  if (comparison.kind === 'equivalent')
    return pairedTerms(comparison, planned, mark).map((term) => line(term, term, true));
  const { left, right } = comparison;
  const rest = termsAlone(right, planned.right, (_, name, latex) => mark('right', name, latex));
  const partners = new Map(pairsOf(comparison).map((pair) => [pair.left, pair.right]));
  const lines = termsAlone(left, planned.left, (_, name, latex) => mark('left', name, latex)).map((own) => {
    const partner = partners.get(own.of.left);
    const place = rest.findIndex(({ kind, of }) => kind === own.kind && of.left === partner);
    const [other] = place < 0 ? [] : rest.splice(place, 1);
    return line(own, other, other !== undefined && isSameTerm(own, other, comparison, partners));
  });
  return [...lines, ...rest.map((own) => line(undefined, own, false))];
}

/** The terms of one graph alone: those of its equivalence with itself. */
function termsAlone(form: NormalForm, planned: Planned, mark: MarkName): PairedTerm[] {
  const map = form.nodes.map((node) => ({ left: node, right: node }));
  return pairedTerms({ map, left: form, right: form }, { left: planned, right: planned }, mark);
}

function line(left: PairedTerm | undefined, right: PairedTerm | undefined, isSame: boolean): TermLine {
  const isPair = left !== undefined && left === right;
  return {
    id: `${left?.kind} ${left?.of.left} ${left?.parameters.left.join()} = ${right?.kind} ${right?.of.right} ${right?.parameters.right.join()}`,
    parameters: {
      left: left?.parameters.left ?? [],
      right: (isPair ? right.parameters.right : right?.parameters.left) ?? [],
    },
    left: left?.left,
    right: isPair ? right.right : right?.left,
    isSame,
  };
}

/** Whether two terms are the same under the map: of circles or costs taken alike, with the same arguments, costs and parameters. */
function isSameTerm(
  { of: { left: own } }: PairedTerm,
  { of: { left: other } }: PairedTerm,
  { left, right }: Decided,
  partners: ReadonlyMap<string, string>,
): boolean {
  const here = madeOf(left, own, (name) => partners.get(name));
  const there = madeOf(right, other, (name) => name);
  return here.size === there.size && [...here].every((part) => there.has(part));
}

/** What a term is made of: its circle or cost, and all that is related to it, each with how it is taken. */
function madeOf(
  { nodes, relations }: NormalForm,
  name: string,
  partner: (name: string) => string | undefined,
): Set<string> {
  const said = (own: string): string => {
    const node = nodes.find((each) => each.name === own);
    return `${partner(own) ?? `${own} alone`}, ${node?.role} ${node?.estimator ?? ''}`;
  };
  return new Set([
    said(name),
    ...relations.flatMap(({ kind, from, to }) =>
      from === name ? [`${kind} to ${said(to)}`] : to === name ? [`${kind} from ${said(from)}`] : [],
    ),
  ]);
}
