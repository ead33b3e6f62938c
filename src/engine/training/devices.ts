import type { Device, DeviceName } from '../executors/tensor/contract';
import type { KernelPlan } from '../executors/tensor/kernelPlan';
import { plainDevice } from '../executors/tensor/plain/plain';
import type { Numbers } from './data';

/** Where devices come from. */
export interface DeviceSource {
  /** All that this browser has, the likeliest first; never empty. */
  candidates(): Promise<readonly Device[]>;
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
  /** What it runs on and what that was compared with. */
  readonly words: string;
}

/**
 * The fastest of the devices on this very program: each runs it for a moment. A device that cannot make it ready is
 * left out. `now`: a clock in milliseconds.
 */
export async function fastestDevice(
  devices: readonly Device[],
  plan: KernelPlan,
  feeds: Numbers,
  now: () => number,
): Promise<DeviceChoice> {
  const times: { device: Device; milliseconds: number }[] = [];
  for (const device of devices) {
    const milliseconds = await timed(device, plan, feeds, now);
    if (milliseconds !== undefined) times.push({ device, milliseconds });
  }
  const [best, ...others] = times.toSorted((p, q) => p.milliseconds - q.milliseconds);
  if (!best) return { device: plainDevice, words: plainDevice.words };
  const rest = others.map(({ device, milliseconds }) => `${NAMES[device.name]} ${figure(milliseconds)}`);
  const compared = rest.map((words) => `; ${words}`).join('');
  return {
    device: best.device,
    words: `${NAMES[best.device.name]} (when tried: ${figure(best.milliseconds)} a step${compared})`,
  };
}

async function timed(
  device: Device,
  plan: KernelPlan,
  feeds: Numbers,
  now: () => number,
): Promise<number | undefined> {
  try {
    const program = await device.prepare(plan);
    for (const [name, numbers] of feeds) program.write(name, numbers);
    await program.run(1, 0, 1);
    const begun = now();
    let runs = 0;
    while (runs < TRIAL_RUNS && now() - begun < TRIAL_MILLISECONDS) await program.run(1, ++runs, 1);
    const milliseconds = (now() - begun) / runs;
    program.dispose();
    return milliseconds;
  } catch {
    return undefined;
  }
}

function figure(milliseconds: number): string {
  return `${milliseconds < 1 ? milliseconds.toFixed(2) : milliseconds.toPrecision(2)} ms`;
}
