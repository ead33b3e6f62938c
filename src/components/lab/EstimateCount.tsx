import { useEffect, useRef } from 'react';
import { subscribeFrame } from '../../state/run';
import { formatCount } from '../ui/numbers';
import styles from './RunControls.module.css';

/** From this many characters on the count is set smaller, to fit. */
const LONG = 10;

/** How many estimates every plan has made. Counts every frame, so it writes its text itself. */
export function EstimateCount() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      subscribeFrame(({ snapshot }) => {
        if (!host.current) return;
        const text = formatCount(snapshot?.estimates ?? 0);
        host.current.textContent = text;
        host.current.dataset.long = String(text.length > LONG);
      }),
    [],
  );
  return <div ref={host} className={styles.count} data-testid="estimates" />;
}
