import { ExecutorError } from '../../src/engine/executors/contract';
import type { Device, DeviceProgram } from '../../src/engine/executors/tensor/contract';
import type { KernelPlan } from '../../src/engine/executors/tensor/kernelPlan';
import { createWebglDevice } from '../../src/engine/executors/tensor/webgl/webglDevice';
import { SharedContext } from '../../src/engine/executors/webgl/context';

/** What a plan is run on, as plain data. */
export interface PlanOrder {
  readonly seed: number;
  readonly first: number;
  readonly times: number;
  readonly feeds: Readonly<Record<string, readonly number[]>>;
  readonly read: readonly string[];
}

/** Numbers by name, or the failure in their place. */
export type PlanAnswer = Readonly<Record<string, readonly number[]>> | string;

/** Runs kernel plans on the page. */
export class TensorBench {
  #device: Device | undefined;
  readonly #programs: DeviceProgram[] = [];

  async open(): Promise<string> {
    const device = await createWebglDevice();
    if (device instanceof ExecutorError) return device.message;
    this.#device = device;
    return device.words;
  }

  /** The number of the new program, or the failure. */
  async prepare(plan: KernelPlan): Promise<number | string> {
    if (!this.#device) throw new Error('the device is not open');
    try {
      return this.#programs.push(await this.#device.prepare(plan)) - 1;
    } catch (error) {
      return failureOf(error);
    }
  }

  async run(number: number, { seed, first, times, feeds, read }: PlanOrder): Promise<PlanAnswer> {
    const program = this.program(number);
    try {
      for (const [name, numbers] of Object.entries(feeds)) program.write(name, numbers);
      await program.run(seed, first, times);
      const numbers = await program.read(read);
      return Object.fromEntries(read.map((name, i) => [name, [...(numbers[i] ?? [])]]));
    } catch (error) {
      return failureOf(error);
    }
  }

  program(number: number): DeviceProgram {
    const program = this.#programs[number];
    if (!program) throw new Error(`no program ${number}`);
    return program;
  }

  /** Makes the browser take the context away. */
  async loseContext(): Promise<void> {
    const context = await SharedContext.open();
    context.lose();
    context.close();
  }
}

function failureOf(error: unknown): string {
  if (error instanceof ExecutorError) return error.failure;
  throw error;
}
