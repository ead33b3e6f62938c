import { useCallback, useMemo } from 'react';
import type { Document } from '../../../engine';
import { formatNumber } from '../../ui/numbers';
import { Tex } from '../../ui/Tex';
import { usePalette } from '../../ui/usePalette';
import { drawPlane, heatRange } from './drawPlane';
import { HeatScale } from './HeatScale';
import { latexOfNode } from './latexOfNode';
import styles from './Pictures.module.css';
import { PlacedCanvas } from './PlacedCanvas';
import { pictureOf } from './pictureOf';
import { Raster } from './raster';
import { type DrawFrame, useTrainingCanvas } from './useTrainingCanvas';
import { useTrainingFrame } from './useTrainingFrame';

interface PlanePictureProps {
  readonly document: Document;
  readonly index: number;
  readonly points: readonly string[];
  readonly heat: string | undefined;
  /** Of the plan whose model it is: of the points that it makes. */
  readonly colour: string;
}

/** Points in the plane, real and made, over a heat map. */
export function PlaneCanvas({ document, index, points, heat, colour }: PlanePictureProps) {
  const frame = useTrainingFrame(index, 'plane');
  const palette = usePalette();
  const raster = useMemo(() => new Raster(), []);
  const colours = useMemo(
    () => new Map(points.map((node) => [node, isInput(document, node) ? palette.ink : colour])),
    [document, points, palette, colour],
  );
  const draw = useCallback<DrawFrame>(
    (pen, latest) => {
      const picture = pictureOf(latest, index, 'plane');
      if (picture) drawPlane(pen, raster, picture, (node) => colours.get(node) ?? palette.ink);
    },
    [index, raster, colours, palette],
  );
  const { canvas } = useTrainingCanvas(draw);
  const range = frame?.heat && heatRange(frame.heat);
  return (
    <PlacedCanvas
      canvas={canvas}
      label={[
        `Points of ${points.join(' and ')} in the plane`,
        heat && range ? `over ${heat} from ${formatNumber(range[0])} to ${formatNumber(range[1])}` : '',
        frame?.arrows ? 'with arrows along the descent' : '',
      ]
        .filter(Boolean)
        .join(', ')}
    >
      <ul className={`quiet flow ${styles.legend}`}>
        {points.map((node) => (
          <li key={node}>
            <span className={styles.dot} style={{ background: colours.get(node) }} />
            <Tex latex={latexOfNode(document, node)} />
          </li>
        ))}
        {heat && range && <HeatScale document={document} node={heat} range={range} />}
      </ul>
    </PlacedCanvas>
  );
}

function isInput(document: Document, name: string): boolean {
  return document.nodes.some((node) => node.name === name && node.kind === 'input');
}
