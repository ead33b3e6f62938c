import { useEffect, useRef } from 'react';
import { subscribeFrame } from '../../state/run/run';
import { formatCount, NO_NUMBER } from '../ui/numbers';
import styles from './EstimateCount.module.css';

/** From this many characters on the count is set smaller, to fit. */
const LONG = 10;

/**
 * How many estimates every plan has made; a dash where there is nothing to estimate, though draws go on. Counts every frame, so it writes its
 * text itself.
 */
export function EstimateCount({ isEmpty = false }: { readonly isEmpty?: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      subscribeFrame(({ snapshot }) => {
        if (!host.current) return;
        const text = isEmpty ? NO_NUMBER : formatCount(snapshot?.estimates ?? 0);
        host.current.textContent = text;
        host.current.dataset.long = String(text.length > LONG);
      }),
    [isEmpty],
  );
  return <div ref={host} className={styles.count} data-testid="estimates" />;
}
