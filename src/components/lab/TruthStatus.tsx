import { type ReactNode, useEffect, useState } from 'react';
import { cancelTruth, retryTruth, type TruthState, useRun } from '../../state/run';
import { Button } from '../ui/Button';
import { Tooltip } from '../ui/Tooltip';
import { useSlowFrame } from './slowFrame';
import styles from './TruthStatus.module.css';
import { truthWords } from './truthWords';

/** What takes longer than this has a bar and a button that ends it, in milliseconds. */
const PATIENCE = 1000;

/** How the truth came about, how far it is, or why there is none. */
export function TruthStatus() {
  const state = useRun((run) => run.truth);
  const { truth } = useSlowFrame();
  switch (state.kind) {
    case 'none':
      return null;
    case 'sought':
      return <Sought state={state} before={truth && truthWords(truth).what} />;
    case 'cancelled':
      return <Ended words="The truth was not worked out: it was cancelled." again="Work it out" />;
    case 'known': {
      const method = truth && truthWords(truth);
      const why = method?.why ?? state.why;
      if (state.isOutOfTime)
        return (
          <>
            {method && <p>{method.what}</p>}
            <Ended words={`No exact truth so far: ${why}.`} again="Try longer" />
          </>
        );
      if (truth?.isWithdrawn)
        return (
          <>
            <p>{method?.what}</p>
            <p className={styles.withdrawn} role="status">
              No exact truth: {why}.
            </p>
          </>
        );
      if (!method && !why) return null;
      return (
        <p>
          <Reason why={why}>{method?.what ?? 'no truth'}</Reason>
        </p>
      );
    }
  }
}

interface SoughtProps {
  readonly state: Extract<TruthState, { kind: 'sought' }>;
  /** How the truth that is still in view came about. */
  readonly before: string | undefined;
}

function Sought({ state: { since, share, what }, before }: SoughtProps) {
  const isLong = useIsLong(since);
  if (!isLong) return <p>{before ?? 'working out the truth …'}</p>;
  return (
    <div className={styles.sought}>
      <p title={what}>working out the truth …</p>
      <progress className={styles.bar} value={share} aria-label={`Working out the truth: ${what ?? ''}`} />
      <Button small onClick={cancelTruth}>
        Cancel
      </Button>
    </div>
  );
}

/** Whether more than a moment has passed since then. */
function useIsLong(since: number): boolean {
  const [longSince, setLongSince] = useState<number>();
  useEffect(() => {
    const timer = setTimeout(() => setLongSince(since), PATIENCE - (performance.now() - since));
    return () => clearTimeout(timer);
  }, [since]);
  return longSince === since;
}

function Ended({ words, again }: { words: string; again: string }) {
  return (
    <div className={styles.sought}>
      <p role="status">{words}</p>
      <Button small onClick={retryTruth}>
        {again}
      </Button>
    </div>
  );
}

function Reason({ why, children }: { why: string | undefined; children: ReactNode }) {
  return why ? (
    <Tooltip words={why}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the words come on focus too */}
      <span className={styles.reason} tabIndex={0}>
        {children}
      </span>
    </Tooltip>
  ) : (
    children
  );
}
