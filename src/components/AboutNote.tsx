import { useState } from 'react';
import { useDocument } from '../state/document/document';
import { openDialog, useSession } from '../state/shell/session';
import { claimsAbout } from '../state/views/claimsAbout';
import { goToEquivalences } from '../state/views/page';
import styles from './AboutNote.module.css';
import { Button } from './ui/Button';
import { Markdown } from './ui/Markdown';

/** The text about the graph, above the panel while nothing is selected: its first lines, or all of it. */
export function AboutNote() {
  const about = useDocument(({ document }) => document.about);
  const idle = useSession(({ selection, selectedEdges }) => selection.length + selectedEdges.length === 0);
  const claim = useDocument(({ document }) => claimsAbout(document)[0]);
  const [whole, setWhole] = useState(false);
  if (about.trim() === '' || !idle) return null;
  return (
    <section className={styles.note} aria-label="About this graph">
      <div className={styles.text} data-whole={whole}>
        <Markdown text={about} brief={!whole} />
      </div>
      <div className={styles.more}>
        <Button look="quiet" small aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Less' : 'More'}
        </Button>
        {whole && (
          <Button look="quiet" small onClick={() => openDialog('about')}>
            Edit
          </Button>
        )}
        {claim && (
          <Button
            look="quiet"
            small
            onClick={() => goToEquivalences({ kind: 'claim', id: claim.id, size: claim.sizes?.value ?? 1 })}
          >
            {claim.title}
          </Button>
        )}
      </div>
    </section>
  );
}
