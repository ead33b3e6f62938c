import { SeedNumber } from '../ui/NumberField';
import { Field } from './Field';

interface SeedFieldProps {
  readonly label: string;
  /** Missing: 1. */
  readonly value: number | undefined;
  readonly onChange: (seed: number) => void;
}

/** Where made numbers come from. */
export function SeedField({ label, value = 1, onChange }: SeedFieldProps) {
  return (
    <Field label="Seed" group>
      {() => <SeedNumber label={label} value={value} width={96} onChange={onChange} />}
    </Field>
  );
}
