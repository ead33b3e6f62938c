import { type CompiledStep, compileStep, GRADIENT_NORM, rateFeed, totalFeed } from '../compile/training';
import type { CompleteOptimizer, TrainingSettings } from '../document/training';
import type { Plan } from '../document/types';
import type { Device, DeviceProgram } from '../executors/tensor/contract';
import type { KernelPlan } from '../executors/tensor/kernelPlan';
import { planKernels } from '../executors/tensor/plan/planner';
import type { Model } from '../model/model';
import { once } from '../model/once';
import { updateRule } from '../optimizers/rules';
import type { Divergence, ParameterNumbers } from './contract';
import type { Numbers } from './data';
import { findDivergence } from './divergence';

/** All that a step leaves for the next one, after `step` steps. */
interface Kept {
  readonly step: number;
  readonly numbers: ReadonlyMap<string, Float32Array>;
}

/** A plan's step, ready for a device. */
export interface ReadyStep {
  readonly plan: Plan;
  readonly compiled: CompiledStep;
  readonly kernels: KernelPlan;
}

export const stepPlan = once((model, plan: Plan, settings: TrainingSettings): ReadyStep => {
  const compiled = compileStep(model, plan, {
    rows: settings.rows,
    samples: settings.samples,
    optimizer: (parameter) => updateRule(optimizerOf(settings, parameter)),
  });
  return { plan, compiled, kernels: planKernels(compiled.program) };
});

function optimizerOf({ optimizers }: TrainingSettings, parameter: string): CompleteOptimizer {
  const own = optimizers.get(parameter);
  if (!own) throw new Error(`${parameter} has no optimizer`);
  return own;
}

/**
 * One plan's learning on a device. After every chunk of steps what they left is read back, so that a chunk that
 * went wrong, or a device that was lost, costs no more than the chunk.
 */
export class PlanTrainer {
  readonly plan: Plan;
  readonly #step: ReadyStep;
  readonly #kept: readonly string[];
  #settings: TrainingSettings;
  #device: Device;
  #program: DeviceProgram;
  #good: Kept;
  /** Where the next reading goes: as large as `#good`, and nobody's. */
  #spare: readonly Float32Array[] | undefined;
  #divergence: Divergence | undefined;
  #since = 0;
  #norm = Number.NaN;

  private constructor(
    readonly model: Model,
    step: ReadyStep,
    settings: TrainingSettings,
    device: Device,
    program: DeviceProgram,
    begin: ReadonlyMap<string, Float32Array>,
    /** Feeds that no step changes. */
    readonly fixed: Numbers,
  ) {
    this.plan = step.plan;
    this.#step = step;
    this.#settings = settings;
    this.#device = device;
    this.#program = program;
    this.#kept = step.kernels.updates.map(({ feed }) => feed);
    this.#good = { step: 0, numbers: begin };
  }

  static async prepare(
    device: Device,
    model: Model,
    step: ReadyStep,
    settings: TrainingSettings,
    feeds: Numbers,
  ): Promise<PlanTrainer> {
    const kept = new Set(step.kernels.updates.map(({ feed }) => feed));
    const all = new Map<string, ArrayLike<number>>([...feeds, ...step.compiled.initial]);
    const begin = new Map(
      [...all]
        .filter(([name]) => kept.has(name))
        .map(([name, numbers]) => [name, Float32Array.from(numbers)]),
    );
    const fixed = new Map([...all].filter(([name]) => !kept.has(name)));
    const program = await device.prepare(step.kernels);
    const trainer = new PlanTrainer(model, step, settings, device, program, begin, fixed);
    trainer.#writeAll();
    return trainer;
  }

  get steps(): number {
    return this.#good.step;
  }

  get divergence(): Divergence | undefined {
    return this.#divergence;
  }

