import { useCallback } from 'react';
import { nameToUnicode } from '../../../engine';
import { drawBand } from './drawBand';
import styles from './Pictures.module.css';
import { type DrawFrame, useTrainingCanvas } from './useTrainingCanvas';

interface BandPictureProps {
  readonly index: number;
  readonly node: string;
  readonly colour: string;
}

/** Quantiles of a node over an interval, with the data. */
export function BandPicture({ index, node, colour }: BandPictureProps) {
  const draw = useCallback<DrawFrame>(
    (pen, { pictures }) => {
      const picture = pictures[index];
      if (picture?.kind === 'band') drawBand(pen, picture, colour);
    },
    [index, colour],
  );
  const { canvas } = useTrainingCanvas(draw);
  return (
    <div className={styles.latent}>
      <div className={styles.place}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Median of ${nameToUnicode(node)} with bands that hold half and nine tenths of it, and the data as dots`}
        />
      </div>
      <p className={styles.note}>median, half and nine tenths of {nameToUnicode(node)}; dots: data</p>
    </div>
  );
}
