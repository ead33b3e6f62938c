import type { ReactNode } from 'react';
import styles from './MenuOptions.module.css';
import { NumberField } from './NumberField';

interface NumberOptionProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly integer?: boolean;
  readonly onChange: (value: number) => void;
}

/** A number that belongs to the choice of a menu, below its entries. */
export function NumberOption({ label, ...field }: NumberOptionProps) {
  return (
    <Option>
      <span>{label}</span>
      <NumberField label={label} {...field} />
    </Option>
  );
}

interface FlagProps {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** What can be on or off. */
export function Flag({ label, value, onChange }: FlagProps) {
  return (
    <label className={`quiet row ${styles.option}`}>
      <span>{label}</span>
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
    </label>
  );
}

export function Option({ children }: { readonly children: ReactNode }) {
  return <div className={`quiet row ${styles.option}`}>{children}</div>;
}
