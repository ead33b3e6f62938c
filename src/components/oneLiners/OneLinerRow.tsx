import { memo, useId } from 'react';
import { nameToUnicode } from '../../engine';
import type { OneLiner, OneLinerSlider } from '../../presets/oneLiners/oneLiner';
import { moveOneLinerSlider, useOneLiners } from '../../state/views/oneLiners';
import { goToGraph } from '../../state/views/page';
import { Button } from '../ui/Button';
import { Markdown } from '../ui/Markdown';
import { formatTick } from '../ui/numbers';
import { Slider } from '../ui/Slider';
import { Tex } from '../ui/Tex';
import styles from './OneLinerRow.module.css';
import { documentAt, type FormName, type SliderValues, sliderKey, sliderValue } from './settings';
import { TrialFigure } from './TrialFigure';

/** Shared by all rows whose sliders were never moved, so that they are equal. */
const UNMOVED: SliderValues = {};

/** One row: target, line, sliders, and draws with their verdict; a line that the slide prints wrongly stands beside the right one. */
export const OneLinerRow = memo(function OneLinerRow({ row }: { readonly row: OneLiner }) {
  const seed = useOneLiners((state) => state.seed);
  const values = useOneLiners((state) => state.values[row.id] ?? UNMOVED);
  const heading = useId();
  return (
    <li className={styles.row} aria-labelledby={heading}>
      <div className={styles.target}>
        <h2 id={heading}>{row.name}</h2>
        <Tex latex={row.target} className={styles.formula} />
        <Tex latex={row.noise} className={styles.noise} />
      </div>
      <div className={styles.line}>
        <Tex latex={row.formula} className={styles.formula} />
        <div className={styles.notice}>
          <Markdown text={row.notice} />
        </div>
        <OpenButton row={row} values={values} form="right" />
      </div>
      <div className={styles.sliders}>
        {row.sliders.map((slider) => (
          <ArgumentSlider key={sliderKey(slider)} row={row} slider={slider} values={values} />
        ))}
        {row.sliders.length === 0 && <p className={styles.none}>none</p>}
      </div>
      <div className={styles.draws}>
        {row.printed ? (
          <>
            <div>
              <p className={`quiet ${styles.caption}`}>
                as it should be, <Tex latex={row.noise} />
              </p>
              <Tex latex={row.formula.replace('x = ', '')} className={styles.form} />
              <TrialFigure row={row} form="right" values={values} seed={seed} />
            </div>
            <div>
              <p className={`quiet ${styles.caption}`}>
                as printed, <Tex latex={row.printed.noise} />
              </p>
              <Tex latex={row.printed.formula} className={styles.form} />
              <TrialFigure row={row} form="printed" values={values} seed={seed} />
              <OpenButton row={row} values={values} form="printed" />
            </div>
          </>
        ) : (
          <TrialFigure row={row} form="right" values={values} seed={seed} />
        )}
      </div>
    </li>
  );
});

interface OpenButtonProps {
  readonly row: OneLiner;
  readonly values: SliderValues;
  readonly form: FormName;
}

function OpenButton({ row, values, form }: OpenButtonProps) {
  const words = form === 'right' ? 'Open as a graph' : 'Open as printed';
  return (
    <Button
      small
      className={styles.open ?? ''}
      aria-label={`${words}: ${row.name}`}
      onClick={() => goToGraph({ ...documentAt(row, values, form), seed: useOneLiners.getState().seed })}
    >
      {words}
    </Button>
  );
}

interface ArgumentSliderProps {
  readonly row: OneLiner;
  readonly slider: OneLinerSlider;
  readonly values: SliderValues;
}

function ArgumentSlider({ row, slider, values }: ArgumentSliderProps) {
  const { parameter, element, latex, min, max, step } = slider;
  const value = sliderValue(row, slider, values);
  const name = nameToUnicode(parameter) + (element === undefined ? '' : `[${element}]`);
  return (
    <div className={styles.slider}>
      <Tex latex={latex} className="parameter" />
      <Slider
        label={`${name} of ${row.name}`}
        tone="parameter"
        value={value}
        min={min}
        max={max}
        step={step}
        onChange={(next) => moveOneLinerSlider(row.id, sliderKey(slider), next)}
      />
      <span className={styles.value}>{formatTick(value, step)}</span>
    </div>
  );
}
