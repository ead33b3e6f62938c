/**
 * Searches random documents for exact answers that are wrong: each is held against plain runs of its costs and of every
 * plan. What disagrees by more than chance allows, twice, is made smaller, printed as one line of JSON and written to
 * `.cache/search/`. Exit status 1 where anything did.
 *
 *     npm run search:truth [-- --from 0 --count 2000] [--seconds 3600] [--estimates 12000] [--longest 20] [--shrink 60]
 *                          [--workers 2] [--count-only] [--quiet]
 *
 * `--from` and `--count` name the documents, which their numbers decide; `--seconds` ends the search early; a truth
 * that takes `--longest` seconds is given up and reported, one over 5 s is reported. `--shrink` are seconds for each.
 * `--count-only` says how many have an exact answer, of the examples too, and runs nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { countExamples } from './examples';
import { type Outcome, runPool } from './pool';
import { type Found, SLOW_MILLISECONDS } from './worker';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '86400' },
    estimates: { type: 'string', default: '12000' },
    longest: { type: 'string', default: '20' },
    shrink: { type: 'string', default: '60' },
    workers: { type: 'string', default: `${availableParallelism()}` },
    'count-only': { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  },
});
const from = Number(values.from);
const end = from + Number(values.count);
const deadline = performance.now() + 1000 * Number(values.seconds);
const folder = '.cache/search';
mkdirSync(folder, { recursive: true });

const totals = new Map<string, number>();
const add = (what: string, n = 1) => totals.set(what, (totals.get(what) ?? 0) + n);
let slowest = { seed: -1, milliseconds: 0 };
let disagreed = 0;

if (values['count-only']) countExamples();

let seed = from;
await runPool({
  workers: Number(values.workers),
  longest: 1000 * Number(values.longest),
  next: () =>
    seed < end && performance.now() < deadline
      ? {
          seed: seed++,
          estimates: Number(values.estimates),
          shrinking: 1000 * Number(values.shrink),
          countOnly: values['count-only'],
        }
      : undefined,
  told: tell,
});
summarize();
process.exitCode = disagreed > 0 ? 1 : 0;

function tell({ seed: number, report, late, died }: Outcome): void {
  add('documents');
  if (late) {
    add(died ? 'DIED' : late === 'truth' ? 'given up' : `given up at ${late}`);
    say(`${number}: ${late} ${died ? `died: ${died}` : `not ready after ${values.longest} s`}`);
    return;
  }
  const { outcome, reason = '', milliseconds, plans, plansAnswered, compared, open, found } = report;
  add(outcome === 'refused' ? `refused: ${reason}` : outcome);
  add('plans', plans);
  add('plans answered', plansAnswered);
  add('comparisons', compared);
  add('left open', open);
  if (milliseconds > slowest.milliseconds) slowest = { seed: number, milliseconds };
  if (milliseconds > SLOW_MILLISECONDS) {
    add('over 5 s');
    say(`${number}: truth took ${(milliseconds / 1000).toFixed(1)} s (${outcome} ${reason})`);
  }
  for (const own of found) tellFound(number, own);
}

function tellFound(number: number, { kind, document, words }: Found): void {
  disagreed++;
  add(`DISAGREES: ${kind}`);
  const name = `${folder}/${number}-${kind.replaceAll(' ', '-')}.json`;
  writeFileSync(name, `${JSON.stringify(document, undefined, 1)}\n`);
  console.log(`${number}: ${words}\n  ${JSON.stringify(document)}\n  ${name}`);
}

function say(text: string): void {
  if (!values.quiet) console.log(text);
}

function summarize(): void {
  const counts = [...totals].map(([what, n]) => `${n} ${what}`).join(', ');
  console.log(`${counts}; slowest truth ${(slowest.milliseconds / 1000).toFixed(1)} s (${slowest.seed}).`);
}
