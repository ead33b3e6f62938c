import type { Diagnostic, Document } from '../../engine';
import { diagnosticsOf } from '../../state/document/derived';
import { useDocument } from '../../state/document/document';
import { useRun } from '../../state/run/run';
import { selectNodes } from '../../state/shell/session';
import styles from './NothingToRun.module.css';

/** What is missing before there is anything to estimate, in the order in which one would add it. */
export function whatIsMissing(document: Document): string | undefined {
  const has = (kind: string) => document.nodes.some((node) => node.kind === kind);
  if (document.nodes.length === 0) return 'The estimates of the graph’s gradient will be shown here.';
  if (!has('parameter')) return 'Add a parameter: the gradient is with respect to it.';
  if (!has('cost')) return 'Add a cost: the gradient is that of its expectation.';
  return undefined;
}

/**
 * The errors that keep the document from running: those of its text, else those that the run met before it could start.
 * Errors that it met in the numbers, such as a NaN, do not stop it.
 */
export function useStoppers(): readonly Diagnostic[] {
  const document = useDocument((state) => state.document);
  const met = useRun((run) => run.diagnostics);
  const isIdle = useRun((run) => run.status === 'idle');
  const written = diagnosticsOf(document).filter(({ severity }) => severity === 'error');
  if (written.length > 0) return written;
  return isIdle ? met.filter(({ severity }) => severity === 'error') : [];
}

const SHOWN = 4;

/** In place of the figures: why there are none. */
export function NothingToRun({
  missing,
  stoppers,
}: {
  missing: string | undefined;
  stoppers: readonly Diagnostic[];
}) {
  if (missing) {
    return (
      <div className={styles.nothing}>
        <p>{missing}</p>
      </div>
    );
  }
  return (
    <div className={styles.nothing} role="status">
      <p>The graph cannot run yet:</p>
      <ul className={styles.stoppers}>
        {stoppers.slice(0, SHOWN).map((stopper) => (
          <li key={`${stopper.code} ${stopper.message}`}>
            <button type="button" className="entry" onClick={() => selectNodes(stopper.nodes ?? [])}>
              <span className="error">{stopper.message}</span>
              <span className="quiet">{stopper.hint}</span>
            </button>
          </li>
        ))}
      </ul>
      {stoppers.length > SHOWN && <p>and {stoppers.length - SHOWN} more</p>}
    </div>
  );
}
