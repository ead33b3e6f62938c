import { seedWord } from '../../../base/noise';
import type { SharedContext } from '../../webgl/context';
import type { Tensor } from '../../webgl/tensorflow';
import type { DeviceProgram } from '../contract';
import { copied } from '../copied';
import type { KernelPlan } from '../kernelPlan';
import { Cache, CacheUse } from './cache';
import { type Counter, execute, type Tensors, upload } from './execution';
import { linkAhead, SLICE_MS } from './linkAhead';
import { lowerPlan, type TextureLimits } from './lower';
import type { Lowered, TensorId } from './steps';

/** A kernel plan on TensorFlow.js's WebGL backend, with its feeds on the GPU. */
export class WebglProgram implements DeviceProgram {
  readonly #context: SharedContext;
  readonly #lowered: Lowered;
  readonly #estimates: number;
  readonly #use = new CacheUse();
  readonly #constants = new Map<TensorId, Tensor>();
  readonly #feeds = new Map<string, Tensor>();
  #outputs = new Map<TensorId, Tensor>();
  /** Replaced by others while steps may still read them. */
  #retired: Tensor[] = [];
  #runs = 0;
  #isDisposed = false;

  private constructor(context: SharedContext, lowered: Lowered, estimates: number) {
    this.#context = context;
    this.#lowered = lowered;
    this.#estimates = estimates;
  }

