import type { Builder, Value } from '../ir/builder';
import { alongLast } from './lastAxis';

/** The entries of a lower triangular matrix [..., k, k], row by row: row i has its i + 1 first ones, each [...]. */
export function lowerRows(b: Builder, matrix: Value): Value[][] {
  const width = matrix.shape.at(-1) ?? 0;
  const flat = alongLast(b, b.reshape(matrix, [...matrix.shape.slice(0, -2), width * width]));
  return Array.from({ length: width }, (_, i) => flat.slice(i * width, i * width + i + 1));
}

/** The y with L y = x by forward substitution, coordinate by coordinate; `rows` are those of L. */
export function solveLower(b: Builder, rows: readonly (readonly Value[])[], x: readonly Value[]): Value[] {
  const y: Value[] = [];
  rows.forEach((row, i) => {
    const right = x[i];
    const diagonal = row[i];
    if (!right || !diagonal) throw new Error('the matrix does not fit the vector');
    const known = y.reduce((sum, value, j) => b.add(sum, b.mul(row[j] ?? 0, value)), b.constant(0));
    y.push(b.div(b.sub(right, known), diagonal));
  });
  return y;
}

/** The sum of the logarithms of the diagonal, [...]. */
export function logDiagonal(b: Builder, rows: readonly (readonly Value[])[]): Value {
  return rows.reduce((sum, row) => b.add(sum, b.log(row.at(-1) ?? 1)), b.constant(0));
}
