import { aligned } from '../shared/aligned';
import type { VaeFamily, VaeRow } from './contest';
import { vaeTasks } from './contestant';
import type { VaeTask } from './page/rival';

/** How many times as many ours is to do. */
const wanted: readonly {
  readonly family: VaeFamily;
  readonly times: Readonly<Partial<Record<VaeTask, number>>>;
}[] = [
  { family: 'TensorFlow.js', times: { steps: 2, estimates: 2 } },
  { family: 'PyTorch', times: { steps: 0.5 } },
];

const WORDS: Readonly<Record<VaeTask, string>> = {
  steps: 'training steps a second',
  estimates: 'single gradients a second',
};

/** Rates, in brackets how many times as many ours does on its best device; then what is wanted. */
export function vaeTable(rows: readonly VaeRow[]): string {
  const best = (family: VaeFamily, task: VaeTask) =>
    Math.max(...rows.filter((row) => row.family === family).map((row) => rateOf(row, task) ?? 0));
  const lines = [
    ['variational autoencoder', ...vaeTasks.map((task) => WORDS[task]), 'nats after 300 steps'],
    ...rows.map((row) => [
      row.label,
      ...vaeTasks.map((task) => {
        const rate = rateOf(row, task);
        return rate === undefined
          ? 'failed'
          : `${figure(rate)} (${(best('ours', task) / rate).toPrecision(3)}x)`;
      }),
      row.bound.toFixed(2),
    ]),
  ];
  const errors = rows.flatMap(({ label, results }) =>
    vaeTasks.flatMap((task) => {
      const result = results[task];
      return result && 'error' in result ? [`${label}, ${WORDS[task]}: ${result.error}`] : [];
    }),
  );
  const ways = rows.flatMap(({ label, results }) =>
    vaeTasks.flatMap((task) => {
      const result = results[task];
      return result && 'words' in result ? [`${label}, ${WORDS[task]}: ${result.words}`] : [];
    }),
  );
  const verdicts = wanted.flatMap(({ family, times }) =>
    vaeTasks.flatMap((task) => {
      const least = times[task];
      const ratio = best('ours', task) / best(family, task);
      if (least === undefined || !Number.isFinite(ratio)) return [];
      const holds = ratio >= least ? 'holds' : 'FAILS';
      return [`${holds}: ${WORDS[task]}, ours over ${family} ${ratio.toPrecision(3)}, wanted >= ${least}`];
    }),
  );
  return [...aligned(lines), '', ...verdicts, ...errors, ...ways].join('\n');
}

function rateOf({ results }: VaeRow, task: VaeTask): number | undefined {
  const result = results[task];
  return result && 'rate' in result ? result.rate : undefined;
}

function figure(rate: number): string {
  return rate >= 1000 ? Math.round(rate).toLocaleString('en') : rate.toPrecision(3);
}
