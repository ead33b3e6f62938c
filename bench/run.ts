/**
 * Measures estimates and training against competitors, each checked against exact moments first.
 *
 *     npm run bench [-- fused PyTorch estimators autoencoder memory]
 *
 * Words narrow the run to the competitors and contests whose label holds one of them, and leave no record.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { EstimatesContest, inPyTorch } from './estimates/contest';
import type { EstimatorRow } from './estimates/measurement';
import { estimatorTable, record, table } from './estimates/report';
import { openBench } from './shared/browser';
import { machine } from './shared/machine';
import { type VaeRow, vaeContest } from './vae/contest';
import { vaeMemory } from './vae/memory';
import { vaeTable } from './vae/report';

/** Training steps over which the memory is watched. */
const MEMORY_STEPS = 5000;

const words = process.argv.slice(2);
const isChosen = (label: string) => words.length === 0 || words.some((word) => label.includes(word));

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

const bench = await openBench();
try {
  const contest = new EstimatesContest(bench, say);
  const where = machine(bench.browser.version(), await contest.renderer());
  const rows = await contest.inBrowser(isChosen);
  let estimators: EstimatorRow[] = [];
  if (isChosen('estimators')) {
    estimators = await contest.estimators();
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
  if (isChosen('PyTorch')) rows.push(await inPyTorch(say));
  if (rows.length > 0) say(`\n${table(rows, where)}`);
  if (words.length === 0) {
    const folder = new URL('results/', import.meta.url);
    await mkdir(folder, { recursive: true });
    await writeFile(new URL('latest.json', folder), record(rows, estimators, autoencoder, where));
  }
} finally {
  await bench.close();
}
