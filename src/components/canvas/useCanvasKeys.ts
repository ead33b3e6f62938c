import { useEffect } from 'react';
import type { NodeKind } from '../../engine';
import { beginGesture, currentDocument, endGesture, redo, undo } from '../../state/document/document';
import { duplicateSelected, layOutGraph, moveNodesTo, removeSelected } from '../../state/document/edits';
import { type GridPlace, placesOf } from '../../state/document/places';
import { useEmbed } from '../../state/shell/embed';
import { openDialog, requestName, selectNodes, useSession } from '../../state/shell/session';
import { KINDS } from '../drawing/kinds';
import { stepped } from '../drawing/units';
import { isBusy } from '../ui/isBusy';
import { useAddNode } from './useAddNode';

/** Presses of arrow keys that follow one another within this time, in milliseconds, are one step of history. */
const ARROW_PAUSE = 700;

const ARROWS: ReadonlyMap<string, GridPlace> = new Map([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, -1]],
  ['ArrowDown', [0, 1]],
]);

function moveSelected([dx, dy]: GridPlace, steps: number): void {
  const { selection, view } = useSession.getState();
  if (view !== 'graph') return;
  const places = placesOf(currentDocument());
  const moved = selection.flatMap((name): [string, GridPlace][] => {
    const place = places.get(name);
    return place ? [[name, stepped(place, [dx * steps, dy * steps])]] : [];
  });
  moveNodesTo(new Map(moved));
}

/** What keys with Ctrl do. */
function commandOf({ key, shiftKey }: KeyboardEvent): (() => void) | undefined {
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? redo : undo;
  if (letter === 'y') return redo;
  if (useSession.getState().view !== 'graph') return undefined;
  if (letter === 'd') return duplicateSelected;
  if (letter === 'a') return () => selectNodes(currentDocument().nodes.map(({ name }) => name));
  return undefined;
}

interface Acts {
  readonly add: (kind: NodeKind) => void;
  readonly bringIntoView: (glide: boolean) => void;
}

/** What keys by themselves do. */
function actOf({ key, target }: KeyboardEvent, { add, bringIntoView }: Acts): (() => void) | undefined {
  const { selection, view } = useSession.getState();
  const [only] = selection;
  switch (key) {
    case '?':
      return () => openDialog('keys');
    case 'f':
    case 'F':
      return () => bringIntoView(true);
    case 'Escape':
      return () => selectNodes([]);
    case 'Enter':
      return selection.length === 1 && only !== undefined && !isOnAnother(target, only)
        ? () => requestName(only)
        : undefined;
  }
  if (view !== 'graph') return undefined;
  switch (key) {
    case 'Delete':
    case 'Backspace':
      return removeSelected;
    case 'l':
    case 'L':
      return layOutGraph;
  }
  const row = KINDS.find((own) => own.key === key.toUpperCase());
  return row && (() => add(row.kind));
}

/** The keys of the whole page, save while a field, a menu or a dialog has the focus. */
export function useCanvasKeys(bringIntoView: (glide: boolean) => void): void {
  const add = useAddNode();
  useEffect(() => {
    let arrows: ReturnType<typeof setTimeout> | undefined;
    const onArrow = (event: KeyboardEvent, arrow: GridPlace) => {
      // React Flow moves nodes by arrow keys too, but only while one of them has the focus.
      event.preventDefault();
      event.stopPropagation();
      if (arrows === undefined) beginGesture();
      moveSelected(arrow, event.shiftKey ? 5 : 1);
      clearTimeout(arrows);
      arrows = setTimeout(() => {
        arrows = undefined;
        endGesture();
      }, ARROW_PAUSE);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isBusy(event.target) || useEmbed.getState().isEmbedded) return;
      const arrow = ARROWS.get(event.key);
      if (arrow && isChoice(event.target)) return;
      if (arrow && useSession.getState().selection.length > 0) {
        onArrow(event, arrow);
        return;
      }
      const isCommand = event.metaKey || event.ctrlKey;
      const act = isCommand
        ? commandOf(event)
        : event.altKey
          ? undefined
          : actOf(event, { add, bringIntoView });
      if (!act) return;
      event.preventDefault();
      // On the node that has the focus, React Flow would select by Escape what has just been left.
      if (event.key === 'Escape') event.stopPropagation();
      act();
    };
    // Before React Flow's own listeners.
    addEventListener('keydown', onKeyDown, true);
    return () => {
      removeEventListener('keydown', onKeyDown, true);
      clearTimeout(arrows);
      if (arrows !== undefined) endGesture();
    };
  }, [add, bringIntoView]);
}

/** Whether the focus is on a control or on another node, which Enter presses or selects. */
function isOnAnother(target: EventTarget | null, node: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('button, a, [role="radio"], .react-flow__edge') !== null) return true;
  const focused = target.closest('.react-flow__node');
  return focused !== null && focused.getAttribute('data-id') !== node;
}

/** Whether the focus is in a choice that arrow keys move. */
function isChoice(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="radiogroup"]') !== null;
}
