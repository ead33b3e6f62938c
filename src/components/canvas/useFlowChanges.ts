import type { NodeChange } from '@xyflow/react';
import { useCallback, useState } from 'react';
import { moveNodesTo } from '../../state/document/edits';
import type { GridPlace } from '../../state/document/places';
import { edgeKey, selectNodes, useSession } from '../../state/shell/session';
import { type Point, toPlace } from '../drawing/units';
import type { FlowNode } from './NodeView';

const STILL: ReadonlyMap<string, Point> = new Map();

/** What React Flow tells of nodes and edges: places go to the document once a drag is over, selections to the session. */
export function useFlowChanges() {
  const [dragged, setDragged] = useState(STILL);
  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const places = new Map<string, GridPlace>();
    const moving = new Map<string, Point>();
    for (const change of changes) {
      if (change.type !== 'position' || !change.position) continue;
      if (change.dragging) moving.set(change.id, change.position);
      else places.set(change.id, toPlace(change.position));
    }
    if (moving.size > 0) setDragged((before) => new Map([...before, ...moving]));
    if (places.size > 0) {
      moveNodesTo(places);
      setDragged(STILL);
    }
    const selected = changes.filter((change) => change.type === 'select');
    if (selected.length > 0) {
      const { selection, selectedEdges } = useSession.getState();
      const names = new Set(selection);
      for (const { id, selected: on } of selected) on ? names.add(id) : names.delete(id);
      selectNodes([...names], selectedEdges);
    }
  }, []);
  return { dragged, onNodesChange, onEdgesChange };
}

function onEdgesChange(changes: { type: string; id?: string; selected?: boolean }[]): void {
  const { selection, selectedEdges } = useSession.getState();
  const chosen = new Map(selectedEdges.map((edge) => [edgeKey(edge), edge]));
  for (const { type, id, selected } of changes) {
    if (type !== 'select' || id === undefined) continue;
    const [from, to] = id.split('>');
    if (selected && from && to) chosen.set(id, [from, to]);
    else chosen.delete(id);
  }
  selectNodes(selection, [...chosen.values()]);
}
