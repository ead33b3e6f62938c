import type { Document } from '../../engine/document/types';
import { useDocument } from '../../state/document';
import styles from './Lab.module.css';

/** What is missing before there is anything to estimate, in the order in which one would add it. */
export function reasonNotToRun(document: Document): string | undefined {
  const has = (kind: string) => document.nodes.some((node) => node.kind === kind);
  if (document.nodes.length === 0) return 'The estimates of the graph’s gradient will be shown here.';
  if (!has('parameter')) return 'Add a parameter: the gradient is with respect to it.';
  if (!has('cost')) return 'Add a cost: the gradient is that of its expectation.';
  return undefined;
}

export function NothingToRun() {
  const reason = useDocument(({ document }) => reasonNotToRun(document));
  return (
    <div className={styles.nothing}>
      <p>{reason}</p>
    </div>
  );
}
