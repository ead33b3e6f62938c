import type { Bench } from '../shared/browser';
import { failed } from '../shared/failed';
import { bound } from './bound';
import { type Contestant, vaeTasks } from './contestant';
import { contestantInPage } from './inPage';
import { contestantInPyTorch } from './inPyTorch';
import type { SumsInBrief, VaeTask } from './page/rival';
import { BATCH, type ByParameter, PARAMETERS, startOfVae } from './page/setting';
import type { VaeRivalName } from './page/vaePage';

/**
 * Rates are medians of so many repeats of so many seconds; all contestants take turns, so that they share what else
 * goes on.
 */
const REPEATS = 5;
const SECONDS = 1;

/** Training steps after which all must have come as far as ours on WebAssembly, to within this share of its bound. */
const CHECKED_STEPS = 300;
const BOUND_TOLERANCE = 0.03;
/** Single gradients whose variance and mean must be those of ours. */
const CHECKED_ROUNDS = 64;
const MOMENTS_TOLERANCE = 0.15;

export type VaeFamily = 'ours' | 'TensorFlow.js' | 'PyTorch';

export interface VaeRow {
  readonly label: string;
  readonly family: VaeFamily;
  /** Why there are no figures at all. */
  readonly error: string | undefined;
  /** Held-out bound after the steps of the check. */
  readonly bound: number;
  readonly results: Readonly<Partial<Record<VaeTask, VaeResult>>>;
}

export type VaeResult =
  | {
      readonly words: string;
      /** Steps, or single gradients, a second: the median, and all. */
      readonly rate: number;
      readonly rates: readonly number[];
    }
  | { readonly error: string };

interface Entry {
  readonly label: string;
  readonly family: VaeFamily;
  open(): Promise<Contestant>;
}

const inPages: readonly (readonly [string, VaeFamily, VaeRivalName])[] = [
  ['ours, WebAssembly', 'ours', 'ours wasm'],
  ['ours, WebGL', 'ours', 'ours webgl'],
  ['TensorFlow.js by hand, wasm', 'TensorFlow.js', 'tensorflow wasm'],
  ['TensorFlow.js by hand, wasm, all cores', 'TensorFlow.js', 'tensorflow threads'],
  ['TensorFlow.js by hand, cpu', 'TensorFlow.js', 'tensorflow cpu'],
  ['TensorFlow.js by hand, WebGL', 'TensorFlow.js', 'tensorflow webgl'],
];

interface Checked {
  readonly label: string;
  readonly family: VaeFamily;
  readonly contestant: Contestant | undefined;
  readonly error: string | undefined;
  readonly bound: number;
  readonly brief: ByParameter<SumsInBrief> | undefined;
}

/** Everybody trains the same autoencoder: opened and checked in turn, then measured turn and turn about. */
export async function vaeContest(bench: Bench, say: (text: string) => void): Promise<VaeRow[]> {
  const entries: Entry[] = inPages.map(([label, family, name]) => ({
    label,
    family,
    open: () => contestantInPage(bench, name),
  }));
  entries.push({ label: 'PyTorch', family: 'PyTorch', open: contestantInPyTorch });
  const { phi, theta } = startOfVae();
  say(`  held-out bound at the start ${bound({ phi: [...phi], theta: [...theta] }).toFixed(2)} nats`);
  const all: Checked[] = [];
  for (const entry of entries) {
    const checked = await check(entry);
    all.push(checked);
    say(`  ${checked.label}: ${checked.error ?? told(checked)}`);
  }
  const [ours] = all;
  const rates = new Map(
    all.map(({ label }) => [label, { steps: [] as number[], estimates: [] as number[] }]),
  );
  for (let repeat = 0; repeat < REPEATS; repeat++)
    for (const { label, contestant } of all)
      for (const task of vaeTasks) {
        const rate = await contestant?.rate(task, SECONDS);
        if (rate !== undefined) rates.get(label)?.[task].push(rate);
      }
  for (const { contestant } of all) await contestant?.close();
  return all.map((checked) => ({
    label: checked.label,
    family: checked.family,
    error: checked.error,
    bound: checked.bound,
    results: Object.fromEntries(
      vaeTasks.map((task) => [task, resultOf(task, checked, ours, rates.get(checked.label)?.[task] ?? [])]),
    ),
  }));
}

async function check({ label, family, open }: Entry): Promise<Checked> {
  let contestant: Contestant | undefined;
  try {
    contestant = await open();
    const version = 'version' in contestant ? ` ${contestant.version}` : '';
    return {
      label: `${label}${version}`,
      family,
      contestant,
      error: undefined,
      bound: bound(await contestant.trained(CHECKED_STEPS)),
      brief: await contestant.brief(CHECKED_ROUNDS),
    };
  } catch (error) {
    await contestant?.close();
    return {
      label,
      family,
      contestant: undefined,
      error: failed(error).error,
      bound: Number.NaN,
      brief: undefined,
    };
  }
}

function told({ contestant, bound: reached, brief }: Checked): string {
  const parts = PARAMETERS.map((name) => {
    const own = brief?.[name];
    return `${name} variance ${own?.variance.toPrecision(4)}, mean's norm ${own?.norm.toPrecision(4)}`;
  });
  return `${reached.toFixed(2)} nats after ${CHECKED_STEPS} steps (${contestant?.words.steps}); of ${CHECKED_ROUNDS * BATCH} single gradients ${parts.join(', ')} (${contestant?.words.estimates})`;
}

function resultOf(
  task: VaeTask,
  { contestant, error, bound: reached, brief }: Checked,
  ours: Checked | undefined,
  rates: readonly number[],
): VaeResult {
  if (error !== undefined || !contestant) return { error: error ?? 'not run' };
  const wrong = task === 'steps' ? wrongBound(reached, ours?.bound) : wrongMoments(brief, ours?.brief);
  if (wrong !== undefined) return { error: wrong };
  const sorted = [...rates].sort((a, b) => a - b);
  return { words: contestant.words[task], rate: sorted[sorted.length >> 1] ?? Number.NaN, rates };
}

function wrongBound(reached: number, wanted = Number.NaN): string | undefined {
  const off = Math.abs(reached / wanted - 1);
  if (off <= BOUND_TOLERANCE) return undefined;
  return `it comes to ${reached.toFixed(2)} nats where ours comes to ${wanted.toFixed(2)}`;
}

function wrongMoments(
  brief: ByParameter<SumsInBrief> | undefined,
  ours: ByParameter<SumsInBrief> | undefined,
): string | undefined {
  for (const name of PARAMETERS)
    for (const key of ['variance', 'norm'] as const) {
      const [own, wanted] = [brief?.[name][key] ?? Number.NaN, ours?.[name][key] ?? Number.NaN];
      if (!(Math.abs(own / wanted - 1) <= MOMENTS_TOLERANCE))
        return `${key} of the gradient of ${name} is ${own.toPrecision(3)} where ours is ${wanted.toPrecision(3)}`;
    }
  return undefined;
}
