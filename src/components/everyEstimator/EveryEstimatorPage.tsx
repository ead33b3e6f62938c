import { type ReactNode, useEffect, useMemo } from 'react';
import {
  setSurveySeed,
  setSweeps,
  startSurvey,
  subscribeSurvey,
  useEveryEstimator,
} from '../../state/views/everyEstimator';
import { pauseGains } from '../../state/views/gains';
import { Figure } from '../plot/Figure';
import { linearTicks } from '../plot/ticks';
import { Button } from '../ui/Button';
import { Guard } from '../ui/Guard';
import { formatNumber } from '../ui/numbers';
import { PageFrame, takeFocus } from '../ui/PageFrame';
import page from '../ui/PageFrame.module.css';
import { Tex } from '../ui/Tex';
import styles from './EveryEstimatorPage.module.css';
import { useExactVariances } from './exactVariances';
import { GainSection } from './GainSection';
import { FAMILY_WORDS, lookOf } from './looks';
import { MethodLine, type MethodLineProps } from './MethodLine';
import { comparedTimes, type MethodRow, meanAxis } from './rows';
import { Sliders } from './Sliders';
import { subscribeHorizons, useBiasFigure, useHorizonFigure } from './useFigures';
import { useRows, useSlowSurvey } from './useRows';

/** Every estimator of one gradient: means, biases, variances and learning, on one regulator. */
export function EveryEstimatorPage() {
  const setting = useEveryEstimator((state) => state.setting);
  const seed = useEveryEstimator((state) => state.seed);
  useEffect(startSurvey, []);
  useEffect(() => pauseGains, []);
  useExactVariances(setting);
  return (
    <PageFrame name="One problem, every estimator" seed={{ value: seed, onChange: setSurveySeed }}>
      <main className={`${page.main} ${styles.main}`} aria-label="One problem, every estimator">
        <div className={`${page.intro} ${styles.intro}`}>
          <h1 ref={takeFocus} tabIndex={-1}>
            One problem, every estimator
          </h1>
          <p>
            A linear-quadratic regulator: <Tex latex="s'=s+u+\tfrac12w" />, policy{' '}
            <Tex latex="u\sim\mathcal N(-ks,\sigma_u^2)" />, start{' '}
            <Tex latex="s_0\sim\mathcal N(1,\tfrac14)" />, cost <Tex latex="s^2+u^2" /> per step for{' '}
            <Tex latex="T" /> steps and <Tex latex="s^2" /> at the end. The gradient of its expected cost in
            the gain <Tex latex="k" /> is known exactly. Here are twelve ways to estimate it.
          </p>
          <p className={styles.rule}>
            Methods that use a model or a critic have low variance, but inherit its errors. Move the last two
            sliders to see it: one scales <Tex latex="\hat b" /> in the model <Tex latex="s+\hat bu" />, whose
            right value is 1; the other scales the critic’s coefficient of <Tex latex="su" /> in{' '}
            <Tex latex="Q" /> (in SVG(1), of <Tex latex="s^2" /> in <Tex latex="V" />
            ). Evolution strategies draw the gain with standard deviation 0.1 around <Tex latex="k" />, which
            biases them. Everything is sampled live: lines are formulas, marks are measurements.
          </p>
        </div>
        <Guard part="The list of settings">
          <Sliders />
        </Guard>
        <Guard part="The table of means">
          <Means />
        </Guard>
        <div className={styles.pair}>
          <Guard part="The figure of horizons">
            <Horizons />
          </Guard>
          <section className={styles.section} aria-labelledby="biases">
            <h2 id="biases">Bias from a wrong critic or model</h2>
            <p className={styles.about}>
              The exact bias when the critic or the model is off by a factor. Marks are measured, with their
              standard errors.
            </p>
            <Guard part="The figure of biases">
              <Biases />
            </Guard>
          </section>
        </div>
        <Guard part="The figure of gains">
          <GainSection />
        </Guard>
      </main>
    </PageFrame>
  );
}

