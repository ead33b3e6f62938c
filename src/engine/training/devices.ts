import { ExecutorError, type ExecutorReason } from '../executors/contract';
import type { Device, DeviceName } from '../executors/tensor/contract';
import type { KernelPlan } from '../executors/tensor/kernelPlan';
import { plainDevice } from '../executors/tensor/plain/plain';
import { errorWords } from '../jobs/errorWords';
import { executorWords } from '../jobs/executorWords';
import type { Numbers } from './data';

/** Where devices come from. */
export interface DeviceSource {
  /** All that this browser has, the likeliest first, and what it lacks. */
  candidates(): Promise<readonly Candidate[]>;
}

/** A device, or why there is none. */
export type Candidate = Device | MissingDevice;

export interface MissingDevice {
  readonly name: DeviceName;
  readonly missing: ExecutorReason;
}

export function isDevice(candidate: Candidate): candidate is Device {
  return 'prepare' in candidate;
}

const NAMES: Readonly<Record<DeviceName, string>> = {
  wasm: 'WebAssembly',
  webgl: 'WebGL',
  plain: 'plain JavaScript',
};

/** Milliseconds that a device is tried for, and most runs in them. */
const TRIAL_MILLISECONDS = 40;
const TRIAL_RUNS = 50;

export interface DeviceChoice {
  readonly device: Device;
  /** What it runs on, what that was compared with, and why not with others. */
  readonly words: string;
}

/**
 * The fastest of the devices on this very program: each runs it for a moment. A device that cannot make it ready is
 * left out. `now`: a clock in milliseconds.
 */
export async function fastestDevice(
  candidates: readonly Candidate[],
  plan: KernelPlan,
  feeds: Numbers,
  now: () => number,
): Promise<DeviceChoice> {
  const times: { device: Device; milliseconds: number }[] = [];
  const missing: MissingDevice[] = [];
  for (const candidate of candidates)
    if (!isDevice(candidate)) missing.push(candidate);
    else
      try {
        times.push({ device: candidate, milliseconds: await timed(candidate, plan, feeds, now) });
      } catch (error) {
        missing.push({ name: candidate.name, missing: reasonOf(error) });
      }
  const [best, ...others] = times.toSorted((p, q) => p.milliseconds - q.milliseconds);
  const without = missing.map(
    ({ name, missing: { failure } }) => `no ${NAMES[name]}: ${executorWords(failure, name)}`,
  );
  const device = best?.device ?? plainDevice;
  const notes = [
    ...(best ? [`when tried: ${figure(best.milliseconds)} a step`] : []),
    ...others.map((other) => `${NAMES[other.device.name]} ${figure(other.milliseconds)}`),
    ...without,
  ];
  const name = best ? NAMES[device.name] : device.words;
  return { device, words: notes.length > 0 ? `${name} (${notes.join('; ')})` : name };
}

/** Milliseconds of a step. Rejects where the device does not run the program. */
async function timed(device: Device, plan: KernelPlan, feeds: Numbers, now: () => number): Promise<number> {
  const program = await device.prepare(plan);
  try {
    for (const [name, numbers] of feeds) program.write(name, numbers);
    await program.run(1, 0, 1);
    const begun = now();
    let runs = 0;
    while (runs < TRIAL_RUNS && now() - begun < TRIAL_MILLISECONDS) await program.run(1, ++runs, 1);
    return (now() - begun) / runs;
  } finally {
    program.dispose();
  }
}

function reasonOf(error: unknown): ExecutorReason {
  return error instanceof ExecutorError ? error : { failure: 'failed', detail: errorWords(error) };
}

function figure(milliseconds: number): string {
  return `${milliseconds < 1 ? milliseconds.toFixed(2) : milliseconds.toPrecision(2)} ms`;
}
