import { useMemo } from 'react';
import { edit, useDocument } from '../../state/document/document';
import { exampleSize, resized } from '../../state/document/exampleSize';
import { countFitting } from '../../state/shell/opened';
import { NumberField } from '../ui/NumberField';
import { Slider } from '../ui/Slider';
import { useGesture } from '../ui/useGesture';
import styles from './ParameterSliders.module.css';

/** How far an example that comes in sizes is unrolled. */
export function ExampleSlider() {
  const document = useDocument((state) => state.document);
  const size = useMemo(() => exampleSize(document), [document]);
  const travel = useGesture();
  if (!size) return null;
  const { slider, value } = size;
  const set = (wished: number) => {
    const next = Math.min(slider.most, Math.max(slider.least, Math.round(wished)));
    if (next === value) return;
    edit((own) => resized(own, slider, next));
    countFitting();
  };
  return (
    <div className={styles.row}>
      <span className={styles.input}>{slider.label}</span>
      <Slider
        label={slider.label}
        tone="input"
        value={value}
        min={slider.least}
        max={slider.most}
        step={1}
        onStart={travel.press}
        onEnd={travel.end}
        onChange={set}
      />
      <NumberField label={`${slider.label}, as a number`} value={value} step={1} width={70} onChange={set} />
    </div>
  );
}
