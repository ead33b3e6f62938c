import { ReactFlowProvider } from '@xyflow/react';
import { useDocument } from '../../state/document/document';
import { useEmbed } from '../../state/shell/embed';
import { shortened } from '../../state/shell/words';
import { GraphCanvas } from '../canvas/GraphCanvas';
import { EstimateCount } from '../results/EstimateCount';
import { RunButton } from '../results/RunButton';
import { Guard } from '../ui/Guard';
import { Messages } from '../ui/Messages';
import styles from './EmbeddedApp.module.css';
import { EmbeddedFindings } from './EmbeddedFindings';

/** The page as a guest in another one: the live picture, the run, what the plans find, and the way to the whole page. */
export function EmbeddedApp() {
  const title = useDocument(({ document }) => document.title);
  const whole = useEmbed((embed) => embed.whole);
  return (
    <ReactFlowProvider>
      <div className={styles.app}>
        <main className={styles.canvas} aria-label="Graph">
          <Guard part="The canvas">
            <GraphCanvas />
          </Guard>
          <Guard part="A message" look="line">
            <Messages />
          </Guard>
        </main>
        <section className={`row ${styles.run}`} aria-label="Run">
          <Guard part="The run" look="line">
            <RunButton />
          </Guard>
          <div className={`fill ${styles.words}`}>
            <span className={`clipped ${styles.title}`}>{shortened(title, 200)}</span>
            <span className={`quiet ${styles.count}`}>
              <Guard part="The count" look="nothing">
                <EstimateCount /> estimates
              </Guard>
            </span>
          </div>
          <a className={styles.whole} href={whole} target="_blank" rel="noopener">
            Open in SCG lab
          </a>
        </section>
        <section className={styles.findings} aria-label="Lab">
          <Guard part="The lab">
            <EmbeddedFindings />
          </Guard>
        </section>
      </div>
    </ReactFlowProvider>
  );
}
