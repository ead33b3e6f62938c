import { type Document, labelOf, nameToUnicode } from '../../engine';
import { disconnectNodes } from '../../state/document/edits';
import { select } from '../../state/shell/session';
import { Button } from '../ui/Button';
import { Tex } from '../ui/Tex';
import styles from './NodeInspector.module.css';

/** One selected edge. */
export function EdgeInspector({ edge, document }: { edge: readonly [string, string]; document: Document }) {
  const [from, to] = edge.map((name) => document.nodes.find((node) => node.name === name));
  if (!from || !to) return null;
  return (
    <section className={styles.inspector} aria-label={`Edge from ${from.name} to ${to.name}`}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          <Tex latex={`${labelOf(from)} \\to ${labelOf(to)}`} />
          <span className={styles.kind}>edge</span>
        </h2>
        <Button look="quiet" square small aria-label="Back to the whole graph" onClick={() => select([])}>
          ✕
        </Button>
      </header>
      <footer className={styles.foot}>
        <Button small aria-label={`Show ${nameToUnicode(from.name)}`} onClick={() => select([from.name])}>
          Show <Tex latex={labelOf(from)} />
        </Button>
        <Button small aria-label={`Show ${nameToUnicode(to.name)}`} onClick={() => select([to.name])}>
          Show <Tex latex={labelOf(to)} />
        </Button>
        <Button
          small
          onClick={() => {
            disconnectNodes(from.name, to.name);
            select([]);
          }}
        >
          Remove
        </Button>
      </footer>
    </section>
  );
}
