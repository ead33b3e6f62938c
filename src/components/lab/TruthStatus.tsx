import { useEffect, useState } from 'react';
import type { TruthReport } from '../../engine';
import { cancelTruth, retryTruth, type TruthState, useRun } from '../../state/run/run';
import { useSlowFrame } from '../results/slowFrame';
import { Button } from '../ui/Button';
import { Noted } from '../ui/Noted';
import styles from './TruthStatus.module.css';

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
      return <Sought state={state} before={truth && truthWords(truth)} />;
    case 'cancelled':
      return <Ended words="Working out the truth was cancelled." again="Work it out" />;
    case 'known':
      return <Known state={state} truth={truth} />;
  }
}

interface KnownProps {
  readonly state: Extract<TruthState, { kind: 'known' }>;
  readonly truth: TruthReport | undefined;
}

/** How the truth came about and what the check says of it; or why there is no exact one, and whether a long run stands in. */
function Known({ state: { why, isOutOfTime, check }, truth }: KnownProps) {
  const method = truth && <p>{truthWords(truth)}</p>;
  if (why === undefined)
    return (
      <>
        {method}
        {truth && check && <Check outcome={check} />}
      </>
    );
  const words = `No exact truth${isOutOfTime ? ' so far' : ''}: ${why}.`;
  return (
    <>
      {method}
      {isOutOfTime ? (
        <Ended words={words} again="Try longer" />
      ) : (
        <p className={truth?.isWithdrawn ? 'warning' : undefined} role="status">
          {words}
        </p>
      )}
    </>
  );
}

const CHECKS = {
  'under way': 'checking it by simulation …',
  agrees: 'checked by simulation',
  undecided: 'simulation cannot tell',
} as const;

function Check({ outcome }: { outcome: keyof typeof CHECKS }) {
  if (outcome !== 'undecided') return <p>{CHECKS[outcome]}</p>;
  return (
    <p>
      <Noted words="A simulation says too little to check the truth by: nothing is random, what counts is too rare, or their tail is too heavy.">
        {CHECKS[outcome]}
      </Noted>
    </p>
  );
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
    <div className={`column ${styles.sought}`}>
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
    <div className={`column ${styles.sought}`}>
      <p role="status">{words}</p>
      <Button small onClick={retryTruth}>
        {again}
      </Button>
    </div>
  );
}

const METHODS: Readonly<Record<TruthReport['method'], string>> = {
  enumeration: 'exact gradient (enumeration)',
  quadrature: 'exact gradient (quadrature)',
  polynomials: 'exact gradient (polynomial)',
  'long-run': 'compared with a long run',
};

/** How the truth came about. */
function truthWords({ method }: Pick<TruthReport, 'method'>): string {
  return METHODS[method];
}
