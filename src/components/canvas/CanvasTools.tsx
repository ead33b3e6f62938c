import { useReactFlow } from '@xyflow/react';
import { layOutGraph } from '../../state/document/edits';
import { chooseView, openDialog, useSession } from '../../state/shell/session';
import { KINDS } from '../drawing/kinds';
import { NodeSymbol } from '../drawing/NodeSymbol';
import { Button } from '../ui/Button';
import { MenuButton } from '../ui/Menu';
import styles from './CanvasTools.module.css';
import { useAddNode } from './useAddNode';
import { VIEWS } from './views';

/** Quiet buttons in the canvas's corner. On a narrow screen they also stand in for the palette and the choice of views. */
export function CanvasTools({ bringIntoView }: { readonly bringIntoView: (glide: boolean) => void }) {
  const { zoomIn, zoomOut } = useReactFlow();
  const view = useSession((session) => session.view);
  return (
    <div className={`row ${styles.tools}`} role="toolbar" aria-label="View">
      <div className={styles.narrow}>
        <AddButton />
        <MenuButton
          label="View"
          small
          look="quiet"
          entries={VIEWS.map(({ value, label }) => ({
            label,
            checked: view === value,
            onChoose: () => chooseView(value),
          }))}
        >
          {VIEWS.find(({ value }) => value === view)?.label}
        </MenuButton>
      </div>
      <Button look="quiet" square aria-label="Zoom out" title="Zoom out" onClick={() => void zoomOut()}>
        −
      </Button>
      <Button look="quiet" square aria-label="Zoom in" title="Zoom in" onClick={() => void zoomIn()}>
        +
      </Button>
      <Button
        look="quiet"
        small
        aria-label="Fit the graph into view"
        title="Key F"
        onClick={() => bringIntoView(true)}
      >
        Fit
      </Button>
      <Button
        look="quiet"
        small
        className={styles.wide}
        aria-label="Lay out the graph"
        title="Lay out from left to right, key L"
        disabled={view !== 'graph'}
        onClick={layOutGraph}
      >
        Lay out
      </Button>
      <Button
        look="quiet"
        square
        className={styles.wide}
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts"
        onClick={() => openDialog('keys')}
      >
        ?
      </Button>
    </div>
  );
}

function AddButton() {
  const view = useSession((session) => session.view);
  const add = useAddNode();
  if (view !== 'graph') return null;
  return (
    <MenuButton
      label="Add a node"
      small
      look="quiet"
      entries={KINDS.map(({ kind, label }) => ({
        label,
        icon: <NodeSymbol kind={kind} size={20} />,
        onChoose: () => add(kind),
      }))}
    >
      Add
    </MenuButton>
  );
}
