import type { NodeKind } from '../../engine';
import { Tex } from '../ui/Tex';
import styles from './NodeSymbol.module.css';
import { Outline } from './Outline';
import { nodeSizeOf } from './shapes';

/** A small picture of a kind of node: as in the palette, in menus and in lists. */
export function NodeSymbol({ kind, size = 24 }: { readonly kind: NodeKind; readonly size?: number }) {
  if (kind === 'parameter' || kind === 'input')
    return (
      <span
        className={`centred ${styles.letter} ${kind}`}
        data-kind={kind}
        style={{ fontSize: size * 0.72 }}
        aria-hidden="true"
      >
        <Tex latex={kind === 'parameter' ? '\\theta' : 'x_0'} />
      </span>
    );
  const [width] = nodeSizeOf(kind, 1);
  const half = (24 / 21) * (width / 2);
  return (
    <svg
      className={styles.symbol}
      width={size}
      height={size}
      viewBox={`${-half} ${-half} ${2 * half} ${2 * half}`}
      aria-hidden="true"
    >
      <Outline look={kind} letters={1} rim={RIM * 2 * half} />
    </svg>
  );
}

/** Of a symbol's lines, as a share of its width. */
const RIM = 1.3 / 24;
