import type { ReactNode } from 'react';
import { NumberField } from '../ui/NumberField';
import { Slider } from '../ui/Slider';
import { useGesture } from '../ui/useGesture';
import styles from './ParameterSliders.module.css';

interface SliderRowProps {
  /** What is slid, before the slider. */
  readonly head: ReactNode;
  readonly label: string;
  readonly tone: 'parameter' | 'input';
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** Of the number beside it. */
  readonly fieldStep?: number;
  readonly onChange: (value: number) => void;
  /** A travel of the knob is over. */
  readonly onEnd?: () => void;
}

/** A slider with its number beside it, each travel of its knob one step of history. */
export function SliderRow({ head, label, fieldStep = 1, onEnd, ...slider }: SliderRowProps) {
  const travel = useGesture();
  const end = () => {
    travel.end();
    onEnd?.();
  };
  const { value, onChange } = slider;
  return (
    <div className={styles.row}>
      {head}
      <Slider step={1} {...slider} label={label} onStart={travel.press} onEnd={end} />
      <NumberField
        label={`${label}, as a number`}
        value={value}
        step={fieldStep}
        width={70}
        onChange={onChange}
      />
    </div>
  );
}
