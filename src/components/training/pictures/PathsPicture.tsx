import { useCallback, useMemo } from 'react';
import type { Document, PictureFrame } from '../../../engine';
import type { Pen } from '../../plot/useCanvas';
import { formatNumber } from '../../ui/numbers';
import { Tex } from '../../ui/Tex';
import { drawPaths } from './drawPaths';
import { heatRange } from './drawPlane';
import { latexOfNode } from './latexOfNode';
import styles from './Pictures.module.css';
import { PlaybackTools } from './PlaybackTools';
import { Raster } from './raster';
import { usePlayback } from './usePlayback';
import { useTrainingFrame } from './useTrainingFrame';

type Paths = Extract<PictureFrame, { readonly kind: 'paths' }>;

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
export function PathsPicture({ document, index, plan, heat, colour }: PathsPictureProps) {
  const frame = useTrainingFrame(index, 'paths');
  const raster = useMemo(() => new Raster(), []);
  const draw = useCallback(
    (pen: Pen, paths: Paths, time: number | undefined) => drawPaths(pen, raster, paths, time, colour),
    [raster, colour],
  );
  const { canvas, playing, step, toggle, seek } = usePlayback({
    kind: 'paths',
    index,
    plan,
    stepsOf,
    secondsOf,
    draw,
  });
  const last = frame ? stepsOf(frame) : 0;
  const range = frame?.heat && heatRange(frame.heat);
  return (
    <div className={styles.latent}>
      <div className={styles.place}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={`${(frame?.points[0]?.length ?? 0) / 2} paths of the present policy in the plane${heat ? `, over ${heat}` : ''}`}
        />
      </div>
      {heat && range && (
        <ul className={styles.legend}>
          <li>
            {formatNumber(range[0])}
            <span className={styles.scale} data-signed={range[0] < 0 && range[1] > 0} />
            {formatNumber(range[1])}
            <Tex latex={latexOfNode(document, heat)} />
          </li>
        </ul>
      )}
      <PlaybackTools
        label="Step of the paths"
        playing={playing}
        step={step}
        last={last}
        words={(at) => `${at} of ${last}`}
        onToggle={toggle}
        onSeek={seek}
      />
    </div>
  );
}
