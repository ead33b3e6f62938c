import styles from './SmallPicture.module.css';

const WIDTH = 340;
const HEIGHT = 92;
const BASE = 18;
const MARGIN = 18;
/** Units of a layer that are drawn: beyond, the rest is a gap. */
const DRAWN = 6;

/** A network as layers of dots, each with its width below. */
export function LayersPicture({
  widths,
  activation,
}: {
  readonly widths: readonly number[];
  readonly activation: string;
}) {
  const step = widths.length > 1 ? (WIDTH - 2 * MARGIN) / (widths.length - 1) : 0;
  const layers = widths.map((width, i) => ({ width, x: MARGIN + i * step, ys: unitPlaces(width) }));
  // Many layers leave no room for a number under each.
  const every = Math.ceil(widths.length / 9);
  return (
    <svg
      className={`${styles.picture} ${styles.layers}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT + BASE}`}
      role="img"
      aria-label={`Layers of ${widths.join(', ')} units, with ${activation} between`}
    >
      {layers
        .slice(1)
        .flatMap((to, i) =>
          (layers[i]?.ys ?? []).flatMap((y1) =>
            to.ys.map((y2) => (
              <line
                key={`${to.x} ${y1} ${y2}`}
                className={styles.edge}
                x1={layers[i]?.x ?? 0}
                y1={y1}
                x2={to.x}
                y2={y2}
              />
            )),
          ),
        )}
      {layers.map(({ width, x, ys }, i) => (
        <g key={x}>
          {ys.map((y) => (
            <circle key={y} className={styles.unit} cx={x} cy={y} r={4.5} />
          ))}
          {width > DRAWN &&
            [-5, 0, 5].map((dy) => (
              <circle key={dy} className={styles.more} cx={x} cy={HEIGHT / 2 + dy} r={1.1} />
            ))}
          {i % every === 0 && (
            <text className={styles.number} x={x} y={HEIGHT + 13} textAnchor="middle">
              {width}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

/** Where the drawn units of a layer stand, with a gap in the middle where some are left out. */
function unitPlaces(width: number): number[] {
  const distance = 14;
  if (width <= DRAWN)
    return Array.from({ length: width }, (_, i) => HEIGHT / 2 + (i - (width - 1) / 2) * distance);
  return [-39, -25, 25, 39].map((dy) => HEIGHT / 2 + dy);
}
