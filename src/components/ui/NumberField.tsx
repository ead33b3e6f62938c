import { useRef, useState } from 'react';
import { say } from '../../state/shell/messages';
import styles from './NumberField.module.css';
import { formatInput } from './numbers';
import { useGesture } from './useGesture';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  /** How far an arrow key goes; ten times as far with shift. */
  readonly step?: number;
  readonly integer?: boolean;
  readonly width?: number;
}

/**
 * A number as text: what is typed takes effect as soon as it is a number within the bounds, and what is not is marked,
 * and gone when the field is left, with a word on what it takes. One visit is one step of history; Escape takes it back. Not a native number input, which hides what was typed when it is no number.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, min = -Infinity, max = Infinity, step = 1, integer } = props;
  const [draft, setDraft] = useState<string>();
  const isTakenBack = useRef(false);
  const visit = useGesture();
  const accept = (text: string): number | undefined => {
    const number = Number(text.trim().replace('−', '-'));
    if (text.trim() === '' || !Number.isFinite(number)) return undefined;
    return number < min || number > max || (integer && !Number.isInteger(number)) ? undefined : number;
  };
  const isWrong = draft !== undefined && accept(draft) === undefined;
  const leave = () => {
    if (isWrong && !isTakenBack.current)
      say(`${label} stays ${formatInput(value)}`, { detail: boundsWords(min, max, integer) });
    isTakenBack.current = false;
    setDraft(undefined);
    visit.end();
  };
  return (
    <input
      className={`field ${styles.field}`}
      style={{ width: props.width ?? 72 }}
      type="text"
      inputMode={integer ? 'numeric' : 'decimal'}
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      aria-invalid={isWrong}
      value={draft ?? formatInput(value)}
      onFocus={(event) => {
        event.currentTarget.select();
        visit.begin();
      }}
      onBlur={leave}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        const number = accept(text);
        if (number !== undefined) onChange(number);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          visit.cancel();
          isTakenBack.current = true;
        }
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
        if (!direction) return;
        event.preventDefault();
        const next = value + direction * step * (event.shiftKey ? 10 : 1);
        onChange(Math.min(max, Math.max(min, Number(next.toPrecision(12)))));
        setDraft(undefined);
      }}
    />
  );
}

/** A seed, typed. */
export function SeedNumber(props: Pick<NumberFieldProps, 'label' | 'value' | 'onChange' | 'width'>) {
  return <NumberField {...props} integer min={0} max={2 ** 32 - 1} />;
}

/** Short enough to be told. */
export function randomSeed(): number {
  return Math.floor(Math.random() * 1e6);
}

function boundsWords(min: number, max: number, integer: boolean | undefined): string {
  const number = integer ? 'a whole number' : 'a number';
  if (min === -Infinity && max === Infinity) return `it takes ${number}`;
  if (max === Infinity) return `it takes ${number}, ${min} or more`;
  return `it takes ${number} from ${min} to ${max}`;
}
