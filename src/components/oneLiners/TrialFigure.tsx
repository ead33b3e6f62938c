import { useId } from 'react';
import type { OneLiner } from '../../presets/oneLiners/oneLiner';
import { formatCount } from '../ui/numbers';
import type { FormName, SliderValues } from './settings';
import styles from './TrialFigure.module.css';
import { TRIAL_DRAWS } from './trial';
import { useTrial } from './useTrial';
import { VerdictWords } from './VerdictWords';

interface TrialFigureProps {
  readonly row: OneLiner;
  readonly form: FormName;
  readonly values: SliderValues;
  readonly seed: number;
}

/** The histogram of a line's draws against the target's density, and what the test says. */
export function TrialFigure({ row, form, values, seed }: TrialFigureProps) {
  const words = useId();
  const { canvas, count, verdict } = useTrial(row, form, values, seed);
  const what = row.law.kind === 'plane' ? 'Scatter and histograms' : 'Histogram';
  return (
    <div className={styles.figure}>
      <canvas
        ref={canvas}
        className={styles.picture}
        data-kind={row.law.kind}
        role="img"
        aria-label={`${what} of draws${form === 'printed' ? ' as printed' : ''} against ${row.name}`}
        aria-describedby={words}
      />
      <div id={words} className={styles.words}>
        {verdict ? (
          <VerdictWords verdict={verdict} fault={form === 'printed' ? row.printed?.fault : undefined} />
        ) : (
          <p className={`quiet ${styles.numbers}`}>
            <span ref={count}>0</span> of {formatCount(TRIAL_DRAWS)} draws
          </p>
        )}
      </div>
    </div>
  );
}
