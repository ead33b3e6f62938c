import { CLAIM_ROWS } from '../../engine';
import { choose, useEquivalences } from '../../state/views/equivalences';
import type { ComparedChoice } from '../../state/views/equivalencesAddress';
import { NumberField } from '../ui/NumberField';
import { Slider } from '../ui/Slider';
import styles from './ClaimChoice.module.css';
import { claimOf, sideChoiceOf } from './question';

/** The claims of the lecture, and any two graphs. */
export function ClaimChoice() {
  const choice = useEquivalences((state) => state.choice);
  return (
    <div className={`row ${styles.choice}`}>
      <div className={`flow ${styles.claims}`} role="radiogroup" aria-label="What is compared">
        {CLAIM_ROWS.map(({ id, title, sizes }) => (
          <Option
            key={id}
            label={title}
            checked={choice.kind === 'claim' && choice.id === id}
            onChoose={() => choose({ kind: 'claim', id, size: sizes?.value ?? 1 })}
          />
        ))}
        <Option
          label="Any two graphs"
          checked={choice.kind === 'pair'}
          onChoose={() => choice.kind === 'claim' && choose(pairFrom(choice))}
        />
      </div>
      {choice.kind === 'claim' && <Size choice={choice} />}
    </div>
  );
}

/** Any two begins with the two of the claim, and nothing stated. */
function pairFrom(choice: Extract<ComparedChoice, { kind: 'claim' }>): ComparedChoice {
  const claim = claimOf(choice);
  return { kind: 'pair', left: sideChoiceOf(claim, 'left'), right: sideChoiceOf(claim, 'right') };
}

interface OptionProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

function Option({ label, checked, onChoose }: OptionProps) {
  return (
    <label className={styles.option} data-checked={checked}>
      <input type="radio" name="claim" className="visually-hidden" checked={checked} onChange={onChoose} />
      {label}
    </label>
  );
}

/** How far both graphs of a claim are unrolled. */
function Size({ choice }: { readonly choice: Extract<ComparedChoice, { kind: 'claim' }> }) {
  const sizes = CLAIM_ROWS.find(({ id }) => id === choice.id)?.sizes;
  if (!sizes) return null;
  const { label, least, most } = sizes;
  const set = (size: number) => {
    const next = Math.min(most, Math.max(least, Math.round(size)));
    if (next !== choice.size) choose({ ...choice, size: next });
  };
  return (
    <div className={styles.size}>
      <span>{label}</span>
      <Slider label={label} tone="input" value={choice.size} min={least} max={most} step={1} onChange={set} />
      <NumberField
        label={`${label}, as a number`}
        value={choice.size}
        integer
        min={least}
        max={most}
        width={60}
        onChange={set}
      />
    </div>
  );
}
