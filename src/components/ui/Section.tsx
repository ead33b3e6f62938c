import type { ReactNode } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  readonly title: string;
  /** Something small at the right of the title: a switch, a button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of the panel. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={`row ${styles.head}`}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
