/**
 * Solves a small symmetric system by Gaussian elimination with pivoting. An unknown that the system leaves open (its
 * pivot vanishes beside the largest entry) is 0.
 */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const largest = Math.max(0, ...matrix.flat().map(Math.abs));
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  const pivots: (number | undefined)[] = [];
  let rank = 0;
  for (let column = 0; column < n; column++) {
    let best = rank;
    for (let i = rank + 1; i < n; i++) if (Math.abs(at(i, column)) > Math.abs(at(best, column))) best = i;
    const pivot = at(best, column);
    if (Math.abs(pivot) <= 1e-12 * largest) {
      pivots.push(undefined);
      continue;
    }
    const [chosen, other] = [rows[best], rows[rank]];
    if (chosen && other) {
      rows[rank] = chosen;
      rows[best] = other;
    }
    for (let i = 0; i < n; i++) {
      const factor = i === rank ? 0 : at(i, column) / pivot;
      rows[i] = (rows[i] ?? []).map((x, j) => x - factor * at(rank, j));
    }
    pivots.push(rank++);
  }
  return pivots.map((row, column) => (row === undefined ? 0 : at(row, n) / at(row, column)));
}
