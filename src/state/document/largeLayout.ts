import type { Layers } from './layers';

/** From one column to the next, and from one band of columns to the one below, in grid units. */
const COLUMN = 1.2;
const BETWEEN_BANDS = 0.8;
/** Between two nodes of a column. */
const ROW_GAP = 0.35;
/** Wide for its height, as a canvas is; a grid unit is wider than it is high. */
const ASPECT = 1.4;
/** As many columns still stand in one line. */
const UNFOLDED = 40;

interface Column {
  readonly members: readonly number[];
  readonly height: number;
}

/**
 * Places for a graph that is too large to be laid out with care, in time that grows with its size alone: layers from left to right, each in
 * the order of its parents' heights; a layer that is too high takes several columns, and columns that are too many go on below, as lines of a
 * text do. `heights`: what each node takes, in grid units. Gives the upper ends of the nodes.
 */
export function largeLayout(
  { parents, ranks }: Layers,
  heights: readonly number[],
): [x: number, y: number][] {
  const columns = columnsOf(inLayers(parents, ranks), heights);
  const width = bandWidth(columns);
  const places: [number, number][] = heights.map(() => [0, 0]);
  let top = 0;
  for (let first = 0; first < columns.length; first += width) {
    const band = columns.slice(first, first + width);
    const height = Math.max(...band.map((column) => column.height));
    band.forEach((column, i) => {
      let y = top + (height - column.height) / 2;
      for (const node of column.members) {
        places[node] = [i * COLUMN, y];
        y += (heights[node] ?? 0) + ROW_GAP;
      }
    });
    top += height + BETWEEN_BANDS;
  }
  return places;
}

/** The nodes of every layer, those first whose parents are high. */
function inLayers(parents: Layers['parents'], ranks: Layers['ranks']): number[][] {
  const last = ranks.reduce((most, rank) => Math.max(most, rank), 0);
  const layers = Array.from({ length: last + 1 }, (): number[] => []);
  ranks.forEach((rank, i) => {
    layers[rank]?.push(i);
  });
  const share = ranks.map(() => 0.5);
  return layers.map((layer) => {
    const wishes = new Map(
      layer.map((node) => {
        const own = parents[node] ?? [];
        const sum = own.reduce((part, parent) => part + (share[parent] ?? 0.5), 0);
        return [node, own.length === 0 ? 0.5 : sum / own.length];
      }),
    );
    const sorted = layer.toSorted((a, b) => (wishes.get(a) ?? 0) - (wishes.get(b) ?? 0) || a - b);
    sorted.forEach((node, i) => {
      share[node] = (i + 0.5) / sorted.length;
    });
    return sorted;
  });
}

function columnsOf(layers: readonly (readonly number[])[], heights: readonly number[]): Column[] {
  const total = heights.reduce((sum, height) => sum + height + ROW_GAP, 0);
  // As high as all of it would be in one block of the wished shape.
  const highest = Math.max(4, Math.sqrt((total * COLUMN) / ASPECT));
  const columns: Column[] = [];
  for (const layer of layers) {
    let members: number[] = [];
    let height = 0;
    for (const node of layer) {
      const own = (heights[node] ?? 0) + ROW_GAP;
      if (members.length > 0 && height + own > highest) {
        columns.push({ members, height });
        [members, height] = [[], 0];
      }
      members.push(node);
      height += own;
    }
    if (members.length > 0) columns.push({ members, height });
  }
  return columns;
}

/** So many columns in a band that all bands together have the wished shape. */
function bandWidth(columns: readonly Column[]): number {
  if (columns.length <= UNFOLDED) return Math.max(1, columns.length);
  const height = columns.reduce((most, column) => Math.max(most, column.height), 0) + BETWEEN_BANDS;
  return Math.max(UNFOLDED / 2, Math.round(Math.sqrt((ASPECT * columns.length * height) / COLUMN)));
}
