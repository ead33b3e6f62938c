import type { TruthReport } from '../../engine';

const METHODS: Readonly<Record<TruthReport['method'], string>> = {
  enumeration: 'truth by enumeration',
  quadrature: 'truth by quadrature',
  polynomials: 'truth of polynomials, exact',
  'long-run': 'compared with a long run',
};

/** How the truth came about. */
export function truthWords({ method }: Pick<TruthReport, 'method'>): string {
  return METHODS[method];
}
