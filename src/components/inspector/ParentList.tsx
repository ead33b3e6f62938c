import {
  type Document,
  labelOf,
  lawBehind,
  type Node,
  names,
  nameToUnicode,
  parentsOf,
  parsedNode,
} from '../../engine';
import { disconnectNodes } from '../../state/document/edits';
import { hovering, selectNodes } from '../../state/shell/session';
import { firstOf } from '../ui/firstOf';
import { Tex } from '../ui/Tex';
import { useShortened } from '../ui/useShortened';
import { Field } from './Field';
import styles from './Fields.module.css';

/** The node's parents; those that no expression names or needs are dashed, and count all the same. */
export function ParentList({ node, document }: { node: Node; document: Document }) {
  const byName = new Map(document.nodes.map((other) => [other.name, other]));
  const { trees, findings } = parsedNode(node);
  const named = [...trees.values()].map(names);
  // Nothing can be said of an expression that cannot be read.
  const readable = named.length > 0 && findings.length === 0;
  const isUsed = (parent: string): boolean =>
    named.some((used) => used.has(parent)) || lawBehind(document, parent, node.name) !== undefined;
  const unused = new Set(readable ? parentsOf(node).filter((parent) => !isUsed(parent)) : []);
  const { shown, more } = useShortened(parentsOf(node), 'parents');
  return (
    <Field group label="Parents">
      {() => (
        <>
          <ul className={`flow ${styles.parents}`}>
            {shown.map((parent) => {
              const other = byName.get(parent);
              return (
                <li
                  key={parent}
                  className={unused.has(parent) ? `${styles.parent} ${styles.unused}` : styles.parent}
                  {...hovering(parent)}
                >
                  <button
                    type="button"
                    aria-label={nameToUnicode(parent)}
                    onClick={() => selectNodes([parent])}
                  >
                    {other ? <Tex latex={labelOf(other)} /> : parent}
                  </button>
                  <button
                    type="button"
                    aria-label={`Remove the edge from ${parent}`}
                    title="Remove the edge"
                    onClick={() => disconnectNodes(parent, node.name)}
                  >
                    ✕
                  </button>
                </li>
              );
            })}
          </ul>
          {more}
          {unused.size > 0 && (
            <p className={`quiet ${styles.note}`}>
              No formula uses {firstOf([...unused].map(nameToUnicode))}, but{' '}
              {unused.size === 1
                ? 'this edge still counts as a dependency'
                : 'these edges still count as dependencies'}
              .
            </p>
          )}
        </>
      )}
    </Field>
  );
}
