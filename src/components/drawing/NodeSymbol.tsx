import type { NodeKind } from '../../engine';
import { Tex } from '../ui/Tex';
import styles from './NodeSymbol.module.css';

/** A small picture of a kind of node: as in the palette, in menus and in lists. */
export function NodeSymbol({ kind, size = 24 }: { readonly kind: NodeKind; readonly size?: number }) {
  if (kind === 'parameter' || kind === 'input')
    return (
      <span className={styles.letter} data-kind={kind} style={{ fontSize: size * 0.72 }} aria-hidden="true">
        <Tex latex={kind === 'parameter' ? '\\theta' : 'x_0'} />
      </span>
    );
  return (
    <svg
      className={styles.symbol}
      data-kind={kind}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      {kind === 'stochastic' ? (
        <circle cx="12" cy="12" r="10.5" />
      ) : (
        <rect x="1.5" y="1.5" width="21" height="21" rx="4" />
      )}
      {kind === 'cost' && <rect x="4.5" y="4.5" width="15" height="15" rx="2" />}
    </svg>
  );
}
