import styles from './looks.module.css';
import { isRound, type Look, nodeSizeOf } from './shapes';

interface Drawn {
  readonly look: Look;
  readonly letters: number;
}

interface OutlineProps extends Drawn {
  /** Width of its lines, in px of the node. */
  readonly rim: number;
  /** Whether the outer one is twice as heavy. */
  readonly strong?: boolean;
}

const CORNER = 10;
const INNER_CORNER = 6;

/** From a cost's rim to its second line, in px of the node: a gap beside lines of this width. */
function insetOf(rim: number): number {
  return 2.2 + 2.4 * rim;
}

/** The shape of a node around the origin, in its colours: as SVG, on whatever scale. */
export function Outline({ look, letters, rim, strong = false }: OutlineProps) {
  const [width, height] = nodeSizeOf(look, letters);
  const stroke = strong ? 2 * rim : rim;
  const dash = look === 'noise' ? `${4 * rim} ${3 * rim}` : undefined;
  return (
    <g className={`${styles.look} ${styles.outline}`} data-look={look} strokeWidth={stroke}>
      {isRound(look) ? (
        <circle r={width / 2} strokeDasharray={dash} />
      ) : (
        <Box width={width} height={height} corner={CORNER} />
      )}
      {(look === 'cost' || look === 'loss') && (
        <Box
          width={width - 2 * insetOf(rim)}
          height={height - 2 * insetOf(rim)}
          corner={INNER_CORNER}
          stroke={rim}
        />
      )}
    </g>
  );
}

/** A line around a node, so far outside of it, in the colour that is set. */
export function Surrounding({ look, letters, beyond }: Drawn & { readonly beyond: number }) {
  const [width, height] = nodeSizeOf(look, letters);
  if (isRound(look)) return <circle r={width / 2 + beyond} />;
  return <Box width={width + 2 * beyond} height={height + 2 * beyond} corner={CORNER + beyond} />;
}

interface BoxProps {
  readonly width: number;
  readonly height: number;
  readonly corner: number;
  readonly stroke?: number;
}

function Box({ width, height, corner, stroke }: BoxProps) {
  return (
    <rect
      x={-width / 2}
      y={-height / 2}
      width={width}
      height={height}
      rx={corner}
      {...(stroke !== undefined && { strokeWidth: stroke })}
    />
  );
}
