import { Fragment } from 'react';
import { openDialog } from '../../state/shell/session';
import { KINDS } from '../drawing/kinds';
import { Dialog } from '../ui/Dialog';
import styles from './dialogs.module.css';

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ...KINDS.map(({ key, label }) => [key, `Add: ${label.toLowerCase()}`] as const),
  ['Double-click', 'Add a node there'],
  ['Drag from a rim', 'Connect; onto the empty canvas, add the next node'],
  ['Shift or Alt + click', 'Connect the selected node to this one'],
  ['Shift + drag', 'Select several nodes'],
  ['Ctrl + click', 'Add to the selection'],
  ['Ctrl A', 'Select all nodes'],
  ['Ctrl D', 'Duplicate'],
  ['Delete', 'Remove what is selected'],
  ['Arrows', 'Move the selected nodes'],
  ['Enter', 'Edit the selected node’s name'],
  ['Ctrl Z', 'Undo'],
  ['Ctrl Shift Z, Ctrl Y', 'Redo'],
  ['F', 'Fit the graph into view'],
  ['L', 'Lay out the graph'],
  ['T', 'Start or pause the training that is in view'],
  ['Escape', 'Select nothing; in a field, take back what was typed'],
];

/** What the keys and the pointer do. */
export function KeysDialog() {
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => openDialog(undefined)}>
      <dl className={styles.keys}>
        {KEYS.map(([keys, does]) => (
          <Fragment key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
