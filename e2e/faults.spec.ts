import { test } from '@playwright/test';
import { CLAIM_ROWS } from '../src/engine/equivalence/claims';
import { type Browser, ENGINES, startBrowser, whyNot } from './engines/browser';
import { learner } from './engines/learner';
import { type Mishap, type Site, startSite } from './engines/site';

/** Runs in the worker before its first own line: `tell` is what it tells the page, `happen` what goes wrong with the first news. */
const onNews = (happen: string) =>
  `{ const tell = self.postMessage.bind(self); self.postMessage = (echo) => { if (echo.kind === "news") { ${happen} } tell(echo); }; }`;
/** What goes wrong outside the work, when the first order comes. */
const onOrder = (happen: string) => `addEventListener("message", () => { ${happen} });`;

const SILENCE = 'silence';

/** What goes wrong, and what the visitor is told of it. */
const FAULTS: readonly {
  readonly fault: string;
  readonly does: Mishap['does'];
  /** Of which of its files. */
  readonly part?: 'Service';
  readonly words: string;
}[] = [
  { fault: 'its script is missing', does: 'missing', words: 'could not be started' },
  {
    fault: 'its script throws at once',
    does: { instead: 'throw new Error("sabotage")' },
    words: 'could not be started: sabotage',
  },
  {
    fault: 'the chunk that does the work is missing',
    does: 'missing',
    part: 'Service',
    words: 'could not be started: a part of the page could not be downloaded',
  },
  {
    fault: 'the work throws',
    does: { before: onNews('throw new Error("sabotage");') },
    words: 'stopped: sabotage',
  },
  {
    fault: 'something throws outside the work',
    does: { before: onOrder('throw new Error("sabotage");') },
    words: 'sabotage',
  },
  {
    fault: 'a promise is rejected that nobody waits for',
    does: { before: onNews('Promise.reject(new Error("sabotage")); return;') },
    words: 'stopped: sabotage',
  },
  {
    fault: 'a result cannot be cloned',
    does: { before: onNews('echo = { ...echo, news: () => 1 };') },
    words: 'stopped: a result could not be handed to the page',
  },
  {
    fault: 'there is no memory',
    does: { before: onNews('throw new RangeError("Array buffer allocation failed");') },
    words: 'stopped: there is not enough memory for it',
  },
  { fault: 'it does not answer', does: { before: onOrder('for (;;);') }, words: SILENCE },
];

/** A job as a visitor comes to it. */
interface Job {
  readonly page: string;
  /** Asks for the next thing, which differs from the one before. */
  readonly ask: (browser: Browser, turn: number) => Promise<void>;
  /** Waits until what was asked for last is worked at. */
  readonly works: (browser: Browser) => Promise<unknown>;
  /** Of a worker that does not answer. */
  readonly silence: string;
}

const openOf = (hashes: readonly string[]) => (browser: Browser, turn: number) =>
  browser.evaluate(
    (hash) => {
      location.hash = hash;
    },
    hashes[turn % hashes.length] ?? '',
  );

const JOBS: Readonly<Record<string, Job>> = {
  run: {
    page: '#p/simple-5',
    ask: openOf(['#p/simple-2', '#p/simple-3']),
    works: async (browser) => browser.untilMore('estimates', await browser.count('estimates')),
    silence: 'gave no answer for 20 s and was ended',
  },
  truth: {
    page: '#p/simple-5',
    ask: openOf(['#p/simple-2', '#p/simple-3']),
    works: (browser) => browser.untilSaid('exact gradient'),
    silence: 'it was not finished after 20 s',
  },
  survey: {
    page: '#p/every-estimator',
    ask: (browser, turn) => browser.slide('critic error', 1.1 + (turn % 2) / 10),
    works: (browser) => browser.untilSaid('so far'),
    silence: 'gave no answer for 20 s and was ended',
  },
  proof: {
    page: '#p/equivalences',
    ask: (browser, turn) => browser.press(['Any two graphs', CLAIM_ROWS[0]?.title ?? ''][turn % 2] ?? ''),
    works: (browser) => browser.untilSaid('equivalent:'),
    silence: 'gave no answer for 60 s and was ended',
  },
  training: {
    page: learner(4),
    ask: openOf([learner(8), learner(16)]),
    works: async (browser) => {
      await browser.press('Start training');
      await browser.untilMore('steps', 0);
    },
    silence: 'gave no answer for 60 s and was ended',
  },
};

/** What engines tell a page in ways of their own. */
const OF_ENGINES = [
  'the chunk that does the work is missing',
  'something throws outside the work',
  'it does not answer',
];

/**
 * All jobs in all engines, and all faults in Chromium: of the first job every one, of the others each one once in all,
 * as what a job makes of a fault is held by `src/engine/jobs/faults.test.ts`. `EVERY_FAULT=1` tries the whole table.
 */
function faultsOf(engine: (typeof ENGINES)[number], name: string): typeof FAULTS {
  const index = Object.keys(JOBS).indexOf(name);
  const others = Object.keys(JOBS).length - 1;
  const own = engine === 'Chromium' ? FAULTS : FAULTS.filter(({ fault }) => OF_ENGINES.includes(fault));
  if (process.env.EVERY_FAULT) return own;
  if (engine !== 'Chromium') return own.filter((_, i) => i === index % own.length);
  return index === 0 ? own : own.filter((_, i) => i % others === index - 1);
}

test.describe.configure({ mode: 'parallel' });

for (const engine of ENGINES)
  for (const names of engine === 'Chromium' ? Object.keys(JOBS).map((name) => [name]) : [Object.keys(JOBS)])
    test(`what befalls ${names.join(', ')} in ${engine} is told, and the next is worked at`, async () => {
      const why = whyNot(engine);
      test.skip(why !== undefined, `NOT TRIED IN ${engine.toUpperCase()}: ${why}`);
      test.setTimeout(480_000);
      const site = await startSite();
      const browser = await startBrowser(engine);
      try {
        for (const name of names)
          await test.step(name, () => befallAll(browser, site, name, faultsOf(engine, name)));
      } finally {
        await browser.quit();
        await site.close();
      }
    });

async function befallAll(browser: Browser, site: Site, name: string, faults: typeof FAULTS): Promise<void> {
  const job = JOBS[name];
  if (!job) throw new Error(`no job ${name}`);
  site.befall([]);
  await browser.open(site.address + job.page);
  let turn = 0;
  for (const { fault, does, part = 'Worker', words: told } of faults)
    await test.step(fault, async () => {
      const words = told === SILENCE ? job.silence : told;
      site.befall([{ file: name + part, does }]);
      await browser.breakWorker(`${name}Worker`);
      await job.ask(browser, turn++);
      await browser.hurry(told === SILENCE);
      await browser.untilSaid(words);
      await browser.hurry(false);
      // The worker that was served the fault has it for good.
      site.befall([]);
      await browser.breakWorker(`${name}Worker`);
      await job.ask(browser, turn++);
      await browser.untilNotSaid(words);
      await job.works(browser);
    });
}
