import { useMemo } from 'react';
import type { NodeKind } from '../../engine';
import { KINDS } from '../drawing/kinds';
import { NodeSymbol } from '../drawing/NodeSymbol';
import { MenuList } from '../ui/Menu';

/** Where a node is to be added: a point of the window, and the node to connect it from. */
export interface AddSpot {
  readonly x: number;
  readonly y: number;
  readonly from: string | undefined;
}

interface AddMenuProps {
  readonly spot: AddSpot;
  readonly onClose: () => void;
  readonly onChoose: (kind: NodeKind) => void;
}

/** A choice among the kinds of nodes, at the place where one is to be added. */
export function AddMenu({ spot, onClose, onChoose }: AddMenuProps) {
  const { x, y, from } = spot;
  const at = useMemo(() => ({ x, y, above: y }), [x, y]);
  const kinds = from === undefined ? KINDS : KINDS.filter(({ hasParents }) => hasParents);
  return (
    <MenuList
      label={from === undefined ? 'Add a node' : `Add a node after ${from}`}
      spot={at}
      onClose={onClose}
      entries={kinds.map(({ kind, label, key }) => ({
        label,
        detail: key,
        icon: <NodeSymbol kind={kind} size={20} />,
        onChoose: () => onChoose(kind),
      }))}
    />
  );
}
