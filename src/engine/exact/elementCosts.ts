import type { CompiledCosts } from '../compile/nodes';
import { type CompiledSources, finishWith, plainDraft } from '../compile/program';
import type { DrawSource, ProgramSource } from '../compile/sources';
import { batchShape, eventShape } from '../distributions/args';
import type { Distribution } from '../distributions/contract';
import { Builder, type Value } from '../ir/builder';
import type { Instruction, ValueId } from '../ir/operations';
import { scalarsOf } from '../ir/scalarize';
import { type Shape, sizeOf } from '../ir/shape';
import { type Laws, lawsOf } from './above';
import { elementOffset } from './elementArgs';

/** A vector whose draw is left open: a state for each coordinate. */
export interface OpenVector {
  readonly coordinates: readonly ValueId[];
  readonly distribution: Distribution;
  /** By name: the numbers of an argument. */
  readonly args: Readonly<Record<string, readonly ValueId[]>>;
}

/** Costs written number by number: every element of a circle is a source of its own. */
export type ElementCosts = CompiledSources & { readonly openVectors: readonly OpenVector[] };

/** The laws of its sources, and what open vectors are made from. */
export function elementLaws({ sources = [], openVectors }: ElementCosts): Laws {
  const laws = lawsOf(sources);
  for (const { coordinates, args } of openVectors)
    for (const own of coordinates) laws.set(own, Object.values(args).flat());
  return laws;
}

/** More instructions are not taken apart. */
const MOST_INSTRUCTIONS = 5000;

/** Undefined where the program is too large. */
export function elementCosts(costs: CompiledCosts): ElementCosts | undefined {
  return new Writer(costs).write();
}

class Writer {
  readonly #b = new Builder();
  /** By source or open draw: states, one for each of its elements or vectors. */
  readonly #states = new Map<ValueId, readonly Value[]>();

  constructor(readonly costs: CompiledCosts) {}

  write(): ElementCosts | undefined {
    const { program, sources = [], openDraws, parameters } = this.costs;
    const vectors = new Map<ValueId, boolean>([
      ...sources.map((own) => [own.value, own.kind === 'draw' && own.distribution.vector] as const),
      ...openDraws.map(({ value }) => [value, true] as const),
    ]);
    const scalars = scalarsOf(this.#b, program.instructions, MOST_INSTRUCTIONS, (instruction, id) => {
      const isVector = vectors.get(id);
      return isVector === undefined ? fedElements(this.#b, instruction) : this.#opened(id, isVector);
    });
    if (!scalars) return undefined;
    const at = (id: ValueId) => scalars[id] ?? [];
    const found = sources.flatMap((source) => this.#sourcesOf(source, at)).sort((p, q) => p.value - q.value);
    const open = openDraws.flatMap(({ value, distribution, args }) =>
      (this.#states.get(value) ?? []).map((state, i) => ({
        coordinates: elementsOf(this.#b, state).map(({ id }) => id),
        distribution,
        args: this.#numbers({ distribution, args }, at, this.#shapeOf(value).slice(0, -1), i),
      })),
    );
    const outputs = program.outputs.flatMap(({ name, value }) =>
      at(value).map((scalar) => ({ name, value: scalar })),
    );
    const { at: moved, ...finished } = finishWith(
      this.#b,
      plainDraft(outputs),
      found,
      open.flatMap(({ coordinates, args }) => [...coordinates, ...Object.values(args).flat()]),
    );
    const openVectors = open.map((own) => ({
      ...own,
      coordinates: own.coordinates.map(moved),
      args: Object.fromEntries(Object.entries(own.args).map(([name, ids]) => [name, ids.map(moved)])),
    }));
    return { ...finished, parameters, openVectors };
  }

  #opened(id: ValueId, isVector: boolean): readonly Value[] {
    const shape = this.#shapeOf(id);
    const event = isVector ? shape.slice(-1) : [];
    const count = sizeOf(shape) / sizeOf(event);
    const states = Array.from({ length: count }, (_, i) => this.#b.state(`source ${id}[${i}]`, event));
    this.#states.set(id, states);
    return states.flatMap((state) => elementsOf(this.#b, state));
  }

  #sourcesOf(source: ProgramSource, at: (id: ValueId) => readonly Value[]): ProgramSource[] {
    const shape = this.#shapeOf(source.value);
    return (this.#states.get(source.value) ?? []).map(({ id: value }, i) => {
      if (source.kind !== 'draw') return { ...source, value };
      const batch = source.distribution.vector ? shape.slice(0, -1) : shape;
      const args = Object.entries(this.#numbers(source, at, batch, i)).map(([name, ids]) => {
        const event = eventShape(source.distribution.constraints[name], this.#shapeOf(source.args[name]));
        return [name, this.#whole(ids, event).id] as const;
      });
      return {
        ...source,
        value,
        logProb: (at(source.logProb)[i] as Value).id,
        args: Object.fromEntries(args),
      };
    });
  }

  #whole(ids: readonly ValueId[], shape: Shape): Value {
    const b = this.#b;
    const [only = -1] = ids;
    return shape.length === 0 ? b.at(only) : b.reshape(b.stack(ids.map((id) => b.at(id))), shape);
  }

  /** What element `element` of a draw of shape `batch` has of arguments that broadcast to all of them. */
  #numbers(
    { distribution: { constraints }, args }: Pick<DrawSource, 'distribution' | 'args'>,
    at: (id: ValueId) => readonly Value[],
    batch: Shape,
    element: number,
  ): Record<string, readonly ValueId[]> {
    return Object.fromEntries(
      Object.entries(args).map(([name, id]) => {
        const shape = this.#shapeOf(id);
        const length = sizeOf(eventShape(constraints[name], shape));
        const from = elementOffset(batchShape(constraints[name], shape), batch, element) * length;
        const own = at(id).slice(from, from + length);
        return [name, own.map((value) => value.id)];
      }),
    );
  }

  #shapeOf(id: ValueId | undefined): Shape {
    return this.costs.program.instructions[id ?? -1]?.shape ?? [];
  }
}

/** The numbers of what is fed, which is fed whole. */
export function fedElements(b: Builder, instruction: Instruction): readonly Value[] | undefined {
  return instruction.op === 'feed' ? elementsOf(b, b.emit(instruction)) : undefined;
}

/** The numbers of a value, row-major. */
export function elementsOf(b: Builder, value: Value): readonly Value[] {
  const size = sizeOf(value.shape);
  const flat = b.reshape(value, [size]);
  return value.shape.length === 0 ? [value] : Array.from({ length: size }, (_, i) => b.element(flat, i));
}
