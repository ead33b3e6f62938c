import { type ConnectionLineComponentProps, useReactFlow } from '@xyflow/react';
import { refusalOf } from '../../state/edits';
import { FloatingWords } from '../ui/Tooltip';
import styles from './edges.module.css';
import type { FlowNode } from './NodeView';

/** The edge while it is being drawn: from the middle of its node to the pointer; red, with the reason, where it may not go. */
export function ConnectionPreview({ fromNode, toNode, toX, toY }: ConnectionLineComponentProps<FlowNode>) {
  const { flowToScreenPosition } = useReactFlow();
  const { x, y } = fromNode.internals.positionAbsolute;
  const start = { x: x + (fromNode.measured.width ?? 0) / 2, y: y + (fromNode.measured.height ?? 0) / 2 };
  const refusal = toNode && toNode.id !== fromNode.id ? refusalOf(fromNode.id, toNode.id) : undefined;
  const angle = (Math.atan2(toY - start.y, toX - start.x) * 180) / Math.PI;
  const tip = flowToScreenPosition({ x: toX, y: toY });
  return (
    <g className={refusal ? styles.refused : undefined}>
      <path className={styles.preview} d={`M${start.x} ${start.y}L${toX} ${toY}`} />
      <path
        className={styles.previewHead}
        d="M1 0L-11 -5L-11 5Z"
        transform={`translate(${toX} ${toY}) rotate(${angle})`}
      />
      {refusal && <FloatingWords x={tip.x} y={tip.y - 10} tone="error" words={refusal.message} />}
    </g>
  );
}
