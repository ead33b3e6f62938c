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
  const [a, b] = [
    left.nodes.find(({ name }) => name === own),
    right.nodes.find(({ name }) => name === other),
  ];
  if (a?.role !== b?.role || a?.estimator !== b?.estimator) return false;
  const here = relationsOf(left, own, (name) => partners.get(name));
  const there = relationsOf(right, other, (name) => name);
  return here.size === there.size && [...here].every((relation) => there.has(relation));
}

/** What a term is made of; nodes without partner are told by their side. */
function relationsOf(
  { relations }: NormalForm,
  name: string,
  partner: (name: string) => string | undefined,
): Set<string> {
  const said = (other: string): string => partner(other) ?? `${other} alone`;
  return new Set(
    relations.flatMap(({ kind, from, to }) =>
      from === name ? [`${kind} to ${said(to)}`] : to === name ? [`${kind} from ${said(from)}`] : [],
    ),
  );
}
