import type { Edge, EdgeProps } from '@xyflow/react';
import { memo, useState } from 'react';
import type { Graph, Violation } from '../../engine';
import { useSession } from '../../state/shell/session';
import { ArrowHead } from '../drawing/ArrowHead';
import { emphasisOf } from '../drawing/emphasis';
import type { Route } from '../drawing/routes';
import { FloatingWords } from '../ui/Tooltip';
import styles from './edges.module.css';
import { violationWords } from './violationWords';

export type EdgeData = {
  readonly route: Route;
  readonly dashed: boolean;
  readonly violation: Violation | undefined;
  readonly graph: Graph | undefined;
};

export type FlowEdge = Edge<EdgeData, 'influence'>;

/** An edge: ink, thin, with a small head; red with its reason where Condition 1 does not hold along it. */
export const EdgeView = memo(function EdgeView({ source, target, data, selected }: EdgeProps<FlowEdge>) {
  const [at, setAt] = useState<{ x: number; y: number }>();
  const graph = data?.graph;
  const dim = useSession(({ hovered, highlight }) => {
    const ends = [source, target].map((end) => emphasisOf(graph, hovered, highlight, end));
    return ends.includes('dim');
  });
  const offending = useSession((session) => along(session.offending, source, target));
  if (!data) return null;
  const { route, dashed, violation } = data;
  return (
    <g
      className={styles.edge}
      data-dim={dim}
      data-dashed={dashed}
      data-selected={selected}
      data-wrong={offending || violation !== undefined}
      onPointerMove={violation && ((event) => setAt({ x: event.clientX, y: event.clientY }))}
      onPointerLeave={() => setAt(undefined)}
    >
      <path className={styles.reach} d={route.path} />
      <path className={styles.line} d={route.path} />
      <ArrowHead className={styles.head} tip={route.tip} angle={route.angle} size={0.95} />
      {violation && at && <FloatingWords x={at.x} y={at.y} tone="error" words={violationWords(violation)} />}
    </g>
  );
});

/** Whether a path of nodes, closed, runs along this edge. */
function along(path: readonly string[], source: string, target: string): boolean {
  const at = path.indexOf(source);
  return at >= 0 && path[(at + 1) % path.length] === target;
}
