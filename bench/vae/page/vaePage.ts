import { inBrief, type Runner, type Sums, type SumsInBrief, type VaeRival, type VaeTask } from './rival';
import type { ByParameter } from './setting';

const rivals = {
  'ours wasm': async () => (await import('./ours')).ours('wasm'),
  'ours webgl': async () => (await import('./ours')).ours('webgl'),
  'tensorflow webgl': async () => (await import('./tensorflow')).tensorflow('webgl'),
  'tensorflow wasm': async () => (await import('./tensorflow')).tensorflow('wasm'),
  'tensorflow threads': async () =>
    (await import('./tensorflow')).tensorflow('wasm', navigator.hardwareConcurrency),
  'tensorflow cpu': async () => (await import('./tensorflow')).tensorflow('cpu'),
} satisfies Record<string, () => Promise<VaeRival>>;

export type VaeRivalName = keyof typeof rivals;

/** The autoencoder's benchmark, one rival a page. */
export interface VaePage {
  open(rival: VaeRivalName): Promise<{ device: string; steps: string[]; estimates: string[] }>;
  /** Steps, or single gradients, a second. */
  rate(task: VaeTask, way: number, seconds: number): Promise<number>;
  /** The parameters after so many steps from the start. */
  trained(way: number, steps: number): Promise<{ phi: number[]; theta: number[] }>;
  brief(way: number, rounds: number): Promise<ByParameter<SumsInBrief>>;
  /** What is held after each of `parts` times `steps` training steps; the heap in bytes, after collection. */
  memory(way: number, steps: number, parts: number): Promise<Record<string, number>[]>;
}

let rival: VaeRival | undefined;
const ready = new Map<string, Promise<Runner<unknown>>>();

/** Steps or rounds at a time take about this long, as in the product's worker. */
const CHUNK_MILLISECONDS = 60;
/** Single gradients a round. */
const UNITS = { steps: 1, estimates: 64 } as const;

export const vaePage: VaePage = {
  async open(name) {
    watchMemories();
    rival = await rivals[name]();
    const names = (ways: readonly { readonly name: string }[]) => ways.map((way) => way.name);
    return { device: rival.device, steps: names(rival.steps), estimates: names(rival.estimates) };
  },
  async rate(task, way, seconds) {
    const key = `${task} ${way}`;
    const found = ready.get(key) ?? wayOf(task, way).prepare();
    ready.set(key, found);
    const runner = await found;
    const chunk = await chunkOf(runner);
    const begun = performance.now();
    let done = 0;
    while (done === 0 || performance.now() - begun < 1000 * seconds) {
      await runner.run(chunk);
      done += chunk;
    }
    return (1000 * UNITS[task] * done) / (performance.now() - begun);
  },
  async trained(way, count) {
    const runner = await (opened().steps[way] ?? wayOf('steps', way)).prepare();
    await runner.run(count);
    const { phi, theta } = (await runner.result()) as ByParameter<Float32Array>;
    runner.dispose();
    return { phi: [...phi], theta: [...theta] };
  },
  async brief(way, rounds) {
    const runner = await wayOf('estimates', way).prepare();
    await runner.run(rounds);
    const brief = inBrief((await runner.result()) as Sums);
    runner.dispose();
    return brief;
  },
  async memory(way, count, parts) {
    const runner = await wayOf('steps', way).prepare();
    const chunk = Math.min(count, await chunkOf(runner));
    const readings: Record<string, number>[] = [];
    for (let part = 0; part <= parts; part++) {
      for (let done = 0; part > 0 && done < count; done += chunk) await runner.run(chunk);
      readings.push({ heap: await heap(), 'wasm memory': memories(), ...opened().memory() });
    }
    runner.dispose();
    return readings;
  },
};

function opened(): VaeRival {
  if (!rival) throw new Error('no rival is open');
  return rival;
}

function wayOf(task: VaeTask, way: number): { prepare(): Promise<Runner<unknown>> } {
  const found = opened()[task][way];
  if (!found) throw new Error(`there is no way ${way} of ${task}`);
  return found;
}

/** How many a chunk should hold; the first run, which may compile, does not count. */
async function chunkOf(runner: Runner<unknown>): Promise<number> {
  await runner.run(1);
  for (let chunk = 1; ; chunk *= 2) {
    const begun = performance.now();
    await runner.run(chunk);
    const took = performance.now() - begun;
    if (2 * took >= CHUNK_MILLISECONDS) return chunk;
  }
}

async function heap(): Promise<number> {
  const { gc } = globalThis as { gc?: () => void };
  for (let i = 0; i < 3; i++) {
    gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { memory } = performance as { memory?: { usedJSHeapSize: number } };
  return memory?.usedJSHeapSize ?? Number.NaN;
}

const made: WeakRef<WebAssembly.Memory>[] = [];

/** Keeps count of the linear memories that are made from now on. */
function watchMemories(): void {
  const Memory = WebAssembly.Memory;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      made.push(new WeakRef(this));
    }
  };
}

/** Bytes of those still held. */
function memories(): number {
  return made.reduce((sum, ref) => sum + (ref.deref()?.buffer.byteLength ?? 0), 0);
}
