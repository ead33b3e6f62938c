import type { ReactNode } from 'react';
import { goToEditor } from '../../state/shell/page';
import { Brand } from './Brand';
import { Button } from './Button';
import { Messages } from './Messages';
import { randomSeed, SeedNumber } from './NumberField';
import styles from './PageFrame.module.css';

interface PageFrameProps {
  readonly name: string;
  /** Of all that the page draws; missing where it draws nothing. */
  readonly seed?: { readonly value: number; readonly onChange: (seed: number) => void };
  readonly children: ReactNode;
}

/** Of its heading: so that keys scroll the page, and screen readers begin with its title. */
export function takeFocus(heading: HTMLHeadingElement | null): void {
  heading?.focus({ preventScroll: true });
}

/** A page beside the editor: a bar with its name, the seed of all that it draws, and the way back. */
export function PageFrame({ name, seed, children }: PageFrameProps) {
  return (
    <div className={styles.page}>
      <header className={`row ${styles.bar}`}>
        <Brand as="span" />
        <span className={`clipped fill ${styles.name}`}>{name}</span>
        {seed && (
          <div className={`row ${styles.seed}`}>
            <span className={`quiet ${styles.seedWord}`}>seed</span>
            <SeedNumber label="Seed of all rows" {...seed} width={84} />
            <Button onClick={() => seed.onChange(randomSeed())}>Reseed</Button>
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
