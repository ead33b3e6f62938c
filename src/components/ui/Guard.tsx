import type { ReactNode } from 'react';
import { undo, useCanUndo, useDocument } from '../../state/document/document';
import { openExample } from '../../state/document/open';
import { reloadPage } from '../../state/document/reload';
import { saveFile } from '../../state/document/saveFile';
import { useEmbed } from '../../state/shell/embed';
import { faultWords } from '../../state/shell/faults';
import { sayOnce } from '../../state/shell/messages';
import { usePage } from '../../state/shell/page';
import { useLookedAt } from '../../state/shell/session';
import { Boundary } from './Boundary';
import { Button } from './Button';
import styles from './Guard.module.css';
import { NotLoaded } from './notLoaded';

interface GuardProps {
  /** What is guarded, as it is called on the page, at the beginning of a sentence. */
  readonly part: string;
  /**
   * What stands in its place: `part` has all that helps, in the middle of its room; `line` fits where there is little room; `nothing` is
   * for what is too small for words, which a message says then.
   */
  readonly look?: 'part' | 'line' | 'nothing';
  /** What stands around the words, such as a dialog that can be closed. */
  readonly frame?: (words: ReactNode) => ReactNode;
  /** What it shows besides the document: where any of this changes, it is tried again, too. */
  readonly until?: readonly unknown[];
  readonly children: ReactNode;
}

/**
 * Keeps a failure of one part of the page from taking the others with it: in its place stands what happened, and what to do. What failed is
 * tried again when there is something else to show.
 */
export function Guard({ part, look = 'part', frame = asIs, until = NOTHING, children }: GuardProps) {
  const document = useDocument((state) => state.document);
  const looked = useLookedAt();
  return (
    <Boundary
      until={[document, ...looked, ...until]}
      onFailure={look === 'nothing' ? (thrown) => sayFailed(part, thrown) : undefined}
      fallback={(thrown, tryAgain) =>
        look === 'nothing'
          ? null
          : frame(<Failed part={part} look={look} thrown={thrown} tryAgain={tryAgain} />)
      }
    >
      {children}
    </Boundary>
  );
}

const NOTHING: readonly unknown[] = [];

function asIs(words: ReactNode): ReactNode {
  return words;
}

export function failedWords(part: string): string {
  return `${part} failed, and your graph is kept.`;
}

export function sayFailed(part: string, thrown: unknown): void {
  sayOnce(failedWords(part), {
    tone: 'error',
    detail: faultWords(thrown),
    actions: [{ label: 'Save as a file', run: saveFile }],
  });
}

interface FailedProps {
  readonly part: string;
  readonly look: 'part' | 'line';
  readonly thrown: unknown;
  readonly tryAgain: () => void;
}

function Failed({ part, look, thrown, tryAgain }: FailedProps) {
  const isEmbedded = useEmbed((embed) => embed.isEmbedded);
  // Other pages show other graphs.
  const isOfGraph = usePage(({ page }) => page === 'editor' || page === 'equivalences') && !isEmbedded;
  if (thrown instanceof NotLoaded) return <Missing part={part} look={look} thrown={thrown} />;
  if (look === 'line')
    return (
      <div className={`row ${styles.line}`} role="alert" title={faultWords(thrown)}>
        <span>{part} failed.</span>
        <Button small onClick={tryAgain}>
          Try again
        </Button>
      </div>
    );
  return (
    <div className={`column ${styles.failed}`} role="alert">
      <p>{failedWords(part)}</p>
      <p className={`quiet ${styles.detail}`}>{faultWords(thrown)}</p>
      <div className={`flow ${styles.actions}`}>
        <Button onClick={tryAgain}>Try again</Button>
        {isOfGraph && <Button onClick={saveFile}>Save as a file</Button>}
        {isOfGraph && <WayBack />}
      </div>
    </div>
  );
}

/** What did not load is not tried again: the browser remembers its failure until the page is loaded again. */
function Missing({ part, look, thrown }: Pick<FailedProps, 'part' | 'look' | 'thrown'>) {
  const again = (
    <Button small={look === 'line'} onClick={reloadPage}>
      Load the page again
    </Button>
  );
  if (look === 'line')
    return (
      <div className={`row ${styles.line}`} role="alert" title={faultWords(thrown)}>
        <span>{part} did not load.</span>
        {again}
      </div>
    );
  return (
    <div className={`column ${styles.failed}`} role="alert">
      <p>{part} did not load, and your graph is kept.</p>
      <p className={`quiet ${styles.detail}`} title={faultWords(thrown)}>
        The page may have been updated since you opened it, or the connection failed.
      </p>
      {again}
    </div>
  );
}

/** From a graph that cannot be shown: to the one before it, or else to the example. */
function WayBack() {
  const canUndo = useCanUndo();
  return canUndo ? (
    <Button onClick={undo}>Undo</Button>
  ) : (
    <Button onClick={openExample}>Open an example</Button>
  );
}
