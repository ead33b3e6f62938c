import type { Page } from '@playwright/test';
import type { Bench } from '../shared/browser';
import { failed } from '../shared/failed';
import type { CompetitorName } from '../shared/page/main';
import type { Effort, EstimatorRow, Outcome, Row, Tuning } from './measurement';
import { type TaskName, taskNames } from './page/task';
import { measurePyTorch } from './pytorch';

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

function told(outcome: Outcome): string {
  if ('error' in outcome) return `failed: ${outcome.error}`;
  const { estimatesPerSecond, device, variant, batch, worstDeviation } = outcome;
  const millions = (estimatesPerSecond / 1e6).toFixed(2);
  return `${millions} million a second (${device}, ${variant}, ${batch} a round, worst moment ${worstDeviation.toFixed(1)} standard errors off)`;
}

/** The contest in a browser. */
export class EstimatesContest {
  readonly #inPage: InPage;

  constructor(
    bench: Bench,
    readonly say: (text: string) => void,
  ) {
    this.#inPage = (work) => bench.inPage(work, PAGE_LIMIT_MS);
  }

  renderer(): Promise<string> {
    return rendererOf(this.#inPage);
  }

  /** The rows of all competitors whose label is chosen. */
  async inBrowser(isChosen: (label: string) => boolean): Promise<Row[]> {
    const rows: Row[] = [];
    for (const { competitor, label } of inBrowser.filter((entry) => isChosen(entry.label))) {
      this.say(label);
      const outcomes: Partial<Record<TaskName, Outcome>> = {};
      for (const task of taskNames) {
        const outcome = await measureInBrowser(this.#inPage, competitor, task);
        this.say(`  ${task}: ${told(outcome)}`);
        outcomes[task] = outcome;
      }
      rows.push({ label, outcomes });
    }
    return rows;
  }

  /** Every estimator on one graph. */
  estimators(): Promise<EstimatorRow[]> {
    return this.#inPage((page) => page.evaluate(() => window.bench?.estimators() ?? []));
  }
}

/** PyTorch's row of the contest. */
export async function inPyTorch(say: (text: string) => void): Promise<Row> {
  const row = await measurePyTorch(effort);
  say(row.label);
  for (const task of taskNames) say(`  ${task}: ${told(row.outcomes[task] ?? { error: 'no result' })}`);
  return row;
}
