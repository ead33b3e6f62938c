import type { Instruction, ValueId } from '../ir/operations';
import type { UnaryRule } from './unary';

/** Where the steps of an enclosure read and write; see Enclosure. */
export interface EnclosureTables {
  readonly instructions: readonly Instruction[];
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** By side of the box, then by instruction. */
  readonly slopeLow: readonly Float64Array[];
  readonly slopeHigh: readonly Float64Array[];
  /** Whether an instruction depends on a side of the box. */
  varies(id: ValueId): boolean;
  /** Whether an instruction may stay at a single number while its arguments move. */
  sticks(id: ValueId): boolean;
  /** Told of an operation `id` that changes with x at this pace. */
  keepPace(of: Pick<UnaryRule, 'pace' | 'straightBeyond'>, x: ValueId, id: ValueId): void;
  markSingular(): void;
}

/** Encloses one instruction, and its derivatives, once its arguments are. */
export type EnclosureStep = () => void;

/** The same derivative along all sides. */
export function setSlopes(tables: EnclosureTables, id: ValueId, from: number, to: number): void {
  if (!tables.varies(id)) return;
  for (const slopes of tables.slopeLow) slopes[id] = from;
  for (const slopes of tables.slopeHigh) slopes[id] = to;
}
