// Loops over a block of rows. `added` holds what each row adds, row by row, one number for each column.

/** Multiplies weights by the masses of a block of rows. */
export function multiply(weights: Float64Array, from: number, logs: Float64Array): void {
  for (let i = 0; i < logs.length; i++) {
    const mass = logs[i] as number;
    if (mass !== 0) weights[from + i] = (weights[from + i] as number) * Math.exp(mass);
  }
}

/** Adds up what rows add, column by column, and its absolute value. */
export function addUp(values: Float64Array, sizes: Float64Array, added: Float64Array): void {
  const columns = values.length;
  for (let k = 0; k < columns; k++) {
    let [value, size] = [values[k] as number, sizes[k] as number];
    for (let o = k; o < added.length; o += columns) {
      value += added[o] as number;
      size += Math.abs(added[o] as number);
    }
    values[k] = value;
    sizes[k] = size;
  }
}

/** Adds what the outermost rows add to the sums of the ends that they stand at. */
export function addUpEdges(
  atEdge: Map<number, Float64Array>,
  edges: Int32Array,
  from: number,
  added: Float64Array,
  columns: number,
): void {
  for (let o = 0, row = from; o < added.length; o += columns, row++) {
    const edge = edges[row] as number;
    if (edge !== 0) countEdges(atEdge, edge, added, o, columns);
  }
}

/** Adds what one row adds (`columns` numbers from `at` on) to the sums of the ends that it stands at. */
function countEdges(
  atEdge: Map<number, Float64Array>,
  edge: number,
  added: Float64Array,
  at: number,
  columns: number,
): void {
  for (let bit = 0; bit < 30; bit++) {
    if (!(edge & (1 << bit))) continue;
    const own = atEdge.get(bit) ?? new Float64Array(columns);
    for (let k = 0; k < columns; k++) own[k] = (own[k] as number) + Math.abs(added[at + k] as number);
    atEdge.set(bit, own);
  }
}

/** Adds numbers one by one. */
export function addTo(sums: Float64Array, added: Float64Array): void {
  for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] as number) + (added[k] as number);
}

/**
 * Adds up, column by column, the difference between the fine rule and a coarser one.
 * @param from the first of the rows
 * @param added what they add, row by row
 */
export function addDifferences(
  sums: Float64Array,
  weights: Float64Array,
  ratios: Float64Array,
  from: number,
  added: Float64Array,
): void {
  const columns = sums.length;
  for (let o = 0, row = from; o < added.length; o += columns, row++) {
    const share = 1 - (ratios[row] as number);
    if (share === 0 || weights[row] === 0) continue;
    for (let k = 0; k < columns; k++) sums[k] = (sums[k] as number) + share * (added[o + k] as number);
  }
}

/** How many rows hold a NaN, and how many others something infinite. */
export function kindsOf(added: Float64Array, columns: number): { unknown: number; endless: number } {
  let [unknown, endless] = [0, 0];
  for (let o = 0; o < added.length; o += columns) {
    let [numbers, finites] = [true, true];
    for (let k = 0; k < columns; k++) {
      numbers &&= !Number.isNaN(added[o + k]);
      finites &&= Number.isFinite(added[o + k]);
    }
    if (!numbers) unknown++;
    else if (!finites) endless++;
  }
  return { unknown, endless };
}

/** Adds up, column by column, what rounding may move from one side of a jump to the other. */
export function addLoose(sums: Float64Array, loose: Float64Array, from: number, added: Float64Array): void {
  const columns = sums.length;
  for (let o = 0, row = from; o < added.length; o += columns, row++) {
    const share = loose[row] as number;
    if (share === 0) continue;
    for (let k = 0; k < columns; k++)
      sums[k] = (sums[k] as number) + share * Math.abs(added[o + k] as number);
  }
}
