import { mkdir, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { openBench } from './browser';
import { type Effort, type EstimatorRow, failed, type Outcome, type Row, type Tuning } from './measurement';
import type { CompetitorName } from './page/main';
import { type TaskName, taskNames } from './page/task';
import { measurePyTorch } from './pytorch';
import { estimatorTable, machine, record, table } from './report';
import { type VaeRow, vaeContest } from './vae/contest';
import { vaeMemory } from './vae/memory';
import { vaeTable } from './vae/report';

/** About three seconds of timing for every cell of the table, after a choice of variant and batch size. */
const effort: Effort = { tuningSeconds: 0.3, checkedEstimates: 2_000_000, repeats: 5, secondsPerRepeat: 0.6 };

/** A page that has not ended by then counts as failed: it may hang. */
const PAGE_LIMIT_MS = 120_000;

const inBrowser: readonly { readonly competitor: CompetitorName; readonly label: string }[] = [
  { competitor: 'fused', label: 'fused executor' },
  { competitor: 'reference', label: 'reference executor' },
  { competitor: 'tensorflow', label: 'TensorFlow.js by hand' },
  { competitor: 'jax wasm', label: 'jax-js, wasm' },
  { competitor: 'jax webgl', label: 'jax-js, WebGL' },
  { competitor: 'jax webgpu', label: 'jax-js, WebGPU' },
];

type InPage = <T>(work: (page: Page) => Promise<T>) => Promise<T>;

/** Tries every variant of a competitor and measures the quickest. */
async function measureInBrowser(
  inPage: InPage,
  competitor: CompetitorName,
  task: TaskName,
): Promise<Outcome> {
  try {
    const { device, variants } = await inPage((page) =>
      page.evaluate(async (name) => {
        if (!window.bench) throw new Error('the page is not ready');
        return window.bench.open(name);
      }, competitor),
    );
    let best: { variant: number; tuning: Tuning } | undefined;
    let failure: unknown;
    for (const variant of variants.keys()) {
      try {
        const tuning = await inPage((page) =>
          page.evaluate(
            async ([name, index, taskName, wanted]) => {
              if (!window.bench) throw new Error('the page is not ready');
              return window.bench.tune(name, index, taskName, wanted);
            },
            [competitor, variant, task, effort] as const,
          ),
        );
        if (!best || tuning.estimatesPerSecond > best.tuning.estimatesPerSecond) best = { variant, tuning };
      } catch (error) {
        failure = error;
      }
    }
    if (!best) return failed(failure);
    const timing = await inPage((page) =>
      page.evaluate(
        async ([name, index, taskName, batch, wanted]) => {
          if (!window.bench) throw new Error('the page is not ready');
          return window.bench.measure(name, index, taskName, batch, wanted);
        },
        [competitor, best.variant, task, best.tuning.batch, effort] as const,
      ),
    );
    return { ...timing, device, variant: variants[best.variant] ?? '' };
  } catch (error) {
    return failed(error);
  }
}

function rendererOf(inPage: InPage): Promise<string> {
  return inPage((page) => page.evaluate(() => window.bench?.renderer() ?? 'unknown'));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function told(outcome: Outcome): string {
  if ('error' in outcome) return `failed: ${outcome.error}`;
  const { estimatesPerSecond, device, variant, batch, worstDeviation } = outcome;
  const millions = (estimatesPerSecond / 1e6).toFixed(2);
  return `${millions} million a second (${device}, ${variant}, ${batch} a round, worst moment ${worstDeviation.toFixed(1)} standard errors off)`;
}

/** Training steps over which the memory is watched. */
const MEMORY_STEPS = 5000;

/** Words on the command line narrow the run to the competitors whose label holds one of them, and leave no record. */
const words = process.argv.slice(2);
const isChosen = (label: string) => words.length === 0 || words.some((word) => label.includes(word));

const bench = await openBench();
const inPage: InPage = (work) => bench.inPage(work, PAGE_LIMIT_MS);
const rows: Row[] = [];
try {
  const where = machine(bench.browser.version(), await rendererOf(inPage));
  for (const { competitor, label } of inBrowser.filter((entry) => isChosen(entry.label))) {
    say(label);
    const outcomes: Partial<Record<TaskName, Outcome>> = {};
    for (const task of taskNames) {
      const outcome = await measureInBrowser(inPage, competitor, task);
      say(`  ${task}: ${told(outcome)}`);
      outcomes[task] = outcome;
    }
    rows.push({ label, outcomes });
  }
  let estimators: EstimatorRow[] = [];
  if (isChosen('estimators')) {
    estimators = await inPage((page) => page.evaluate(() => window.bench?.estimators() ?? []));
    say(estimatorTable(estimators));
  }
  let autoencoder: VaeRow[] = [];
  if (isChosen('autoencoder')) {
    say('autoencoder');
    autoencoder = await vaeContest(bench, say);
    say(vaeTable(autoencoder));
  }
  if (isChosen('memory')) await vaeMemory(bench, MEMORY_STEPS, say);
  await bench.browser.close();
  if (isChosen('PyTorch')) {
    const row = await measurePyTorch(effort);
    say(row.label);
    for (const task of taskNames) say(`  ${task}: ${told(row.outcomes[task] ?? { error: 'no result' })}`);
    rows.push(row);
  }
  if (rows.length > 0) say(`\n${table(rows, where)}`);
  if (words.length === 0) {
    const folder = new URL('results/', import.meta.url);
    await mkdir(folder, { recursive: true });
    await writeFile(new URL('latest.json', folder), record(rows, estimators, autoencoder, where));
  }
} finally {
  await bench.close();
}
