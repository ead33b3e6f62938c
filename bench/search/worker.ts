import { parentPort } from 'node:worker_threads';
import type { Document } from '../../src/engine/document/types';
import { randomDocument } from './documents';
import { type Disagreement, judge, type Kind } from './judge';
import { shrink } from './shrink';
import { isSound, prepare } from './trial';
import { wideDocument } from './wideDocuments';

/** What the page's user would have waited for: longer truths are reported. */
export const SLOW_MILLISECONDS = 5000;

export interface Job {
  readonly seed: number;
  /** Estimates of the first run of each plan. */
  readonly estimates: number;
  /** Milliseconds that a failing document may be made smaller for; 0: not at all. */
  readonly shrinking: number;
  readonly countOnly: boolean;
}

export interface Found {
  readonly kind: Kind | 'threw';
  readonly disagreement: Disagreement | undefined;
  readonly document: Document;
  readonly words: string;
}

export type News =
  | { readonly kind: 'stage'; readonly stage: 'truth' | 'runs' | 'shrinking' }
  | { readonly kind: 'done'; readonly report: Report };

export interface Report {
  readonly seed: number;
  /** Not a sound document; or the reason why there is no truth; or none of these. */
  readonly outcome: 'unsound' | 'refused' | 'answered' | 'threw';
  readonly reason?: string;
  readonly milliseconds: number;
  readonly plans: number;
  readonly plansAnswered: number;
  readonly compared: number;
  readonly open: number;
  readonly found: readonly Found[];
}

/** Every so many documents one has a circle of many elements. */
const WIDE = 8;

/** As many times as many estimates as in the first run, of another seed, before a disagreement is believed. */
const AGAIN = 16;

const say = (news: News) => parentPort?.postMessage(news);

parentPort?.on('message', (job: Job) => {
  say({ kind: 'done', report: search(job) });
});

function search(job: Job): Report {
  const { seed, estimates, shrinking, countOnly } = job;
  const none = { seed, milliseconds: 0, plans: 0, plansAnswered: 0, compared: 0, open: 0, found: [] };
  const document = seed % WIDE === 0 ? wideDocument(seed) : randomDocument(seed);
  try {
    if (!isSound(document)) return { ...none, outcome: 'unsound' };
    say({ kind: 'stage', stage: 'truth' });
    const trial = prepare(document);
    say({ kind: 'stage', stage: 'runs' });
    const { milliseconds, outcome } = trial;
    const plans = document.plans.length;
    if (!outcome.answer) return { ...none, outcome: 'refused', reason: outcome.none, milliseconds, plans };
    const answered = {
      ...none,
      outcome: 'answered' as const,
      milliseconds,
      plans,
      plansAnswered: outcome.answer.plans.length,
    };
    if (countOnly) return answered;
    const first = judge(trial, outcome.answer, seed, estimates);
    const { compared, open } = first;
    if (first.disagreements.length === 0) return { ...answered, compared, open };
    const again = judge(trial, outcome.answer, seed + 1_000_003, AGAIN * estimates);
    const confirmed = first.disagreements.flatMap(
      ({ kind, place }) => again.disagreements.find((own) => own.kind === kind && own.place === place) ?? [],
    );
    // One of a kind is enough to mend it.
    const kinds = [...new Map(confirmed.toReversed().map((own) => [own.kind, own])).values()];
    if (kinds.length > 0 && shrinking > 0) say({ kind: 'stage', stage: 'shrinking' });
    const found = kinds.map((own) => smallest(document, own, job));
    return { ...answered, compared, open, found };
  } catch (error) {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const found = [{ kind: 'threw' as const, disagreement: undefined, document, words }];
    return { ...none, outcome: 'threw', reason: words.split('\n')[0], found };
  }
}

/** A truth that takes longer makes a document no smaller in any useful sense. */
const LONGEST_MILLISECONDS = 3000;

function smallest(
  document: Document,
  disagreement: Disagreement,
  { seed, estimates, shrinking }: Job,
): Found {
  const { kind } = disagreement;
  let last = disagreement;
  const fails = (smaller: Document) => {
    const trial = prepare(smaller);
    const { answer } = trial.outcome;
    if (!answer || trial.milliseconds > LONGEST_MILLISECONDS) return false;
    const again = [1, 4].map((times, i) => {
      const { disagreements } = judge(trial, answer, seed + 7 + i, times * estimates);
      return disagreements.find((own) => own.kind === kind);
    });
    const [one, two] = again;
    if (!one || !two) return false;
    last = two;
    return true;
  };
  const small = shrinking > 0 ? shrink(document, fails, shrinking) : document;
  return { kind, disagreement: last, document: small, words: wordsOf(last) };
}

function wordsOf({ kind, place, exact, estimate, error, z }: Disagreement): string {
  const number = (x: number) => x.toPrecision(6);
  const errors = z === undefined ? 'no number' : `${z.toFixed(1)} standard errors`;
  return `${kind}, ${place}: exact ${number(exact)}, run ${number(estimate)} +- ${error.toPrecision(2)} (${errors})`;
}
