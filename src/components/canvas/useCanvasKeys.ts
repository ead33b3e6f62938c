import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { beginGesture, currentDocument, endGesture, redo, undo } from '../../state/document';
import { addNodeNear, duplicateSelected, layOut, removeSelected } from '../../state/edits';
import { openDialog, requestName, select, useSession } from '../../state/session';
import { KINDS } from './kinds';
import { toPlace } from './units';

const ARROW_PAUSE = 700;

/** The keys of the whole page, save while a field, a menu or a dialog has the focus. */
export function useCanvasKeys(): void {
  const { screenToFlowPosition, fitView } = useReactFlow();
  const store = useStoreApi();

  useEffect(() => {
    let arrows: ReturnType<typeof setTimeout> | undefined;

    const middle = () => {
      const box = store.getState().domNode?.getBoundingClientRect();
      if (!box) return toPlace({ x: 0, y: 0 });
      return toPlace(screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 }));
    };

    const command = (event: KeyboardEvent): (() => void) | undefined => {
      const key = event.key.toLowerCase();
      if (key === 'z') return event.shiftKey ? redo : undo;
      if (key === 'y') return redo;
      if (useSession.getState().view !== 'graph') return undefined;
      if (key === 'd') return duplicateSelected;
      if (key === 'a') return () => select(currentDocument().nodes.map(({ name }) => name));
      return undefined;
    };

    const plain = (event: KeyboardEvent): (() => void) | undefined => {
      const { selection, view } = useSession.getState();
      const [only] = selection;
      switch (event.key) {
        case '?':
          return () => openDialog('keys');
        case 'f':
        case 'F':
          return () => void fitView({ padding: 0.18, maxZoom: 1.15, duration: 240 });
        case 'Escape':
          return () => select([]);
        case 'Enter':
          return selection.length === 1 && only !== undefined ? () => requestName(only) : undefined;
      }
      if (view !== 'graph') return undefined;
      switch (event.key) {
        case 'Delete':
        case 'Backspace':
          return removeSelected;
        case 'l':
        case 'L':
          return layOut;
      }
      const row = KINDS.find(({ key }) => key === event.key.toUpperCase());
      return row && (() => addNodeNear(row.kind, middle()));
    };

    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isBusy(event.target)) return;
      if (event.key.startsWith('Arrow') && useSession.getState().selection.length > 0) {
        // React Flow moves the nodes; presses that follow one another are one step of history.
        if (arrows === undefined) beginGesture();
        clearTimeout(arrows);
        arrows = setTimeout(() => {
          arrows = undefined;
          endGesture();
        }, ARROW_PAUSE);
        return;
      }
      const act = event.metaKey || event.ctrlKey ? command(event) : event.altKey ? undefined : plain(event);
      if (!act) return;
      event.preventDefault();
      act();
    };

    // Before React Flow's own listeners, so that a gesture is open when it moves a node.
    addEventListener('keydown', onKeyDown, true);
    return () => {
      removeEventListener('keydown', onKeyDown, true);
      clearTimeout(arrows);
    };
  }, [screenToFlowPosition, fitView, store]);
}

/** Whether the focus is where keys mean something else: in a field, a menu, a dialog, a slider. */
function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], dialog',
    ) !== null
  );
}
