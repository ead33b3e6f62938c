/** Summands written out within one pair of brackets. */
export const MOST_IN_BRACKETS = 8;

/** One summand of a formula (or what opens or closes it), with the nodes it speaks of, so that a page can mark both. */
export interface Term {
  /** Stands before the term and is no part of `latex`. */
  readonly sign: '' | '+' | '-';
  readonly latex: string;
  /** Names of the document's nodes. */
  readonly nodes: readonly string[];
}

/** A formula as terms in lines: all lines' terms, one after the other, are the whole of it. */
export interface Formula {
  readonly lines: readonly (readonly Term[])[];
}

/** A formula as one piece of LaTeX, its lines joined by `separator`. */
export function formulaText(formula: Formula, separator = ''): string {
  return formula.lines.map(joined).join(separator);
}

/** Two pieces of LaTeX side by side, with a space where a command would run into a letter. */
export function glue(left: string, right: string): string {
  return /\\[A-Za-z]+$/.test(left) && /^[A-Za-z]/.test(right) ? `${left} ${right}` : left + right;
}

/** A summand that is written only where it is shown: sums may have more than anyone reads. */
export interface Summand {
  /** The node it stands for, marked where it is only counted. */
  readonly node: string;
  readonly write: () => Term;
}

/** Summands as terms: the first without a plus sign; those past `most` are counted in words. */
export function sumOf(summands: readonly Summand[], most: number): Term[] {
  if (summands.length === 0) return [{ sign: '', latex: '0', nodes: [] }];
  const shown = summands.slice(0, most).map(({ write }) => write());
  const list = shown.map((term, i): Term => (i === 0 && term.sign === '+' ? { ...term, sign: '' } : term));
  const rest = summands.slice(most);
  if (rest.length > 0)
    list.push({
      sign: '+',
      latex: `\\cdots\\text{ and ${rest.length} more ${rest.length === 1 ? 'term' : 'terms'}}`,
      nodes: [...new Set(rest.map(({ node }) => node))],
    });
  return list;
}

/** Terms as one piece of LaTeX. */
export function joined(terms: readonly Term[]): string {
  return terms.map(({ sign, latex }) => glue(sign, latex)).join('');
}
