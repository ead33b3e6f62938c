import { edit, useDocument } from '../../state/document/document';
import { Button } from '../ui/Button';
import { NumberField } from '../ui/NumberField';
import styles from './choices.module.css';

const MAX_SEED = 2 ** 32 - 1;

/** The document's seed, typed or drawn. */
export function SeedChoice() {
  const seed = useDocument((state) => state.document.seed);
  const setSeed = (next: number) => edit((document) => ({ ...document, seed: next }));
  return (
    <div className={styles.choice}>
      <span className={styles.quiet}>seed</span>
      <NumberField label="Seed" value={seed} integer min={0} max={MAX_SEED} width={84} onChange={setSeed} />
      <Button
        look="quiet"
        small
        square
        aria-label="Another seed"
        title="Another seed"
        onClick={() => setSeed(Math.floor(Math.random() * 1e6))}
      >
        <DieSign />
      </Button>
    </div>
  );
}

function DieSign() {
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      aria-hidden="true"
    >
      <rect x="1.5" y="1.5" width="11" height="11" rx="2.5" />
      <g fill="currentColor" stroke="none">
        <circle cx="4.6" cy="4.6" r="1.1" />
        <circle cx="9.4" cy="9.4" r="1.1" />
        <circle cx="7" cy="7" r="1.1" />
      </g>
    </svg>
  );
}
