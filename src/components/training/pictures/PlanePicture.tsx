import { useCallback, useMemo } from 'react';
import type { Document } from '../../../engine';
import { formatNumber } from '../../ui/numbers';
import { Tex } from '../../ui/Tex';
import { usePalette } from '../../ui/usePalette';
import { drawPlane, heatRange } from './drawPlane';
import { latexOfNode } from './latexOfNode';
import styles from './Pictures.module.css';
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
export function PlanePicture({ document, index, points, heat, colour }: PlanePictureProps) {
  const frame = useTrainingFrame(index, 'plane');
  const palette = usePalette();
  const raster = useMemo(() => new Raster(), []);
  const colours = useMemo(
    () => new Map(points.map((node) => [node, isInput(document, node) ? palette.ink : colour])),
    [document, points, palette, colour],
  );
  const draw = useCallback<DrawFrame>(
    (pen, { pictures }) => {
      const picture = pictures[index];
      if (picture?.kind === 'plane')
        drawPlane(pen, raster, picture, (node) => colours.get(node) ?? palette.ink);
    },
    [index, raster, colours, palette],
  );
  const { canvas } = useTrainingCanvas(draw);
  const range = frame?.heat && heatRange(frame.heat);
  return (
    <div className={styles.latent}>
      <div className={styles.place}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={[
            `Points of ${points.join(' and ')} in the plane`,
            heat && range ? `over ${heat} from ${formatNumber(range[0])} to ${formatNumber(range[1])}` : '',
            frame?.arrows ? 'with arrows along the descent' : '',
          ]
            .filter(Boolean)
            .join(', ')}
        />
      </div>
      <ul className={styles.legend}>
        {points.map((node) => (
          <li key={node}>
            <span className={styles.dot} style={{ background: colours.get(node) }} />
            <Tex latex={latexOfNode(document, node)} />
          </li>
        ))}
        {heat && range && (
          <li>
            {formatNumber(range[0])}
            <span className={styles.scale} data-signed={range[0] < 0 && range[1] > 0} />
            {formatNumber(range[1])}
            <Tex latex={latexOfNode(document, heat)} />
          </li>
        )}
      </ul>
    </div>
  );
}

function isInput(document: Document, name: string): boolean {
  return document.nodes.some((node) => node.name === name && node.kind === 'input');
}
