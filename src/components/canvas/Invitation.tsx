import { KINDS } from '../drawing/kinds';
import { NodeSymbol } from '../drawing/NodeSymbol';
import { Button } from '../ui/Button';
import styles from './Invitation.module.css';

/** What an empty canvas says. */
export function Invitation({ onExamples }: { readonly onExamples: () => void }) {
  return (
    <div className={`column cover ${styles.invitation}`}>
      <p className={styles.title}>Draw a stochastic computation graph</p>
      <ul className={`flow ${styles.kinds}`}>
        {KINDS.map(({ kind, short, key }) => (
          <li key={kind}>
            <NodeSymbol kind={kind} size={26} />
            <span>{short}</span>
            <kbd>{key}</kbd>
          </li>
        ))}
      </ul>
      <p>
        Press a key, double-click, or drag from the left. Drag from a node’s rim to connect it, or onto the
        empty canvas to add the next one.
      </p>
      <div className={styles.open}>
        <Button onClick={onExamples}>Open an example</Button>
      </div>
    </div>
  );
}
