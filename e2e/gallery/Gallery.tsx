import { type CSSProperties, Fragment, type ReactNode } from 'react';
import { Segmented } from '../../src/components/ui/Segmented';
import { chooseTheme, useAppearance } from '../../src/state/shell/theme';
import { CHAPTERS } from './chapters';
import styles from './Gallery.module.css';
import type { Section } from './section';

const THEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** The index of all sections. */
export function Index({ shown }: { readonly shown: Section | undefined }) {
  const theme = useAppearance((appearance) => appearance.theme);
  return (
    <nav className={styles.index} aria-label="Sections">
      <h1>Gallery</h1>
      <Segmented label="Theme" small options={THEMES} value={theme} onChange={chooseTheme} />
      {CHAPTERS.map(({ title, sections }) => (
        <Fragment key={title}>
          <h2>{title}</h2>
          <ul>
            {sections.map((section) => (
              <li key={section.id}>
                <a href={`#${section.id}`} aria-current={section === shown ? 'page' : undefined}>
                  {section.title}
                </a>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </nav>
  );
}

/** What a section shows, under its title. */
export function Stage({ section }: { readonly section: Section }) {
  const { title, width, height, flows = false } = section;
  return (
    <section id="stage" className={styles.stage} style={{ width }} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.place} data-flows={flows} style={heightStyle(height)}>
        <section.show />
      </div>
    </section>
  );
}

function heightStyle(height: number | undefined): CSSProperties & Record<'--height', string> {
  return { '--height': height === undefined ? 'auto' : `${height}px` };
}

/** Several things of a section, each with its name. */
export function Specimens({
  children,
  column = 240,
}: {
  readonly children: ReactNode;
  readonly column?: number;
}) {
  return (
    <div
      className={styles.specimens}
      style={{ gridTemplateColumns: `repeat(auto-fill, minmax(${column}px, 1fr))` }}
    >
      {children}
    </div>
  );
}

export function Specimen({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.specimen}>
      <p className={styles.name}>{name}</p>
      {children}
    </div>
  );
}
