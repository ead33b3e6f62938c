import { type FitViewOptions, useReactFlow } from '@xyflow/react';
import { layOut } from '../../state/edits';
import { openDialog, useSession } from '../../state/session';
import { Button } from '../ui/Button';
import styles from './CanvasTools.module.css';

/** Quiet buttons in the canvas's corner: the view, the layout, the keys. */
export function CanvasTools({ fitting }: { readonly fitting: FitViewOptions }) {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const view = useSession((session) => session.view);
  return (
    <div className={styles.tools} role="toolbar" aria-label="View">
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
        onClick={() => void fitView(fitting)}
      >
        Fit
      </Button>
      <Button
        look="quiet"
        small
        aria-label="Lay out the graph"
        title="Lay out from left to right, key L"
        disabled={view !== 'graph'}
        onClick={layOut}
      >
        Lay out
      </Button>
      <Button look="quiet" square aria-label="Show the keys" title="Keys" onClick={() => openDialog('keys')}>
        ?
      </Button>
    </div>
  );
}
