import type { ReactNode } from 'react';
import { selectNodes } from '../../state/shell/session';
import { Button } from '../ui/Button';
import styles from './NodeInspector.module.css';

interface InspectorProps {
  /** Whose it is. */
  readonly label: string;
  readonly title: ReactNode;
  /** What can be done with it. */
  readonly foot: ReactNode;
  readonly children?: ReactNode;
}

/** What is selected: its name, all about it, and the way back. */
export function Inspector({ label, title, foot, children }: InspectorProps) {
  return (
    <section className={styles.inspector} aria-label={label}>
      <header className={`row ${styles.head}`}>
        <h2 className={styles.title}>{title}</h2>
        <Button
          look="quiet"
          square
          small
          aria-label="Back to the whole graph"
          onClick={() => selectNodes([])}
        >
          ✕
        </Button>
      </header>
      {children}
      <footer className={styles.foot}>{foot}</footer>
    </section>
  );
}
