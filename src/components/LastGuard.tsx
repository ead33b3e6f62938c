import { Component, type ReactNode } from 'react';
import { asides, putAside } from '../state/document/aside';
import { useDocument } from '../state/document/document';
import { setStoredAside } from '../state/document/storage';
import { ofBrowser, ofTab, readText, STORED } from '../state/shell/browserStorage';
import { faultWords } from '../state/shell/faults';
import { handOut } from '../state/shell/files';
import { keepNothing } from '../state/shell/guest';
import styles from './LastGuard.module.css';
import { Button } from './ui/Button';

interface LastGuardProps {
  /** What the page failed with before there was anything to draw. */
  readonly failed?: { readonly thrown: unknown } | undefined;
  readonly children: ReactNode;
}

interface LastGuardState {
  readonly failed: { readonly thrown: unknown } | undefined;
}

/** Round everything: what stands where even the parts that say what failed have failed. It needs nothing but what the browser keeps. */
export class LastGuard extends Component<LastGuardProps, LastGuardState> {
  override state: LastGuardState = { failed: this.props.failed };

  static getDerivedStateFromError(thrown: unknown): LastGuardState {
    return { failed: { thrown } };
  }

  override render(): ReactNode {
    const { failed } = this.state;
    return failed ? <NothingLeft thrown={failed.thrown} /> : this.props.children;
  }
}

function NothingLeft({ thrown }: { readonly thrown: unknown }) {
  const text = keptText();
  return (
    <main className={`column ${styles.failed}`} role="alert">
      <h1>SCG lab failed</h1>
      <p>
        {text === undefined
          ? 'This browser keeps no graph of yours, so nothing is lost.'
          : 'Your graph is kept in this browser. Save it as a file to be safe.'}
      </p>
      <p className={`quiet ${styles.detail}`}>{faultWords(thrown)}</p>
      <div className={`flow ${styles.actions}`}>
        <Button look="strong" onClick={() => location.reload()}>
          Load the page again
        </Button>
        {text !== undefined && (
          <Button onClick={() => handOut(text, 'graph.scg.json')}>Save as a file</Button>
        )}
        <Button onClick={startAfresh}>Start afresh</Button>
      </div>
      <p className={`quiet ${styles.detail}`}>
        Starting afresh puts your graph aside and opens an example. Nothing is thrown away.
      </p>
    </main>
  );
}

/** The graph that is open, if there is one; else what this tab or this browser keeps. */
function keptText(): string | undefined {
  const { document } = useDocument.getState();
  if (document.nodes.length > 0) return JSON.stringify(document);
  return readText(ofTab, STORED.document) ?? readText(ofBrowser, STORED.document) ?? asides().at(-1)?.text;
}

function startAfresh(): void {
  const text = keptText();
  setStoredAside();
  if (text !== undefined) putAside(text);
  // Else the page would save the graph again while it is left.
  keepNothing();
  location.replace(location.pathname + location.search);
}
