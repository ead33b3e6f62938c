import type { Edge, EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useSession } from '../../state/shell/session';
import type { Route } from '../drawing/routes';
import styles from './edges.module.css';

export type ArcData = {
  readonly route: Route;
  /** The active plan's colour, as CSS. */
  readonly colour: string;
};

export type FlowArc = Edge<ArcData, 'credit'>;

/** A dotted arc in the plan's colour, from a cost back to a circle that it is credited to. */
export const ArcView = memo(function ArcView({ source, target, data }: EdgeProps<FlowArc>) {
  const standing = useSession(({ hovered, highlight }) => {
    if (highlight.length > 0) return highlight.includes(source) && highlight.includes(target) ? 'lit' : 'dim';
    if (hovered === source || hovered === target) return 'lit';
    return hovered === undefined ? 'plain' : 'dim';
  });
  if (!data) return null;
  const { route, colour } = data;
  return (
    <g className={styles.arc} style={{ color: colour }} data-standing={standing}>
      <path d={route.path} />
      <circle cx={route.tip.x} cy={route.tip.y} r="2.6" />
    </g>
  );
});
