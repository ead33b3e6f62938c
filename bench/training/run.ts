/**
 * Trains examples from their own start with their own settings, as the page does, and says whether they learn what they
 * should. Curves are written to `bench/results/training/`. Exit status 1 where something wanted does not hold.
 *
 *     npm run bench:training [-- vae draw:6] [--seconds 180] [--training '{"rows": 128}']
 *
 * Default: all networks, and the worlds that networks act in; `draw:6` is the example `draw` with its slider at 6. With
 * `--training` other settings take the place of the document's, and nothing is written.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { setTraining } from '../../src/engine/document/training';
import type { Document } from '../../src/engine/document/types';
import { PRESETS } from '../../src/presets/registry';
import { openBench } from '../shared/browser';
import { failed } from '../shared/failed';
import type { TrainingResult } from './page';
import { save, saved } from './results';
import { type Verdict, verdictsOf } from './verdicts';

/** Beyond the time of training: to make devices ready, and for pictures. */
const MARGIN_MILLISECONDS = 300_000;
/** Pictures of points for the share of each mode: 300 points each. */
const PAINTINGS = 5;

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '180' }, training: { type: 'string' } },
  allowPositionals: true,
});
const milliseconds = 1000 * Number(values.seconds);

/** Those that others are compared with come first. */
const networks = PRESETS.filter(
  ({ group, id }) => group === 'Networks' || id === 'pendulum' || id === 'point-mass',
)
  .map(({ id }) => (id === 'draw' ? 'draw:6' : id))
  .toSorted((p, q) => Number(q === 'vae') - Number(p === 'vae'));

const bench = await openBench();
const results = new Map<string, TrainingResult>();
const verdicts: Verdict[] = [];
try {
  for (const asked of positionals.length > 0 ? positionals : networks) {
    const name = asked.replace(':', '-');
    const document = documentOf(asked);
    say(`${name}, load ${(loadavg()[0] ?? Number.NaN).toFixed(1)}`);
    const result = await trained(document).catch((error: unknown) => failed(error));
    if ('error' in result) {
      say(`  FAILS: ${result.error}`);
      verdicts.push({ words: result.error, holds: false });
      continue;
    }
    results.set(name, result);
    if (values.training === undefined) await save(name, result);
    say(`  ${result.device}`);
    const steps = Math.max(...result.plans.map((plan) => plan.steps));
    say(`  ${steps} steps of ${result.plans.length} plans in ${(result.milliseconds / 1000).toFixed(0)} s`);
    const vae = results.get('vae') ?? (await saved('vae'));
    const own = verdictsOf(name, result, (other) => (other === 'vae' ? vae : results.get(other)));
    for (const verdict of own) say(`  ${mark(verdict)} ${verdict.words}`);
    verdicts.push(...own);
  }
} finally {
  await bench.close();
}
const broken = verdicts.filter(({ holds }) => holds === false);
say(broken.length === 0 ? 'all that is wanted holds' : `${broken.length} wanted do not hold`);
process.exitCode = broken.length === 0 ? 0 : 1;

function trained(document: Document): Promise<TrainingResult> {
  const paintings = document.pictures?.some(({ kind }) => kind === 'plane') ? PAINTINGS : 1;
  const request = { json: JSON.stringify(document), milliseconds, paintings };
  return bench.inPage(
    (page) =>
      page.evaluate(async (asked) => {
        if (!window.bench) throw new Error('the page is not ready');
        return window.bench.train(asked);
      }, request),
    milliseconds + MARGIN_MILLISECONDS,
  );
}

function documentOf(asked: string): Document {
  const [id, slider] = asked.split(':');
  const preset = PRESETS.find((candidate) => candidate.id === id);
  if (!preset) throw new Error(`no example is called ${id}`);
  const document =
    slider !== undefined && preset.slider ? preset.slider.make(Number(slider)) : preset.document;
  if (values.training === undefined) return document;
  const edited = setTraining(document, JSON.parse(values.training));
  if ('code' in edited) throw new Error(`these settings are not sound: ${JSON.stringify(edited)}`);
  return edited;
}

function mark({ holds }: Verdict): string {
  return holds === undefined ? '-' : holds ? 'holds:' : 'FAILS:';
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
