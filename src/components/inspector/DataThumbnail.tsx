import { useCallback } from 'react';
import { DATA_SETS, type DataName } from '../../engine';
import { atLeastTwo, type Pen, useCanvas } from '../plot/useCanvas';
import styles from './DataFields.module.css';

const PICTURES = { columns: 4, rows: 2, gap: 3 };
const POINTS = 220;

/** A few rows of a data set: digits as small pictures, others as points. */
export function DataThumbnail({ data, seed }: { readonly data: DataName; readonly seed: number }) {
  const draw = useCallback(
    (pen: Pen) => {
      if (DATA_SETS[data].form === 'picture') drawPictures(pen, data, seed);
      else drawPoints(pen, data, seed);
      return false;
    },
    [data, seed],
  );
  const { canvas } = useCanvas(draw, atLeastTwo);
  return <canvas ref={canvas} className={styles.thumbnail} />;
}

function drawPictures({ context, palette, width, height }: Pen, data: DataName, seed: number): void {
  const set = DATA_SETS[data];
  const { rows } = set.first(seed, PICTURES.columns * PICTURES.rows);
  const side = Math.round(Math.sqrt(set.width));
  const { columns, rows: lines, gap } = PICTURES;
  const edge = Math.min((width - gap * (columns - 1)) / columns, (height - gap * (lines - 1)) / lines);
  const pixel = edge / side;
  const left = (width - columns * edge - (columns - 1) * gap) / 2;
  const top = (height - lines * edge - (lines - 1) * gap) / 2;
  for (let i = 0; i < columns * lines; i++) {
    const x = left + (i % columns) * (edge + gap);
    const y = top + Math.floor(i / columns) * (edge + gap);
    context.fillStyle = palette.paper;
    context.fillRect(x, y, edge, edge);
    context.fillStyle = palette.ink;
    for (let k = 0; k < set.width; k++) {
      if ((rows[i * set.width + k] ?? 0) > 0.5)
        context.fillRect(x + (k % side) * pixel, y + Math.floor(k / side) * pixel, pixel + 0.2, pixel + 0.2);
    }
  }
}

function drawPoints({ context, palette, width, height }: Pen, data: DataName, seed: number): void {
  const { rows } = DATA_SETS[data].first(seed, POINTS);
  const count = rows.length / 2;
  const xs = Array.from({ length: count }, (_, i) => rows[2 * i] ?? 0);
  const ys = Array.from({ length: count }, (_, i) => rows[2 * i + 1] ?? 0);
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // Points in the plane keep their proportions; a function fills its frame.
  const isPlane = DATA_SETS[data].form === 'point';
  const fit = Math.min((width - 8) / (right - left || 1), (height - 8) / (top - bottom || 1));
  const [across, up] = isPlane
    ? [fit, fit]
    : [(width - 8) / (right - left || 1), (height - 8) / (top - bottom || 1)];
  context.fillStyle = palette.ink;
  context.globalAlpha = 0.65;
  for (let i = 0; i < count; i++) {
    const x = width / 2 + ((xs[i] ?? 0) - (left + right) / 2) * across;
    const y = height / 2 - ((ys[i] ?? 0) - (bottom + top) / 2) * up;
    context.fillRect(x - 0.7, y - 0.7, 1.4, 1.4);
  }
  context.globalAlpha = 1;
}
