import { memo, useMemo, useRef } from 'react';
import { type Bars, barsOf, barsPath, between } from './histogram';
import styles from './nodes.module.css';
import { type Take, useLivePicture } from './useLivePicture';

interface LiveHistogramProps {
  readonly node: string;
  readonly size: number;
}

/**
 * The histogram of a stochastic node's own draws, standing on the inner side of its rim. Not a canvas: each would be a layer
 * of its own, and a graph has many of them.
 */
export const LiveHistogram = memo(function LiveHistogram({ node, size }: LiveHistogramProps) {
  const path = useRef<SVGPathElement>(null);
  const { take, show } = useMemo(
    () => histogramPicture(node, (bars) => path.current?.setAttribute('d', bars ? barsPath(bars, size) : '')),
    [node, size],
  );
  useLivePicture(take, show);
  return (
    <svg className={styles.histogram} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      <path ref={path} />
    </svg>
  );
});

function histogramPicture(
  node: string,
  draw: (bars: Bars | undefined) => void,
): { readonly take: Take; readonly show: (share: number) => void } {
  let from: Bars | undefined;
  let to: Bars | undefined;
  let shown: Bars | undefined;
  return {
    take: ({ snapshot }) => {
      const draws = snapshot?.draws.find((entry) => entry.node === node)?.values;
      from = shown;
      to = draws && barsOf(draws);
    },
    show: (share) => {
      shown = to && between(from, to, share);
      draw(shown);
    },
  };
}