  /** Rejects with an ExecutorError `too-large`, `compile-failed`, `out-of-memory` or `context-lost`. */
  static async prepare(context: SharedContext, plan: KernelPlan): Promise<WebglProgram> {
    context.check();
    const lowered = lowerPlan(plan, limitsOf(context));
    const program = new WebglProgram(context, lowered, plan.rows / plan.samples);
    try {
      program.#fill();
      await linkAhead(context, program.#use, program.#rehearsal());
      context.check();
    } catch (error) {
      program.dispose();
      context.check();
      throw error;
    }
    return program;
  }

  /**
   * Throws a RangeError where there is no such feed, or where it takes another number of numbers; does nothing on a
   * lost context.
   */
  write(feed: string, numbers: ArrayLike<number>): void {
    const size = this.#feedSize(feed);
    if (size === undefined) return;
    if (numbers.length !== size) throw new RangeError(`${feed} takes ${size} numbers, not ${numbers.length}`);
    if (size === 0 || this.#isDisposed || this.#context.isLost) return;
    const old = this.#feeds.get(feed);
    this.#feeds.set(feed, this.#upload(numbers));
    if (old) this.#retire(old);
  }

  /** Ends early where the program is disposed of meanwhile. */
  async run(seed: number, first: number, times: number): Promise<void> {
    const context = this.#context;
    context.check();
    this.#runs++;
    try {
      const slice = { since: performance.now() };
      for (let time = 0; time < times && !this.#isDisposed; time++)
        await this.#once([seedWord(seed), (first + time * this.#estimates) | 0], slice);
      await context.settle();
    } catch (error) {
      // Operations on a lost context may fail in ways of their own.
      context.check();
      throw error;
    } finally {
      this.#runs--;
      this.#clearRetired();
    }
  }

  /** Rejects with an ExecutorError `context-lost`, and with a RangeError where there is nothing of that name yet. */
  async read(names: readonly string[], into?: readonly Float32Array[]): Promise<Float32Array[]> {
    const context = this.#context;
    context.check();
    const places = names.map((name) => this.#placeOf(name));
    const wanted = [...new Set(places.flatMap(({ tensor }) => tensor ?? []))];
    const read = Cache.of(context.backend).record(this.#use, () => wanted.map((tensor) => tensor.data()));
    const numbers = await context.unlessLost(Promise.all(read));
    return places.map(({ tensor, offset, size }, i) => {
      const all = tensor && numbers[wanted.indexOf(tensor)];
      return all ? copied(all.subarray(offset, offset + size), into?.[i]) : new Float32Array(0);
    });
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    for (const tensor of new Set([
      ...this.#constants.values(),
      ...this.#feeds.values(),
      ...this.#outputs.values(),
    ]))
      this.#retire(tensor);
    this.#constants.clear();
    this.#feeds.clear();
    this.#outputs.clear();
    this.#clearRetired();
  }

  /** Puts the constants on the GPU, and zeros for the feeds. */
  #fill(): void {
    const { constants, feeds, tensors } = this.#lowered;
    for (const { tensor, values } of constants)
      if (values.length > 0) this.#constants.set(tensor, this.#upload(values));
    for (const { name, tensor } of feeds) {
      const size = tensors[tensor]?.shape[0] ?? 0;
      if (size > 0) this.#feeds.set(name, this.#upload(new Float32Array(size)));
    }
  }

  /** Queues all steps; every slice of time it lets the GPU catch up and the event loop have its turn. */
  async #once(counter: Counter, slice: { since: number }): Promise<void> {
    const { backend } = this.#context;
    const steps = execute(backend, this.#lowered, this.#startTensors(), counter);
    try {
      let turn = steps.next();
      while (!turn.done) {
        if (performance.now() - slice.since > SLICE_MS) {
          await this.#context.settle();
          slice.since = performance.now();
        }
        if (this.#isDisposed) return;
        turn = steps.next();
      }
      this.#keep(turn.value);
    } finally {
      steps.return(new Map());
    }
  }

  *#rehearsal(): Generator<void> {
    const start = this.#startTensors();
    const left = yield* execute(this.#context.backend, this.#lowered, start, [0, 0]);
    for (const [id, tensor] of left) if (!start.has(id)) tensor.dispose();
  }

  #upload(numbers: ArrayLike<number>): Tensor {
    const { backend } = this.#context;
    return Cache.of(backend).record(this.#use, () => upload(backend, numbers));
  }

  #startTensors(): Map<TensorId, Tensor> {
    const start = new Map(this.#constants);
    for (const { name, tensor } of this.#lowered.feeds) {
      const fed = this.#feeds.get(name);
      if (fed) start.set(tensor, fed);
    }
    return start;
  }

  /** Takes over what a run leaves: outputs and updated feeds, which may be one and the same tensor. */
  #keep(left: Tensors): void {
    const { outputs, updates } = this.#lowered;
    const before = [...this.#feeds.values(), ...this.#outputs.values(), ...left.values()];
    for (const { feed, tensor } of updates) {
      const next = left.get(tensor);
      if (next) this.#feeds.set(feed, next);
    }
    this.#outputs = new Map(
      outputs.flatMap(({ tensor }) => {
        const made = left.get(tensor);
        return made ? [[tensor, made] as const] : [];
      }),
    );
    const kept = new Set([...this.#constants.values(), ...this.#feeds.values(), ...this.#outputs.values()]);
    for (const tensor of new Set(before)) if (!kept.has(tensor)) this.#retire(tensor);
    if (this.#runs === 1) this.#disposeRetired();
  }

  #placeOf(name: string): {
    readonly tensor: Tensor | undefined;
    readonly offset: number;
    readonly size: number;
  } {
    const output = this.#lowered.outputs.find((other) => other.name === name);
    if (output) {
      const tensor = this.#outputs.get(output.tensor);
      if (!tensor && output.size > 0) throw new RangeError(`${name} is read before the first run`);
      return { ...output, tensor };
    }
    const size = this.#feedSize(name);
    if (size === undefined) throw new RangeError(`neither an output nor a feed is called ${name}`);
    return { tensor: this.#feeds.get(name), offset: 0, size };
  }

  #feedSize(name: string): number | undefined {
    const feed = this.#lowered.feeds.find((other) => other.name === name);
    return feed && this.#lowered.tensors[feed.tensor]?.shape[0];
  }

  #retire(tensor: Tensor): void {
    this.#retired.push(tensor);
    if (this.#runs === 0) this.#disposeRetired();
  }

  #disposeRetired(): void {
    for (const tensor of this.#retired) tensor.dispose();
    this.#retired = [];
  }

  /** Once no run is left. What a lost context held is gone, and the new one may have programs of the same source. */
  #clearRetired(): void {
    if (this.#runs > 0) return;
    this.#disposeRetired();
    if (this.#isDisposed && !this.#context.isLost) Cache.of(this.#context.backend).release(this.#use);
  }
}

function limitsOf({ gl, quirks }: SharedContext): TextureLimits {
  const inputs: number = gl.getParameter(gl.MAX_TEXTURE_IMAGE_UNITS);
  const side: number = gl.getParameter(gl.MAX_TEXTURE_SIZE);
  return { inputs, side, quirks };
}
