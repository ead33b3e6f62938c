import type { ReactNode } from 'react';
import { goToEditor } from '../../state/shell/page';
import { Button } from './Button';
import { Messages } from './Messages';
import { NumberField } from './NumberField';
import styles from './PageFrame.module.css';

const MAX_SEED = 2 ** 32 - 1;

interface PageFrameProps {
  readonly name: string;
  /** Of all that the page draws; missing where it draws nothing. */
  readonly seed?: { readonly value: number; readonly onChange: (seed: number) => void };
  readonly children: ReactNode;
}

/** A page beside the editor: a bar with its name, the seed of all that it draws, and the way back. */
export function PageFrame({ name, seed, children }: PageFrameProps) {
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <span className={styles.lab}>SCG lab</span>
        <span className={styles.slash} aria-hidden="true">
          /
        </span>
        <span className={styles.name}>{name}</span>
        {seed && (
          <div className={styles.seed}>
            <span className={styles.seedWord}>seed</span>
            <NumberField
              label="Seed of all rows"
              value={seed.value}
              integer
              min={0}
              max={MAX_SEED}
              width={84}
              onChange={seed.onChange}
            />
            <Button onClick={() => seed.onChange(Math.floor(Math.random() * 1e6))}>Reseed</Button>
          </div>
        )}
        <Button aria-label="Back to the graph" onClick={goToEditor}>
          Back<span className={styles.long}>to the graph</span>
        </Button>
      </header>
      {children}
      <div className={styles.messages}>
        <Messages />
      </div>
    </div>
  );
}
