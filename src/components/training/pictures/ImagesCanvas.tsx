import { useCallback, useMemo } from 'react';
import type { Document } from '../../../engine';
import { latestTraining, type TrainingFrame } from '../../../state/training/training';
import { Tex } from '../../ui/Tex';
import { drawImages } from './drawImages';
import { latexOfNode } from './latexOfNode';
import styles from './Pictures.module.css';
import { pictureOf } from './pictureOf';
import { Raster } from './raster';
import { type DrawFrame, useTrainingCanvas } from './useTrainingCanvas';
import { useTrainingFrame } from './useTrainingFrame';

interface ImagesPictureProps {
  readonly document: Document;
  readonly index: number;
  readonly nodes: readonly string[];
}

/** Rows of small pictures, a row a node. */
export function ImagesCanvas({ document, index, nodes }: ImagesPictureProps) {
  useTrainingFrame(index, 'images');
  return (
    <div className={styles.rows}>
      {nodes.map((node) => (
        <ImageRow key={node} node={node} latex={latexOfNode(document, node)} index={index} />
      ))}
    </div>
  );
}

interface ImageRowProps {
  readonly node: string;
  readonly latex: string;
  readonly index: number;
}

function ImageRow({ node, latex, index }: ImageRowProps) {
  const raster = useMemo(() => new Raster(), []);
  const draw = useCallback<DrawFrame>(
    (pen, frame) => {
      const row = rowOf(frame, index, node);
      if (row) drawImages(pen, raster, row.pictures, row.side);
    },
    [index, node, raster],
  );
  const { canvas } = useTrainingCanvas(draw);
  const row = rowOf(latestTraining(), index, node);
  const count = row ? Math.floor(row.pictures.length / (row.side * row.side)) : 0;
  return (
    <div className={styles.imageRow}>
      <div className={styles.rowName}>
        <Tex latex={latex} />
      </div>
      <div className={styles.place}>
        <canvas ref={canvas} role="img" aria-label={`${count} pictures of ${node}`} />
      </div>
    </div>
  );
}

function rowOf(frame: TrainingFrame, index: number, node: string) {
  const picture = pictureOf(frame, index, 'images');
  const row = picture?.rows.find((each) => each.node === node);
  return picture && row && { pictures: row.pictures, side: picture.side };
}
