import { useCallback, useMemo } from 'react';
import type { Document } from '../../../engine';
import type { Pen } from '../../plot/useCanvas';
import { drawPaths } from './drawPaths';
import { heatRange } from './drawPlane';
import { HeatScale } from './HeatScale';
import styles from './Pictures.module.css';
import { PlacedCanvas } from './PlacedCanvas';
import { PlaybackTools } from './PlaybackTools';
import type { FrameOf } from './pictureOf';
import { Raster } from './raster';
import { usePlayback } from './usePlayback';
import { useTrainingFrame } from './useTrainingFrame';

type Paths = FrameOf<'paths'>;

/** Seconds that a step is seen while it plays. */
const SECONDS = 0.14;

const stepsOf = ({ points }: Paths) => points.length - 1;
const secondsOf = () => SECONDS;

interface PathsPictureProps {
  readonly document: Document;
  readonly index: number;
  readonly plan: number;
  readonly heat: string | undefined;
  /** Of the plan whose model it is. */
  readonly colour: string;
}

/** Paths that the present policy takes in the plane. */
export function PathsCanvas({ document, index, plan, heat, colour }: PathsPictureProps) {
  const frame = useTrainingFrame(index, 'paths');
  const raster = useMemo(() => new Raster(), []);
  const draw = useCallback(
    (pen: Pen, paths: Paths, time: number | undefined) => drawPaths(pen, raster, paths, time, colour),
    [raster, colour],
  );
  const { canvas, tools } = usePlayback({ kind: 'paths', index, plan, stepsOf, secondsOf, draw });
  const last = frame ? stepsOf(frame) : 0;
  const range = frame?.heat && heatRange(frame.heat);
  return (
    <PlacedCanvas
      canvas={canvas}
      label={`${(frame?.points[0]?.length ?? 0) / 2} paths of the present policy in the plane${heat ? `, over ${heat}` : ''}`}
    >
      {heat && range && (
        <ul className={`quiet flow ${styles.legend}`}>
          <HeatScale document={document} node={heat} range={range} />
        </ul>
      )}
      <PlaybackTools label="Step of the paths" last={last} words={(at) => `${at} of ${last}`} {...tools} />
    </PlacedCanvas>
  );
}
