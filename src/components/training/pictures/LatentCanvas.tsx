import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { latestTraining, viewPicture } from '../../../state/training/training';
import { useTurn } from '../../plot/useTurn';
import { Button } from '../../ui/Button';
import { formatTick } from '../../ui/numbers';
import { drawLatent, latentSquare } from './drawLatent';
import { FIRST_VIEW, moved, type PlaneView, zoomed } from './layout';
import styles from './Pictures.module.css';
import { pictureOf } from './pictureOf';
import { Raster } from './raster';
import { type DrawFrame, useTrainingCanvas } from './useTrainingCanvas';
import { useTrainingFrame } from './useTrainingFrame';

const CLOSER = 1 / 1.25;
const FARTHER = 1.25;
/** Of an edge's length, an arrow key's way. */
const KEY_STEP = 0.08;

/** Two dimensions of a stochastic node, decoded all over: drag, wheel, buttons and keys move and zoom. */
export function LatentCanvas({ index, node }: { readonly index: number; readonly node: string }) {
  const known = useTrainingFrame(index, 'latent');
  const [showPlaces, setShowPlaces] = useState(true);
  const { canvas, seen, change, now } = useLatentView(index, showPlaces);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const next = KEYS[event.key]?.(now());
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    change(next);
  };
  const shown = seen ?? known ?? FIRST_VIEW;
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
      <div className={`row ${styles.tools}`}>
        <Zoom label="Zoom in" sign="+" onPress={() => change(zoomed(now(), CLOSER))} />
        <Zoom label="Zoom out" sign="−" onPress={() => change(zoomed(now(), FARTHER))} />
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

interface ZoomProps {
  readonly label: string;
  readonly sign: string;
  readonly onPress: () => void;
}

function Zoom({ label, sign, onPress }: ZoomProps) {
  return (
    <Button small square aria-label={label} title={label} onClick={onPress}>
      {sign}
    </Button>
  );
}

/** The part of a latent plane that is looked at, on a canvas; a wheel zooms it where it stands. `seen`: once it was moved. */
function useLatentView(index: number, showPlaces: boolean) {
  const raster = useMemo(() => new Raster(), []);
  const view = useRef<PlaneView | undefined>(undefined);
  const [seen, setSeen] = useState<PlaneView>();
  const draw = useCallback<DrawFrame>(
    (pen, latest) => {
      const frame = pictureOf(latest, index, 'latent');
      if (frame) drawLatent(pen, raster, frame, view.current ?? frame, showPlaces);
    },
    [index, raster, showPlaces],
  );
  const { canvas, redraw } = useTrainingCanvas(draw);
  const send = useTurn(
    useCallback(() => {
      const { centre, reach } = view.current ?? FIRST_VIEW;
      viewPicture(index, centre, reach);
      setSeen({ centre, reach });
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
  const now = useCallback(
    (): PlaneView => view.current ?? pictureOf(latestTraining(), index, 'latent') ?? FIRST_VIEW,
    [index],
  );
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
  return { canvas, seen, change, now };
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
