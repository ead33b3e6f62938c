import { cpus, loadavg, totalmem } from 'node:os';
import type { EstimatorRow, Outcome, Row } from './measurement';
import { taskNames } from './page/task';
import type { VaeRow } from './vae/contest';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly browser: string;
  readonly renderer: string;
  readonly node: string;
  /** Processes that wanted a core in the minute before the run: near 0, or the figures are those of a shared machine. */
  readonly loadBefore: number;
}

export function machine(browserVersion: string, renderer: string): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    browser: `Chromium ${browserVersion}`,
    renderer,
    node: process.version,
    loadBefore: Math.round(10 * (loadavg()[0] ?? Number.NaN)) / 10,
  };
}

/** The competitor that the others are held against. */
const OURS = 'fused executor';

/** Estimates per second and, for all but the fused executor, how many times as many the fused one makes. */
export function table(rows: readonly Row[], where: Machine): string {
  const ours = rows.find(({ label }) => label === OURS);
  const lines = [
    ['millions of gradient estimates per second', ...taskNames],
    ...rows.map((row) => [
      row.label,
      ...taskNames.map((task) => cell(row.outcomes[task], row === ours ? undefined : ours?.outcomes[task])),
    ]),
  ];
  const notes = rows.flatMap(({ label, outcomes }) =>
    taskNames.flatMap((task) => {
      const outcome = outcomes[task];
      return outcome && 'error' in outcome ? [`${label}, ${task}: ${outcome.error}`] : [];
    }),
  );
  return [
    ...aligned(lines),
    '',
    'In brackets: fused executor / this one.',
    ...notes,
    `${where.cores} cores (${where.processor}), ${where.memoryGiB} GiB, ${where.browser}, ${where.renderer}, Node ${where.node}, load before the run ${where.loadBefore}`,
  ].join('\n');
}

/** What every estimator costs and how much it varies; at equal time the smallest variance times time is best. */
export function estimatorTable(rows: readonly EstimatorRow[]): string {
  const lines = [
    ['estimator', 'millions/s', 'reference', 'mean', 'variance', 'variance x ns'],
    ...rows.map(({ plan, fused, reference, mean, variance, isExact, biased }) => [
      plan,
      (fused / 1e6).toFixed(1),
      `${(reference / 1e6).toFixed(2)} (${(fused / reference).toFixed(0)}x)`,
      `${mean.toPrecision(4)}${biased ? ', biased' : ''}`,
      `${isExact ? '' : '~'}${variance.toPrecision(4)}`,
      ((variance / fused) * 1e9).toPrecision(4),
    ]),
  ];
  return aligned(lines).join('\n');
}

/** Columns set apart, the first to the left, the others to the right. */
export function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines.map((line) =>
    line
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

function cell(outcome: Outcome | undefined, ours: Outcome | undefined): string {
  if (!outcome) return 'not run';
  if ('error' in outcome) return 'failed';
  const rate = (outcome.estimatesPerSecond / 1e6).toFixed(2);
  if (!ours || 'error' in ours) return rate;
  return `${rate} (${(ours.estimatesPerSecond / outcome.estimatesPerSecond).toFixed(1)}x)`;
}

/** The run as JSON, with nothing that changes but the measurements and the machine. */
export function record(
  rows: readonly Row[],
  estimators: readonly EstimatorRow[],
  autoencoder: readonly VaeRow[],
  where: Machine,
): string {
  const results = Object.fromEntries(rows.map(({ label, outcomes }) => [label, outcomes]));
  return `${JSON.stringify({ machine: where, estimatesPerSecond: results, estimators, autoencoder }, null, 2)}\n`;
}
