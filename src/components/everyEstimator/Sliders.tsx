import type { Setting } from '../../presets/reinforcement/everyEstimator';
import { moveSetting, useEveryEstimator } from '../../state/views/everyEstimator';
import { formatTick } from '../ui/numbers';
import { Slider } from '../ui/Slider';
import { Tex } from '../ui/Tex';
import { ERROR_RANGE } from './biasFigure';
import styles from './Sliders.module.css';

interface SettingSlider {
  readonly key: keyof Setting;
  readonly latex: string;
  readonly words: string;
  readonly tone: 'parameter' | 'input';
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const [least, most] = ERROR_RANGE;

const SLIDERS: readonly SettingSlider[] = [
  { key: 'horizon', latex: 'T', words: 'horizon', tone: 'input', min: 1, max: 20, step: 1 },
  { key: 'gain', latex: 'k', words: 'gain', tone: 'parameter', min: 0, max: 1.2, step: 0.05 },
  { key: 'noise', latex: '\\sigma_u', words: 'action noise', tone: 'input', min: 0.1, max: 1, step: 0.05 },
  {
    key: 'model',
    latex: '\\hat b/b',
    words: 'model error',
    tone: 'input',
    min: least,
    max: most,
    step: 0.05,
  },
  {
    key: 'critic',
    latex: '\\hat Q_{su}/Q_{su}',
    words: 'critic error',
    tone: 'input',
    min: least,
    max: most,
    step: 0.05,
  },
];

/** The problem, and what is wrong with what has been learned of it. */
export function Sliders() {
  const setting = useEveryEstimator((state) => state.setting);
  return (
    <section className={styles.sliders} aria-label="Setting of all methods">
      {SLIDERS.map(({ key, latex, words, tone, min, max, step }) => (
        <div key={key} className={styles.slider}>
          <span className={`quiet ${styles.words}`}>
            <Tex latex={latex} className={styles.letter} /> {words}
          </span>
          <span className="tabular">{formatTick(setting[key], step)}</span>
          <Slider
            label={words}
            tone={tone}
            value={setting[key]}
            min={min}
            max={max}
            step={step}
            onChange={(value) => moveSetting({ [key]: value })}
          />
        </div>
      ))}
    </section>
  );
}
