import { memo, useCallback, useMemo, useRef } from 'react';
import { useTurn } from '../plot/useTurn';
import { type Bars, barsBetween, barsOf, barsPath } from './histogram';
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
  const picture = useMemo(() => histogramPicture(node), [node]);
  const share = useRef<() => number>(() => 1);
  const draw = useCallback(() => {
    const bars = picture.at(share.current());
    path.current?.setAttribute('d', bars ? barsPath(bars, size) : '');
    return share.current() < 1;
  }, [picture, size]);
  share.current = useLivePicture(picture.take, useTurn(draw));
  return (
    <svg className={styles.histogram} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      <path ref={path} />
    </svg>
  );
});

function histogramPicture(node: string): {
  readonly take: Take;
  readonly at: (share: number) => Bars | undefined;
} {
  let from: Bars | undefined;
  let to: Bars | undefined;
  let shown: Bars | undefined;
  return {
    take: ({ snapshot }) => {
      const draws = snapshot?.draws.find((entry) => entry.node === node)?.values;
      from = shown;
      to = draws && barsOf(draws);
    },
    at: (share) => {
      shown = to && barsBetween(from, to, share);
      return shown;
    },
  };
}
