import type { TruthReport } from '../../engine';

const METHODS: Readonly<Record<TruthReport['method'], string>> = {
  enumeration: 'exact gradient (enumeration)',
  quadrature: 'exact gradient (quadrature)',
  polynomials: 'exact gradient (polynomial)',
  'long-run': 'compared with a long run',
};

/** How the truth came about. */
export function truthWords({ method }: Pick<TruthReport, 'method'>): string {
  return METHODS[method];
}
