import { compileProbe } from '../compile/rows';
import type { Device, DeviceProgram } from '../executors/tensor/contract';
import { planKernels } from '../executors/tensor/plan/planner';
import { stateFeed } from '../ir/vectorize';
import type { Model } from '../model/model';
import type { DataTable, Numbers } from './data';

/** Most held-out rows that are looked at each time. */
const MOST_ROWS = 500;

/** The mean cost over the held-out rows, one sample each, always with the same noise. */
export class HeldOut {
  private constructor(
    readonly program: DeviceProgram,
    readonly costs: readonly string[],
    readonly rows: number,
  ) {}

  /** Undefined where the document draws no data. Throws a FindingError where an expression is at fault. */
  static async prepare(
    device: Device,
    model: Model,
    tables: readonly DataTable[],
    fixed: Numbers,
  ): Promise<HeldOut | undefined> {
    if (tables.length === 0) return undefined;
    const rows = Math.min(MOST_ROWS, ...tables.map(({ heldOut, width }) => heldOut.length / width));
    if (rows < 1) return undefined;
    const costs = model.document.nodes.flatMap(({ kind, name }) => (kind === 'cost' ? [name] : []));
    const given = tables.map(({ input }) => input);
    const program = await device.prepare(
      planKernels(compileProbe(model, { given, show: costs, rows }).program),
    );
    for (const { input, heldOut, width } of tables)
      program.write(
        stateFeed(input),
        Array.from({ length: rows * width }, (_, i) => heldOut[i] as number),
      );
    for (const [name, numbers] of fixed) program.write(name, numbers);
    return new HeldOut(program, costs, rows);
  }

  /** At these numbers of what is learned. */
  async measure(learned: Numbers, seed: number): Promise<number> {
    for (const [name, numbers] of learned) this.program.write(name, numbers);
    await this.program.run(seed, 0, 1);
    const read = await this.program.read(this.costs);
    // Costs that are arrays count as the sum of their elements.
    return (
      read.reduce((total, values) => total + values.reduce((sum, value) => sum + value, 0), 0) / this.rows
    );
  }

  dispose(): void {
    this.program.dispose();
  }
}
