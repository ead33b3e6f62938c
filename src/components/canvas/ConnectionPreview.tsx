import { type ConnectionLineComponentProps, useReactFlow } from '@xyflow/react';
import { refusalOf } from '../../state/document/edits';
import { ArrowHead } from '../drawing/ArrowHead';
import { nodeShapeOf, rimPoint } from '../drawing/shapes';
import { FloatingWords } from '../ui/Tooltip';
import styles from './edges.module.css';
import type { FlowNode } from './NodeView';

/** The edge while it is being drawn: from its node's rim to the pointer; red, with the reason, where it may not go. */
export function ConnectionPreview({ fromNode, toNode, toX, toY }: ConnectionLineComponentProps<FlowNode>) {
  const { flowToScreenPosition } = useReactFlow();
  const { look, letters } = fromNode.data.node;
  const start = rimPoint(nodeShapeOf(look, fromNode.position, letters), { x: toX, y: toY });
  const refusal = toNode && toNode.id !== fromNode.id ? refusalOf(fromNode.id, toNode.id) : undefined;
  const angle = Math.atan2(toY - start.y, toX - start.x);
  const tip = flowToScreenPosition({ x: toX, y: toY });
  return (
    <g className={refusal ? styles.refused : undefined}>
      <path className={styles.preview} d={`M${start.x} ${start.y}L${toX} ${toY}`} />
      <ArrowHead className={styles.previewHead} tip={{ x: toX, y: toY }} angle={angle} size={1.1} />
      {refusal && <FloatingWords x={tip.x} y={tip.y - 40} tone="error" words={refusal.message} />}
    </g>
  );
}
