import { memo, useMemo } from 'react';
import { type Document, nameToUnicode } from '../../engine';
import { routeEdges } from './routes';
import { type SceneNode, sceneOf, shapesOf } from './scene';
import { sizeOf } from './shapes';
import styles from './Thumbnail.module.css';

/** Room around the graph, in px of the canvas. */
const MARGIN = 56;
const LEAST_WIDTH = 470;
const LEAST_HEIGHT = 250;

/** A small drawing of a graph. */
export const Thumbnail = memo(function Thumbnail({ document }: { readonly document: Document }) {
  const scene = useMemo(() => sceneOf(document, undefined, 'graph'), [document]);
  const routes = useMemo(() => routeEdges(shapesOf(scene.nodes), scene.edges), [scene]);
  return (
    <svg className={styles.thumbnail} viewBox={boxAround(scene.nodes)} aria-hidden="true">
      {routes.map((route, i) =>
        route ? (
          <g key={scene.edges[i]?.id} className={styles.edge}>
            <path d={route.path} />
            <path
              d="M2 0L-16 -7L-16 7Z"
              transform={`translate(${route.tip.x} ${route.tip.y}) rotate(${(route.angle * 180) / Math.PI})`}
            />
          </g>
        ) : null,
      )}
      {scene.nodes.map((node) => (
        <Sketch key={node.id} node={node} />
      ))}
    </svg>
  );
});

function Sketch({ node: { id, look, letters, centre } }: { readonly node: SceneNode }) {
  const [width, height] = sizeOf(look, letters);
  const box = { x: centre.x - width / 2, y: centre.y - height / 2, width, height };
  return (
    <g className={styles.node} data-look={look}>
      {look === 'stochastic' && <circle cx={centre.x} cy={centre.y} r={width / 2} />}
      {(look === 'deterministic' || look === 'cost') && <rect {...box} rx="10" />}
      {look === 'cost' && <rect x={box.x + 8} y={box.y + 8} width={width - 16} height={height - 16} rx="5" />}
      <text x={centre.x} y={centre.y} dy="0.34em">
        {nameToUnicode(id)}
      </text>
    </g>
  );
}

/** The part of the canvas that holds all nodes, never so small that few nodes look large. */
function boxAround(nodes: readonly SceneNode[]): string {
  const xs = nodes.map(({ centre }) => centre.x);
  const ys = nodes.map(({ centre }) => centre.y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const width = Math.max(LEAST_WIDTH, right - left + 2 * MARGIN);
  const height = Math.max(LEAST_HEIGHT, bottom - top + 2 * MARGIN);
  return `${(left + right - width) / 2} ${(top + bottom - height) / 2} ${width} ${height}`;
}
