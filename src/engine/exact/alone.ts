import { CountedNoise, OWN_DRAW } from '../compile/noise';
import { type CompiledSources, finishWith, plainDraft } from '../compile/program';
import { SourceNumbers } from '../compile/sourceNumbers';
import { drawSource, type ProgramSource } from '../compile/sources';
import { Builder, type Value } from '../ir/builder';
import type { Instruction, ValueId } from '../ir/operations';
import { scalarsOf } from '../ir/scalarize';
import { allAbove } from './above';
import { type ElementCosts, elementLaws, elementsOf, fedElements, type OpenVector } from './elementCosts';

/** A root with a program of its own. */
export interface Alone {
  readonly compiled: CompiledSources;
  readonly root: ValueId;
}

/**
 * Makes a program for one root of costs that are written number by number. A vector that was left open is drawn for
 * only those coordinates that the root reads, so that one coordinate needs one variable.
 */
export function alone(costs: ElementCosts, root: ValueId): Alone {
  const needed = neededCoordinates(costs, root);
  return needed.size === 0 ? { compiled: costs, root } : withDraws(costs, root, needed);
}

function neededCoordinates(costs: ElementCosts, root: ValueId): ReadonlySet<ValueId> {
  const above = allAbove(costs.program.instructions, elementLaws(costs), [root]);
  return new Set(costs.openVectors.flatMap(({ coordinates }) => coordinates.filter((id) => above.has(id))));
}

function withDraws(costs: ElementCosts, root: ValueId, needed: ReadonlySet<ValueId>): Alone {
  const { program, sources = [], openVectors, parameters } = costs;
  const b = new Builder();
  const noise = new CountedNoise(b, new SourceNumbers(), { ...OWN_DRAW, byLogits: true });
  const own = new Set(sources.map(({ value }) => value));
  const vectorOf = new Map(
    openVectors.flatMap((vector) => vector.coordinates.map((id) => [id, vector] as const)),
  );
  const drawn = new Map<OpenVector, readonly Value[]>();
  const scalars = scalarsOf(b, program.instructions, Number.POSITIVE_INFINITY, (instruction, id, at) => {
    const vector = vectorOf.get(id);
    if (!vector) return own.has(id) ? elementsOf(b, b.emit(instruction)) : fedElements(b, instruction);
    const shares = drawn.get(vector) ?? drawVector(b, vector, needed, noise, at);
    drawn.set(vector, shares);
    return [shares[vector.coordinates.indexOf(id)] ?? b.constant(Number.NaN)];
  });
  const at = (id: ValueId): readonly Value[] => scalars?.[id] ?? [];
  const whole = (id: ValueId): ValueId => {
    const { shape } = program.instructions[id] as Instruction;
    return (shape.length === 0 ? (at(id)[0] as Value) : b.reshape(b.stack(at(id)), shape)).id;
  };
  const moved = sources.map((source): ProgramSource => {
    const value = b.emit(program.instructions[source.value] as Instruction).id;
    if (source.kind !== 'draw') return { ...source, value };
    const args = Object.fromEntries(Object.entries(source.args).map(([name, id]) => [name, whole(id)]));
    return { ...source, value, logProb: whole(source.logProb), args };
  });
  const all = [...moved, ...noise.parts.map((part) => drawSource(b, part))];
  const draft = plainDraft([{ name: 'root', value: at(root)[0] as Value }]);
  const finished = finishWith(
    b,
    draft,
    all.sort((p, q) => p.value - q.value),
  );
  const [output] = finished.program.outputs;
  return {
    compiled: { program: finished.program, sources: finished.sources, parameters },
    root: output?.value ?? -1,
  };
}

/** Draws a vector from one source for each needed coordinate, or from one source less. */
function drawVector(
  b: Builder,
  { coordinates, distribution, args }: OpenVector,
  needed: ReadonlySet<ValueId>,
  noise: CountedNoise,
  at: (id: ValueId) => readonly Value[],
): readonly Value[] {
  const numbers = Object.entries(args).map(
    ([name, ids]) => [name, b.stack(ids.map((id) => at(id)[0] as Value))] as const,
  );
  const wanted = coordinates.flatMap((id, i) => (needed.has(id) ? [i] : []));
  const draw = distribution.sampleFromFewest?.(b, Object.fromEntries(numbers), [], noise.beta, wanted);
  return draw ? elementsOf(b, draw) : [];
}
