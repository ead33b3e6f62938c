import { aligned } from '../shared/aligned';
import type { Machine } from '../shared/machine';
import type { VaeRow } from '../vae/contest';
import type { EstimatorRow, Outcome, Row } from './measurement';
import { taskNames } from './page/task';

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
