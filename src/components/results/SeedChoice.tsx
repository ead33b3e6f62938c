import { edit, useDocument } from '../../state/document/document';
import { Button } from '../ui/Button';
import { randomSeed, SeedNumber } from '../ui/NumberField';
import { DieSign } from '../ui/signs';
import styles from './choices.module.css';

/** The document's seed, typed or drawn. */
export function SeedChoice() {
  const seed = useDocument((state) => state.document.seed);
  const setSeed = (next: number) => edit((document) => ({ ...document, seed: next }));
  return (
    <div className={`row ${styles.choice}`}>
      <span className="muted">seed</span>
      <SeedNumber label="Seed" value={seed} width={84} onChange={setSeed} />
      <Button
        look="quiet"
        small
        square
        aria-label="Another seed"
        title="Another seed"
        onClick={() => setSeed(randomSeed())}
      >
        <DieSign />
      </Button>
    </div>
  );
}
