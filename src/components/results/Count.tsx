import { useEffect, useRef } from 'react';
import styles from './Count.module.css';

/** From this many characters on the count is set smaller, to fit. */
const LONG = 10;

interface CountProps<F> {
  readonly subscribe: (listener: (frame: F) => void) => () => void;
  /** Must keep its identity for as long as it means the same. */
  readonly textOf: (frame: F) => string;
  readonly testId: string;
}

/** How far a run has come. Counts every frame, so it writes its text itself. */
export function Count<F>({ subscribe, textOf, testId }: CountProps<F>) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      subscribe((frame) => {
        if (!host.current) return;
        const text = textOf(frame);
        host.current.textContent = text;
        host.current.dataset.long = String(text.length > LONG);
      }),
    [subscribe, textOf],
  );
  return <div ref={host} className={styles.count} data-testid={testId} />;
}