/** The table: one row a method, the truth a line through all of them. */
function Means() {
  const { truth, rows: all } = useRows();
  const { rows, slowness } = useMemo(() => comparedTimes(all), [all]);
  const axis = useMemo(
    () =>
      meanAxis(
        truth,
        rows.map(({ bias }) => bias),
      ),
    [truth, rows],
  );
  const works = rows.flatMap((row) => (row.work > 0 && row.slowness === undefined ? [row.work] : []));
  const range = [Math.min(...works), Math.max(...works)] as const;
  const [low, high] = axis;
  const { values, words: names } = linearTicks(axis, 5);
  return (
    <section className={styles.section} aria-labelledby="means">
      <h2 id="means">Mean against truth</h2>
      <p className={styles.about}>
        The vertical line is the exact gradient,{' '}
        <strong className={styles.number}>{formatNumber(truth)}</strong>. A thick bar is the mean ± one
        standard error, its thin ends ± four; a small vertical tick is the exact mean. For equal computing
        time, the smallest variance × time (work-normalized variance) is best.
      </p>
      <div className={`quiet ${page.heads} ${styles.heads}`} aria-hidden="true">
        <span>method</span>
        <span className={styles.ticks}>
          {values.map((value, i) => (
            <span key={value} style={{ left: `${(100 * (value - low)) / (high - low)}%` }}>
              {names[i]}
            </span>
          ))}
        </span>
        <span className={styles.right}>mean ± s.e.</span>
        <span className={styles.right}>exact bias</span>
        <span>verdict</span>
        <span className={styles.right}>variance</span>
        <span className={styles.right}>time of one</span>
        <span className={styles.right} title="bars on a logarithmic scale">
          variance × µs, log
        </span>
      </div>
      {FAMILY_WORDS.map((words) => (
        <Family key={words} words={words} rows={rows} truth={truth} axis={axis} works={range} />
      ))}
      <p className={styles.note}>
        Here evolution strategies answer for the gradient at <Tex latex="k" />. The graph that they open asks
        for that of the cost as the drawn gain sees it, of which they are unbiased, with 16 draws an estimate.
      </p>
      {slowness && <p className={styles.note}>{slowness}</p>}
    </section>
  );
}

interface FamilyProps extends Omit<MethodLineProps, 'row'> {
  readonly words: string;
  readonly rows: readonly MethodRow[];
}

/** The methods that differentiate the same, between which the line of the truth goes on. */
function Family({ words, rows, ...line }: FamilyProps) {
  const [low, high] = line.axis;
  return (
    <>
      <div className={`quiet ${styles.family}`} aria-hidden="true">
        <span>{words}</span>
        <span className={styles.truth}>
          <span style={{ left: `${(100 * (line.truth - low)) / (high - low)}%` }} />
        </span>
      </div>
      <ul aria-label={words}>
        {rows.map(
          (row) =>
            lookOf(row.method).familyWords === words && (
              <Guard key={row.method.id} part={`The row of ${row.method.name}`} frame={inItem}>
                <MethodLine row={row} {...line} />
              </Guard>
            ),
        )}
      </ul>
    </>
  );
}

function inItem(words: ReactNode) {
  return <li>{words}</li>;
}

function Horizons() {
  const draw = useHorizonFigure();
  const sweeps = useEveryEstimator((state) => state.sweeps);
  const { sweep, notice } = useSlowSurvey();
  const { of, done } = sweep;
  const isOver = of > 0 && done === of;
  return (
    <section className={styles.section} aria-labelledby="horizons">
      <h2 id="horizons">Variance against the horizon</h2>
      <p className={styles.about}>
        The variance of one estimate. Lines are exact. Where there is no formula, markers joined by a thin
        line are measured; the learned baseline is measured while it learns.
      </p>
      <div className={`quiet ${styles.progress}`}>
        <progress max={Math.max(1, of)} value={done} aria-label="Variances measured" />
        <span>{sweeps ? `${done} of ${of} measured` : 'measurement stopped'}</span>
        <Button small disabled={sweeps && isOver} onClick={() => setSweeps(!sweeps)}>
          {sweeps ? 'Stop measuring' : 'Measure'}
        </Button>
      </div>
      {notice && (
        <p className={styles.note} role="status">
          {notice}
        </p>
      )}
      <div className={styles.tall}>
        <Figure title="Variance of one estimate" draw={draw} subscribe={subscribeHorizons} />
      </div>
    </section>
  );
}

function Biases() {
  const critic = useBiasFigure('critic');
  const model = useBiasFigure('model');
  return (
    <div className={styles.biases}>
      <Figure title="Bias with a wrong critic" draw={critic} subscribe={subscribeSurvey} />
      <Figure title="Bias with a wrong model" draw={model} subscribe={subscribeSurvey} />
    </div>
  );
}
