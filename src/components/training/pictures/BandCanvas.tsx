import { useCallback } from 'react';
import { nameToUnicode } from '../../../engine';
import { drawBand } from './drawBand';
import styles from './Pictures.module.css';
import { PlacedCanvas } from './PlacedCanvas';
import { pictureOf } from './pictureOf';
import { type DrawFrame, useTrainingCanvas } from './useTrainingCanvas';

interface BandPictureProps {
  readonly index: number;
  readonly node: string;
  readonly colour: string;
}

/** Quantiles of a node over an interval, with the data. */
export function BandCanvas({ index, node, colour }: BandPictureProps) {
  const draw = useCallback<DrawFrame>(
    (pen, frame) => {
      const picture = pictureOf(frame, index, 'band');
      if (picture) drawBand(pen, picture, colour);
    },
    [index, colour],
  );
  const { canvas } = useTrainingCanvas(draw);
  return (
    <PlacedCanvas
      canvas={canvas}
      label={`Median of ${nameToUnicode(node)} with bands that hold half and nine tenths of it, and the data as dots`}
    >
      <p className={`quiet ${styles.note}`}>
        median, half and nine tenths of {nameToUnicode(node)}; dots: data
      </p>
    </PlacedCanvas>
  );
}
