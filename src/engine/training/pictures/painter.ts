import { compileProbe, type ProbeRequest } from '../../compile/rows';
import type { Device, DeviceProgram } from '../../executors/tensor/contract';
import { planKernels } from '../../executors/tensor/plan/planner';
import type { Shape } from '../../ir/shape';
import { stateFeed } from '../../ir/vectorize';
import type { Model } from '../../model/model';
import type { PictureFrame } from '../contract';
import type { DataTable, Numbers } from '../data';

/** What every picture is made with. */
export interface Studio {
  readonly device: Device;
  readonly model: Model;
  readonly tables: readonly DataTable[];
  /** Feeds that no step of training changes. */
  readonly fixed: Numbers;
}

/** Makes the frames of one picture of the document. */
export interface Painter {
  /** At these numbers of what is learned. */
  paint(learned: Numbers, seed: number): Promise<PictureFrame>;
  /** Another part of what can be seen: see `TrainingOrder` `view`. */
  readonly look?: (centre: readonly [number, number], reach: number) => void;
  dispose(): void;
}

/** A probe on a device: values of nodes, row by row, where others are given. */
export class Probing {
  private constructor(
    readonly program: DeviceProgram,
    readonly shapes: ReadonlyMap<string, Shape>,
    readonly show: readonly string[],
  ) {}

  static async prepare({ device, model, fixed }: Studio, request: ProbeRequest): Promise<Probing> {
    const { program: arrays, shapes } = compileProbe(model, request);
    const program = await device.prepare(planKernels(arrays));
    for (const [name, numbers] of fixed) program.write(name, numbers);
    return new Probing(program, shapes, request.show);
  }

  sizeOf(node: string): number {
    return (this.shapes.get(node) ?? []).reduce((product, n) => product * n, 1);
  }

  /** By node shown; row-major. */
  async values(learned: Numbers, given: Numbers, seed: number): Promise<ReadonlyMap<string, Float32Array>> {
    for (const [name, own] of learned) this.program.write(name, own);
    for (const [name, own] of given) this.program.write(stateFeed(name), own);
    await this.program.run(seed, 0, 1);
    const read = await this.program.read(this.show);
    return new Map(this.show.map((name, i) => [name, read[i] ?? new Float32Array(0)]));
  }

  dispose(): void {
    this.program.dispose();
  }
}

/** The first `count` held-out rows of every table, as what a probe is given. */
export function heldOutRows(tables: readonly DataTable[], count: number): Numbers {
  return new Map(
    tables.map(({ input, heldOut, width }) => [
      input,
      Float32Array.from({ length: count * width }, (_, i) => heldOut[i % heldOut.length] as number),
    ]),
  );
}
