import type { CSSProperties } from 'react';
import styles from './Slider.module.css';

interface SliderProps {
  readonly label: string;
  /** What is slid: only parameters are violet. */
  readonly tone: 'parameter' | 'input';
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  /** One travel of the knob, from press to release, is one step of history: see state/document `beginGesture`. */
  readonly onStart?: () => void;
  readonly onEnd?: () => void;
}

/** A slider: a native range input, so that keys, touch and screen readers work as everywhere. */
export function Slider({ label, tone, value, min, max, step, onChange, onStart, onEnd }: SliderProps) {
  const share = max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0;
  const style: CSSProperties & Record<'--share' | '--tone', string> = {
    '--share': `${share * 100}%`,
    '--tone': `var(--${tone})`,
  };
  return (
    <input
      className={styles.slider}
      style={style}
      type="range"
      aria-label={label}
      min={min}
      max={max}
      step={step}
      value={value}
      onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      onPointerDown={onStart}
      onPointerUp={onEnd}
      onPointerCancel={onEnd}
      onKeyDown={(event) => {
        if (!event.repeat && event.key.startsWith('Arrow')) onStart?.();
      }}
      onKeyUp={onEnd}
    />
  );
}
