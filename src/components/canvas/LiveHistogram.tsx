import { memo, useMemo } from 'react';
import { type Bars, barsOf, between } from './histogram';
import styles from './nodes.module.css';
import { type Picture, useLiveCanvas } from './useLiveCanvas';

interface LiveHistogramProps {
  readonly node: string;
  readonly size: number;
}

/** The histogram of a stochastic node's own draws, standing on the inner side of its rim. */
export const LiveHistogram = memo(function LiveHistogram({ node, size }: LiveHistogramProps) {
  const picture = useMemo(() => histogramPicture(node, size), [node, size]);
  const canvas = useLiveCanvas(picture, size, size);
  return <canvas ref={canvas} className={styles.histogram} />;
});

function histogramPicture(node: string, size: number): Picture {
  let from: Bars | undefined;
  let to: Bars | undefined;
  let shown: Bars | undefined;
  return {
    take: ({ snapshot }) => {
      const draws = snapshot?.draws.find((entry) => entry.node === node)?.values;
      from = shown;
      to = draws && barsOf(draws);
    },
    draw: (context, palette, share) => {
      shown = to && between(from, to, share);
      if (shown) drawBars(context, shown, size, palette.stochasticInk);
    },
  };
}

/** Bars from the rim up: those at the sides start higher, where the circle does. */
function drawBars(context: CanvasRenderingContext2D, bars: Bars, size: number, colour: string): void {
  const radius = size / 2 - 2.5;
  const width = size * 0.76;
  const left = (size - width) / 2;
  const step = width / bars.heights.length;
  const gap = step * (1 - bars.fill);
  const reach = size * 0.42;
  context.save();
  context.beginPath();
  context.arc(size / 2, size / 2, radius, 0, 2 * Math.PI);
  context.clip();
  context.fillStyle = colour;
  context.globalAlpha = 0.62;
  const floor = size / 2 + radius;
  for (const [i, height] of bars.heights.entries()) {
    const x = left + i * step + gap / 2;
    const tall = height * reach;
    context.fillRect(x, floor - tall - size * 0.03, step - gap, tall + size * 0.03);
  }
  context.restore();
}
