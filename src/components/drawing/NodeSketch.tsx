import { textWidth } from '../ui/textWidth';
import { roomFor } from './letters';
import styles from './NodeSketch.module.css';
import { Outline } from './Outline';
import type { Look } from './shapes';
import type { Point } from './units';

interface NodeSketchProps {
  readonly look: Look;
  readonly letters?: number;
  readonly centre: Point;
  readonly name: string;
  /** How far the name stands above the middle, in px. */
  readonly lift?: number;
}

/** Of lines and names in thumbnails, where everything is seen from afar, in px of the canvas. */
export const SKETCH_LINE = 2.4;
const LETTERS = 32;

/** A node in a thumbnail: its outline, and its name as far as it fits. */
export function NodeSketch({ look, letters = 1, centre, name, lift = 0 }: NodeSketchProps) {
  const isBare = look === 'parameter' || look === 'input';
  const [room] = roomFor(look, letters);
  // Around a bare name there is nothing.
  const fit = isBare ? 1.2 : Math.min(1, room / textWidth(name, LETTERS));
  return (
    <g transform={`translate(${centre.x} ${centre.y})`}>
      <Outline look={look} letters={letters} rim={SKETCH_LINE} />
      <text className={styles.name} data-look={look} y={-lift} dy="0.34em" fontSize={LETTERS * fit}>
        {name}
      </text>
    </g>
  );
}
