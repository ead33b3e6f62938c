import type { TruthReport } from '../../engine';

const METHODS: Readonly<Record<TruthReport['method'], string>> = {
  enumeration: 'truth by enumeration',
  quadrature: 'truth by quadrature',
  polynomials: 'truth of polynomials, exact',
  'long-run': 'truth from a long run',
};

/** How the truth came about, and why it is not an exact one. */
export function truthWords(truth: TruthReport): { readonly what: string; readonly why: string | undefined } {
  return { what: METHODS[truth.method], why: truth.reason };
}
