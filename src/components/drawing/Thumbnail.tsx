import { memo, useMemo } from 'react';
import { type Document, nameToUnicode } from '../../engine';
import { NodeSketch } from './NodeSketch';
import { routeEdges } from './routes';
import { SketchedArrow } from './SketchedArrow';
import { sceneOf } from './scene';
import { type SceneNode, shapesOf } from './sceneNodes';
import styles from './Thumbnail.module.css';
import { boundsAround } from './units';

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
          <SketchedArrow key={scene.edges[i]?.id} path={route.path} tip={route.tip} angle={route.angle} />
        ) : null,
      )}
      {scene.nodes.map(({ id, look, letters, centre }) => (
        <NodeSketch key={id} look={look} letters={letters} centre={centre} name={nameToUnicode(id)} />
      ))}
    </svg>
  );
});

/** The part of the canvas that holds all nodes, never so small that few nodes look large. */
function boxAround(nodes: readonly SceneNode[]): string {
  const { left, right, top, bottom } = boundsAround(nodes.map(({ centre }) => centre));
  const width = Math.max(LEAST_WIDTH, right - left + 2 * MARGIN);
  const height = Math.max(LEAST_HEIGHT, bottom - top + 2 * MARGIN);
  return `${(left + right - width) / 2} ${(top + bottom - height) / 2} ${width} ${height}`;
}
