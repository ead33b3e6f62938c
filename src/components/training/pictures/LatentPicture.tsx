import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { latestTraining, viewPicture } from '../../../state/training/training';
import { useTurn } from '../../plot/useTurn';
import { Button } from '../../ui/Button';
import { formatTick } from '../../ui/numbers';
import { drawLatent, latentSquare } from './drawLatent';
import { FIRST_VIEW, moved, type PlaneView, zoomed } from './layout';
import styles from './Pictures.module.css';
import { Raster } from './raster';
import { type DrawFrame, useTrainingCanvas } from './useTrainingCanvas';
import { useTrainingFrame } from './useTrainingFrame';

const CLOSER = 1 / 1.25;
const FARTHER = 1.25;
/** Of an edge's length, an arrow key's way. */
const KEY_STEP = 0.08;

/** Two dimensions of a stochastic node, decoded all over: drag, wheel, buttons and keys move and zoom. */
export function LatentPicture({ index, node }: { readonly index: number; readonly node: string }) {
  const known = useTrainingFrame(index, 'latent');
  const raster = useMemo(() => new Raster(), []);
  const view = useRef<PlaneView | undefined>(undefined);
  const [showPlaces, setShowPlaces] = useState(true);
  const [words, setWords] = useState<PlaneView>();

  const draw = useCallback<DrawFrame>(
    (pen, { pictures }) => {
      const frame = pictures[index];
      if (frame?.kind === 'latent') drawLatent(pen, raster, frame, view.current ?? frame, showPlaces);
    },
    [index, raster, showPlaces],
  );
  const { canvas, redraw } = useTrainingCanvas(draw);

  const send = useTurn(
    useCallback(() => {
      const { centre, reach } = view.current ?? FIRST_VIEW;
      viewPicture(index, centre, reach);
      setWords({ centre, reach });
      return false;
    }, [index]),
  );
  const change = useCallback(
    (next: PlaneView) => {
      view.current = next;
      redraw();
      send();
    },
    [redraw, send],
  );
  const now = useCallback((): PlaneView => {
    const frame = latestTraining().pictures[index];
    return view.current ?? (frame?.kind === 'latent' ? frame : FIRST_VIEW);
  }, [index]);

  // React listens to wheels passively, and then the page would scroll along.
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const { left, top, side } = latentSquare(box.width, box.height);
      const right = (2 * (event.clientX - box.left - left)) / side - 1;
      const up = 1 - (2 * (event.clientY - box.top - top)) / side;
      change(zoomed(now(), event.deltaY > 0 ? FARTHER : CLOSER, [right, up]));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [canvas, change, now]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const next = KEYS[event.key]?.(now());
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    change(next);
  };
  const shown = words ?? known ?? FIRST_VIEW;
  const [x, y] = shown.centre.map((value) => formatTick(value, shown.reach / 50));
  const where = `around (${x}, ${y}), reaching ${formatTick(shown.reach, shown.reach / 50)}`;
  return (
    <div className={styles.latent}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and this is a picture with keys */}
      <div
        className={styles.place}
        role="group"
        aria-label={`Latent plane of ${node}: arrow keys move, plus and minus zoom, 0 resets`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move and zoom it
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <canvas
          ref={canvas}
          className={styles.movable}
          title="Drag to explore the latent plane"
          role="img"
          aria-label={`Pictures decoded from ${node} ${where}${known && showPlaces ? `, with ${known.classes.length} places of held-out data` : ''}`}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={(event) => {
            if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
            const box = event.currentTarget.getBoundingClientRect();
            const { side } = latentSquare(box.width, box.height);
            change(moved(now(), -event.movementX / side, event.movementY / side));
          }}
        />
      </div>
      <div className={styles.tools}>
        <Button
          small
          square
          aria-label="Zoom in"
          title="Zoom in"
          onClick={() => change(zoomed(now(), CLOSER))}
        >
          +
        </Button>
        <Button
          small
          square
          aria-label="Zoom out"
          title="Zoom out"
          onClick={() => change(zoomed(now(), FARTHER))}
        >
          −
        </Button>
        <Button small onClick={() => change(FIRST_VIEW)}>
          Reset
        </Button>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={showPlaces}
            onChange={(event) => setShowPlaces(event.currentTarget.checked)}
          />
          held-out data
        </label>
      </div>
    </div>
  );
}

const KEYS: Readonly<Record<string, (view: PlaneView) => PlaneView>> = {
  ArrowLeft: (view) => moved(view, -KEY_STEP, 0),
  ArrowRight: (view) => moved(view, KEY_STEP, 0),
  ArrowUp: (view) => moved(view, 0, KEY_STEP),
  ArrowDown: (view) => moved(view, 0, -KEY_STEP),
  '+': (view) => zoomed(view, CLOSER),
  '=': (view) => zoomed(view, CLOSER),
  '-': (view) => zoomed(view, FARTHER),
  '0': () => FIRST_VIEW,
};
