import { ViewportPortal } from '@xyflow/react';
import styles from './edges.module.css';

/** The edges of a large graph, in one line below its nodes. Those of a selected node are drawn by themselves. */
export function CrowdedLines({ path }: { readonly path: string }) {
  return (
    <ViewportPortal>
      <svg className={styles.crowd} aria-hidden="true">
        <path d={path} />
      </svg>
    </ViewportPortal>
  );
}
