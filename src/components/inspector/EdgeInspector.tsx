import { type Document, labelOf, nameToUnicode } from '../../engine';
import { disconnectNodes } from '../../state/document/edits';
import { selectNodes } from '../../state/shell/session';
import { Button } from '../ui/Button';
import { Tex } from '../ui/Tex';
import { Inspector } from './Inspector';
import styles from './NodeInspector.module.css';

/** One selected edge. */
export function EdgeInspector({ edge, document }: { edge: readonly [string, string]; document: Document }) {
  const [from, to] = edge.map((name) => document.nodes.find((node) => node.name === name));
  if (!from || !to) return null;
  const remove = () => {
    disconnectNodes(from.name, to.name);
    selectNodes([]);
  };
  return (
    <Inspector
      label={`Edge from ${from.name} to ${to.name}`}
      title={
        <>
          <Tex latex={`${labelOf(from)} \\to ${labelOf(to)}`} />
          <span className={`quiet ${styles.kind}`}>edge</span>
        </>
      }
      foot={
        <>
          {[from, to].map((node) => (
            <Button
              key={node.name}
              small
              aria-label={`Show ${nameToUnicode(node.name)}`}
              onClick={() => selectNodes([node.name])}
            >
              Show <Tex latex={labelOf(node)} />
            </Button>
          ))}
          <Button small onClick={remove}>
            Remove
          </Button>
        </>
      }
    />
  );
}