  get parameters(): ParameterNumbers {
    const own = this.#step.compiled.parameters.map(({ name }) => name);
    return new Map(own.map((name) => [name, this.#good.numbers.get(name) ?? new Float32Array(0)]));
  }

  /** The feeds that steps change, as they are now: all that other programs of the model need beside `fixed`. They hold until it steps on. */
  get learned(): Numbers {
    return this.#good.numbers;
  }

  setRates(settings: TrainingSettings): void {
    for (const { name } of this.#step.compiled.parameters)
      this.#program.write(rateFeed(name), [optimizerOf(settings, name).rate]);
    // With another rate it may go on from where it was stopped.
    if (settings !== this.#settings) this.#divergence = undefined;
    this.#settings = settings;
  }

  /** Steps on. Where a number is no more finite, goes back to the last good step and stops for good. */
  async advance(seed: number, count: number): Promise<void> {
    if (this.#divergence) return;
    const from = this.#good;
    await this.#program.run(seed, from.step, count);
    const next = await this.#read(from.step + count);
    if (next) {
      this.#keep(next);
      return;
    }
    await this.#findFailure(seed, from, count);
  }

  /** Mean of every cost over the steps since this was last asked, and the norm of the last mean gradient. */
  takeCosts(): { readonly costs: ReadonlyMap<string, number>; readonly gradientNorm: number } {
    const { costs } = this.#step.compiled;
    const steps = this.#good.step - this.#since;
    const means = costs.map((cost) => {
      const total = this.#good.numbers.get(totalFeed(cost))?.[0] ?? 0;
      return [cost, steps > 0 ? total / steps : Number.NaN] as const;
    });
    // Sums start again, so that they stay small beside what is added.
    for (const cost of costs) {
      this.#program.write(totalFeed(cost), [0]);
      this.#good.numbers.get(totalFeed(cost))?.fill(0);
    }
    this.#since = this.#good.step;
    return { costs: new Map(means), gradientNorm: this.#norm };
  }

  /** Goes on from the last good step on another device, after the old one was lost. */
  async moveTo(device: Device): Promise<void> {
    this.#program = await device.prepare(this.#step.kernels);
    this.#device = device;
    this.#writeAll();
  }

  dispose(): void {
    this.#program.dispose();
  }

  #writeAll(): void {
    for (const [name, numbers] of [...this.fixed, ...this.#good.numbers]) this.#program.write(name, numbers);
    this.setRates(this.#settings);
  }

  /** What the steps left; undefined where it is not finite. */
  async #read(step: number): Promise<Kept | undefined> {
    const names = ['cost', GRADIENT_NORM, ...this.#kept];
    const into = this.#spare && [new Float32Array(1), new Float32Array(1), ...this.#spare];
    const [cost, norm, ...kept] = await this.#program.read(names, into);
    if (![cost, norm, ...kept].every(areFinite)) return undefined;
    this.#norm = norm?.[0] ?? Number.NaN;
    return { step, numbers: new Map(this.#kept.map((name, i) => [name, kept[i] as Float32Array])) };
  }

  /** What was good so far makes room for the next reading. */
  #keep(next: Kept): void {
    const { numbers } = this.#good;
    this.#spare = this.#kept.map((name) => numbers.get(name) ?? new Float32Array(0));
    this.#good = next;
  }

  async #findFailure(seed: number, from: Kept, count: number): Promise<void> {
    this.#good = from;
    this.#writeAll();
    for (let done = 0; done < count; done++) {
      const before = this.#good;
      await this.#program.run(seed, before.step, 1);
      const next = await this.#read(before.step + 1);
      if (next) {
        this.#keep(next);
        continue;
      }
      const { parameters } = this.#step.compiled;
      const read = await this.#program.read(parameters.map(({ name }) => `gradient:${name}`));
      const gradients = parameters.flatMap(({ name }, i) => (areFinite(read[i]) ? [] : [name]));
      const { program, shared } = this.#step.compiled;
      this.#divergence = await findDivergence(this.#device, this.model, {
        seed,
        step: before.step,
        rows: program.rows,
        shared,
        feeds: new Map([...this.fixed, ...this.learned]),
        gradients,
      });
      break;
    }
    this.#writeAll();
  }
}

function areFinite(numbers: Float32Array | undefined): boolean {
  return numbers?.every(Number.isFinite) ?? false;
}
