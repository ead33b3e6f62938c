import type { ReactNode } from 'react';
import { goToEditor } from '../state/page';
import styles from './PageBar.module.css';
import { Button } from './ui/Button';

interface PageBarProps {
  readonly name: string;
  /** Fields that belong to the whole page. */
  readonly children?: ReactNode;
}

/** The bar of a page beside the editor: its name, and the way back. */
export function PageBar({ name, children }: PageBarProps) {
  return (
    <header className={styles.bar}>
      <span className={styles.lab}>SCG lab</span>
      <span className={styles.slash} aria-hidden="true">
        /
      </span>
      <span className={styles.name}>{name}</span>
      {children}
      <Button aria-label="Back to the graph" onClick={goToEditor}>
        Back<span className={styles.long}>to the graph</span>
      </Button>
    </header>
  );
}
