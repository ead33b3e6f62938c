import { type ReactNode, useEffect, useRef } from 'react';
import { Guard } from '../ui/Guard';
import { loaded } from '../ui/notLoaded';
import { useThrow } from '../ui/useThrow';
import { clock } from './clock';
import { drawEnds } from './drawEnds';
import { type Plot, placeEnds } from './ends';
import styles from './Figure.module.css';
import type { FigureSpec, Size } from './figure';

type Plotly = typeof import('plotly.js-cartesian-dist-min');

/** Plotly weighs more than the rest of the page, so it is fetched when the first figure is shown. */
async function loadPlotly(): Promise<Plotly> {
  const module = await loaded(import('plotly.js-cartesian-dist-min'));
  return 'default' in module ? (module.default as Plotly) : module;
}

/** Plotly takes up to 20 ms for a redraw. */
const PAUSE = 150;
const always = () => PAUSE;

interface FigureProps {
  readonly title: ReactNode;
  /** Makes the figure from the latest numbers; undefined while there is nothing to show. Stable while they mean the same. */
  readonly draw: (size: Size) => FigureSpec | undefined;
  /** Calls back whenever the numbers have changed; gives back how to stop. */
  readonly subscribe: (changed: () => void) => () => void;
  /** Milliseconds between two redraws, at least. Stable. */
  readonly pause?: () => number;
}

/**
 * One figure, redrawn outside React: the numbers come many times a second. `draw` changing (another theme, another
 * plan hidden) redraws too.
 */
export function Figure({ title, ...drawn }: FigureProps) {
  return (
    <figure className={`column ${styles.figure}`}>
      <figcaption>{title}</figcaption>
      <div className={styles.plot}>
        <Guard part="The figure" until={[drawn.draw]}>
          <Drawn {...drawn} />
        </Guard>
      </div>
    </figure>
  );
}

function Drawn({ draw, subscribe, pause = always }: Omit<FigureProps, 'title'>) {
  const fail = useThrow();
  const host = useRef<HTMLDivElement>(null);
  const names = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const element = host.current;
    const layer = names.current;
    if (!element || !layer) return;
    let plotly: Plotly | undefined;
    let gone = false;
    const paintNewest = () => {
      const { clientWidth: width, clientHeight: height } = element;
      if (!plotly || width < 40 || height < 40) return;
      const spec = draw({ width, height });
      if (!spec) {
        plotly.purge(element);
        drawEnds(layer, []);
        element.setAttribute('aria-label', EMPTY);
        return;
      }
      element.setAttribute('aria-label', spec.words);
      drawEnds(layer, placeEnds(spec.ends ?? [], plotOf(spec, width, height)));
      void plotly
        .react(element, spec.data, { ...spec.layout, width, height, autosize: false }, CONFIG)
        .catch(fail);
    };
    const paint = () => {
      try {
        paintNewest();
      } catch (error) {
        fail(error);
      }
    };
    const figure = clock.add(() => void paint(), { pace: pause, isHeavy: true });
    void loadPlotly().then((module) => {
      plotly = module;
      if (!gone) figure.request();
    }, fail);
    const stop = subscribe(figure.request);
    const sizes = new ResizeObserver(figure.request);
    sizes.observe(element);
    return () => {
      gone = true;
      stop();
      sizes.disconnect();
      figure.remove();
    };
  }, [draw, subscribe, pause, fail]);
  useEffect(() => {
    const element = host.current;
    return () => {
      if (element)
        void loadPlotly().then(
          (plotly) => plotly.purge(element),
          () => undefined,
        );
    };
  }, []);
  return (
    <>
      <div ref={host} className={styles.drawn} role="img" aria-label={EMPTY} />
      <svg ref={names} className={styles.names} aria-hidden="true" />
    </>
  );
}

/** Where Plotly puts the plot, in px. */
function plotOf({ layout: { margin = {} } }: FigureSpec, width: number, height: number): Plot {
  const { l = 0, r = 0, t = 0, b = 0 } = margin;
  return { left: l, top: t, width: width - l - r, height: height - t - b };
}

const EMPTY = 'Nothing to show yet';

/** Nobody hovers: the numbers stand in the table. Without this Plotly 4 shows buttons of its own. */
const CONFIG = { staticPlot: true, displayModeBar: false, responsive: false } as const;
