import { type ReactNode, useEffect, useState } from 'react';
import type { OneLiner } from '../../presets/oneLiners/oneLiner';
import { ONE_LINERS } from '../../presets/oneLiners/table';
import { setOneLinerSeed, useOneLiners } from '../../state/views/oneLiners';
import { Guard } from '../ui/Guard';
import { formatCount } from '../ui/numbers';
import { PageFrame, takeFocus } from '../ui/PageFrame';
import page from '../ui/PageFrame.module.css';
import { TEST_LEVEL } from './gauges';
import { OneLinerRow } from './OneLinerRow';
import styles from './OneLinersPage.module.css';
import { TRIAL_DRAWS } from './trial';

/** The lecture's table of pathwise one-liners, each row drawn and judged. */
export function OneLinersPage() {
  const seed = useOneLiners((state) => state.seed);
  const shown = useGradually(ONE_LINERS.length);
  const rows = ONE_LINERS.slice(0, shown);
  return (
    <PageFrame name="One-liners" seed={{ value: seed, onChange: setOneLinerSeed }}>
      <main className={`${page.main} ${styles.main}`} aria-label="Table of one-liners">
        <div className={`${page.intro} ${styles.intro}`}>
          <h1 ref={takeFocus} tabIndex={-1}>
            Table of one-liners
          </h1>
          <p>
            Noise without parameters, and one line that turns it into the target. The gradient flows through
            that line: this is the pathwise derivative. Bars are draws; the curve is the target’s density.
          </p>
          <p className="muted">
            Each row is tested once for each setting and seed, after all {formatCount(TRIAL_DRAWS)} draws: by
            the Kolmogorov–Smirnov distance D, rows of two values by a chi-square test, pairs by three tests
            (Bonferroni-corrected). A row agrees unless p is below {TEST_LEVEL}, so one correct row in a
            thousand fails by chance. Rows that invert the same noise share their D, which does not depend on
            the target.
          </p>
        </div>
        <div className={`quiet ${page.heads} ${styles.heads}`} aria-hidden="true">
          <span>target and noise</span>
          <span>one-liner</span>
          <span>arguments</span>
          <span>draws against the target</span>
        </div>
        <ul className={styles.rows} aria-label="On the slide">
          {rows.map((row) => row.onSlide && <GuardedRow key={row.id} row={row} />)}
        </ul>
        {rows.some(({ onSlide }) => !onSlide) && (
          <>
            <p className={`quiet ${styles.more}`}>Four more that the slide leaves out</p>
            <ul className={styles.rows} aria-label="Not on the slide">
              {rows.map((row) => !row.onSlide && <GuardedRow key={row.id} row={row} />)}
            </ul>
          </>
        )}
      </main>
    </PageFrame>
  );
}

function GuardedRow({ row }: { readonly row: OneLiner }) {
  return (
    <Guard part={`The row “${row.id}”`} frame={inItem}>
      <OneLinerRow row={row} />
    </Guard>
  );
}

function inItem(words: ReactNode) {
  return <li>{words}</li>;
}

/** Counts up to `total`, one a task: setting the formulas of all rows at once would keep the page busy. */
function useGradually(total: number): number {
  const [shown, setShown] = useState(1);
  useEffect(() => {
    if (shown >= total) return;
    const timer = setTimeout(() => setShown(shown + 1));
    return () => clearTimeout(timer);
  }, [shown, total]);
  return shown;
}
