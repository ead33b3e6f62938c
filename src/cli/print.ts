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

/** From here on a number has an exponent: zeros in place of unknown digits would look like known ones. */
const LARGE = 1e7;

/** A number with so many digits at most. */
function digits(value: number, count: number): string {
  const rounded = Number(value.toPrecision(count));
  return Math.abs(rounded) < LARGE ? rounded.toString() : rounded.toExponential();
}

function show(value: Nested): string {
  if (value === null) return 'not finite';
  if (typeof value === 'number') return digits(value, 6);
  return listed(value, show);
}

/** Numbers or rows of an array that are printed; --json gives all. */
const MOST_SHOWN = 100;

function listed(values: readonly Nested[], write: (value: Nested, k: number) => string): string {
  const shown = values.slice(0, MOST_SHOWN).map(write);
  const more = values.length > MOST_SHOWN ? [`… ${values.length.toLocaleString('en-US')} in all`] : [];
  return `[${[...shown, ...more].join(', ')}]`;
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

/** Estimates whose own sample says that their variance cannot be trusted. */
export function tailWarnings({ plans }: ReturnType<typeof estimate>): string[] {
  return plans.flatMap(({ plan, cost, gradient }) =>
    [['the cost', cost] as const, ...Object.entries(gradient)].flatMap(([name, { tail }]) =>
      tail.heavy
        ? [
            `warning: plan ${plan}, ${name}: heavy tail: the sample variance cannot be trusted (Pareto k ${Number(largest(tail.k).toPrecision(3))}, above ${Number((tail.threshold ?? 0).toPrecision(2))}), so mean and standard error may be far off`,
          ]
        : [],
    ),
  );
}

/** An exact number with as many digits, at most six, as its bound leaves; 0 where it may be zero. */
function bounded(value: Nested | undefined, error: Nested | undefined): string {
  if (Array.isArray(value))
    return listed(value, (own, k) => bounded(own, Array.isArray(error) ? error[k] : null));
  if (typeof value !== 'number' || typeof error !== 'number') return show(value ?? null);
  if (Math.abs(value) <= error) return '0';
  // Twice the bound fits into a unit of the last digit.
  const known = Math.floor(Math.log10(Math.abs(value))) + 1 - Math.ceil(Math.log10(2 * error));
  return digits(value, Math.min(6, Math.max(1, known)));
}

/** A bound, or the largest of an array. */
function within(error: Nested | undefined): string {
  const most = largest(error);
  return most === 0 ? '' : `± ${Number(most.toPrecision(1))}`;
}

function largest(value: Nested | undefined): number {
  if (!Array.isArray(value)) return value ?? 0;
  return value.reduce<number>((most, own) => Math.max(most, largest(own)), 0);
}

export function printTruth({
  method,
  cost,
  costError,
  gradient,
  errors,
  check,
  plans,
}: NonNullable<ReturnType<typeof truth>['answer']>): string {
  const exact = Object.entries(gradient).map(([name, value]) => [
    'truth',
    name,
    bounded(value, errors[name]),
    within(errors[name]),
    '',
    '',
  ]);
  const rows = plans.flatMap(({ plan, verdict, gradient: own }) =>
    Object.entries(own).map(([name, { mean, meanError, variance, varianceError }]) => [
      plan,
      name,
      bounded(mean, meanError),
      within(meanError),
      bounded(variance, varianceError),
      verdict === 'unknown' ? 'cannot tell' : verdict,
    ]),
  );
  const head = `${method}, expected cost ${bounded(cost, costError)} ${within(costError)}`.trimEnd();
  return `${head}${CHECKS[check ?? 'none']}\n${table([['plan', 'parameter', 'mean', 'within', 'variance', ''], ...exact, ...rows])}`;
}

const CHECKS = {
  agrees: '; checked by simulation',
  undecided: '; simulation cannot tell',
  none: '',
} as const;

export function printDiagnostic({ severity, message, hint }: Diagnostic): string {
  return `${severity}: ${message}\n  ${hint}`;
}
