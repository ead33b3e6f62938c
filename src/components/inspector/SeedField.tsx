import { NumberField } from '../ui/NumberField';
import { Field } from './Field';

const MAX_SEED = 2 ** 32 - 1;

interface SeedFieldProps {
  readonly label: string;
  /** Missing: 1. */
  readonly value: number | undefined;
  readonly onChange: (seed: number) => void;
}

/** Where made numbers come from. */
export function SeedField({ label, value, onChange }: SeedFieldProps) {
  return (
    <Field label="Seed" group>
      {() => (
        <NumberField
          label={label}
          value={value ?? 1}
          integer
          min={0}
          max={MAX_SEED}
          width={96}
          onChange={onChange}
        />
      )}
    </Field>
  );
}
