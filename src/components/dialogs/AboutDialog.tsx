import { useState } from 'react';
import { DOCUMENT_LIMITS, setAbout } from '../../engine';
import { beginGesture, edit, endGesture, useDocument } from '../../state/document/document';
import { openDialog } from '../../state/shell/session';
import { shownTitle } from '../../state/shell/words';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Markdown } from '../ui/Markdown';
import styles from './dialogs.module.css';

/** The text about the document, to read and to write. */
export function AboutDialog() {
  const { title, about } = useDocument((state) => state.document);
  const [writing, setWriting] = useState(about === '');
  return (
    <Dialog title={shownTitle(title)} onClose={() => openDialog(undefined)}>
      {writing ? (
        <>
          <textarea
            className={styles.about}
            aria-label="About this graph"
            placeholder="What is to be noticed in this graph? Markdown, with formulas between dollar signs."
            rows={9}
            maxLength={DOCUMENT_LIMITS.about}
            value={about}
            onFocus={beginGesture}
            onBlur={endGesture}
            onChange={(event) => {
              const text = event.currentTarget.value;
              edit((document) => setAbout(document, text));
            }}
          />
          {about !== '' && <Markdown text={about} />}
        </>
      ) : (
        <Markdown text={about} />
      )}
      <div className={`row ${styles.row}`}>
        <span />
        <Button onClick={() => setWriting(!writing)}>{writing ? 'Done' : 'Edit'}</Button>
      </div>
    </Dialog>
  );
}
