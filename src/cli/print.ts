import type { Diagnostic } from '../engine';
import type { estimate } from './estimate';
import type { Nested } from './nested';
import type { truth } from './truth';

/** Columns of text, the first to the left and the others to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
}

function show(value: Nested): string {
  if (value === null) return 'not finite';
  if (typeof value === 'number') return Number(value.toPrecision(6)).toString();
  return `[${value.map(show).join(', ')}]`;
}

export function printEstimate({ plans, estimates, seed }: ReturnType<typeof estimate>): string {
  const rows = plans.flatMap(({ plan, gradient }) =>
    Object.entries(gradient).map(([name, own]) => [
      plan,
      name,
      show(own.mean),
      show(own.standardError),
      show(own.variance),
    ]),
  );
  const head = `${estimates.toLocaleString('en-US')} estimates, seed ${seed}`;
  return `${head}\n${table([['plan', 'parameter', 'mean', 'standard error', 'variance'], ...rows])}`;
}

/** Of a variance, what rounding alone does not make. */
function aboveRounding(variance: Nested, mean: Nested): Nested {
  if (typeof variance !== 'number' || typeof mean !== 'number') return variance;
  return variance <= 1e-20 * mean * mean ? 0 : variance;
}

export function printTruth({
  method,
  cost,
  gradient,
  plans,
}: NonNullable<ReturnType<typeof truth>['answer']>): string {
  const exact = Object.entries(gradient).map(([name, value]) => ['truth', name, show(value), '', '']);
  const rows = plans.flatMap(({ plan, biased, gradient: own }) =>
    Object.entries(own).map(([name, { mean, variance }]) => [
      plan,
      name,
      show(mean),
      show(aboveRounding(variance, mean)),
      biased ? 'biased' : 'unbiased',
    ]),
  );
  return `${method}, expected cost ${show(cost)}\n${table([['plan', 'parameter', 'mean', 'variance', ''], ...exact, ...rows])}`;
}

export function printDiagnostic({ severity, message, hint }: Diagnostic): string {
  return `${severity}: ${message}\n  ${hint}`;
}
