import { feedsOf } from '../compile/feeds';
import { type CompiledNode, compileNodes } from '../compile/nodes';
import type { Finding } from '../diagnostics/types';
import { eventShape } from '../distributions/args';
import { checkArgs } from '../distributions/checkArgs';
import type { Site } from '../estimators/contract';
import type { Batch } from '../executors/contract';
import { prepareReference } from '../executors/reference/reference';
import { costOf } from '../ir/cost';
import type { Feeds, Program } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { Model } from '../model/model';

/** Draws that are looked at, of a large graph fewer: so many numbers may be kept, and operations made. */
const DRAWS = 64;
const KEPT = 2 ** 22;
const OPERATIONS = 2 ** 26;

/**
 * Draws a few samples and looks for what only numbers show: arguments that a distribution cannot take, and the first
 * nodes whose value is not a finite number. The document compiles. At most one finding a node; nothing is said of
 * nodes below one that is at fault.
 */
export function checkNumbers(model: Model): Finding[] {
  return numbersChecker(model)(feedsOf(model.document));
}

/** The same for any numbers of parameters and inputs. */
export function numbersChecker(model: Model): (feeds: Feeds) => Finding[] {
  const { program, nodes } = compileNodes(model);
  // One draw alone would fill the memory; it shows when the graph runs.
  if (keptOf(program) > KEPT) return () => [];
  const runner = prepareReference(program);
  const count = drawsOf(program);
  return (feeds) => {
    const request = { seed: model.document.seed, first: 0, count, feeds, raw: count };
    return findingsOf(program, nodes, runner.runNow(request), count);
  };
}

/** Numbers that one draw leaves. */
function keptOf({ instructions, outputs }: Program): number {
  return outputs.reduce((sum, { value }) => sum + sizeOf(instructions[value]?.shape ?? []), 1);
}

function drawsOf(program: Program): number {
  const { instructions } = program;
  const fitting = Math.min(KEPT / keptOf(program), OPERATIONS / (1 + costOf(instructions).operations));
  return Math.max(1, Math.min(DRAWS, Math.floor(fitting)));
}

function findingsOf(
  program: Program,
  nodes: readonly CompiledNode[],
  batch: Batch,
  draws: number,
): Finding[] {
  const columns = new Map(program.outputs.map(({ name }, i) => [name, batch.raw[i] ?? new Float64Array(0)]));
  const faulty = new Set<string>();
  return nodes.flatMap(({ name, parents, site, argShapes }): Finding[] => {
    if (parents.some((parent) => faulty.has(parent))) {
      faulty.add(name);
      return [];
    }
    if (site)
      for (const [arg, shape] of Object.entries(argShapes)) {
        const numbers = columns.get(`${name}.${arg}`) ?? new Float64Array(0);
        const event = eventShape(site.distribution.constraints[arg], shape);
        const width = event.length > 0 ? sizeOf(event) : numbers.length;
        for (let from = 0; from < numbers.length; from += width) {
          const finding = checkArgs(site.distribution, {
            [arg]: Array.from(numbers.subarray(from, from + width)),
          });
          if (!finding) continue;
          faulty.add(name);
          return [{ nodes: [name], ...finding }];
        }
      }
    const empty = site && site.distribution.support === 'interval' && checkIntervals(site, columns, draws);
    if (empty) {
      faulty.add(name);
      return [{ nodes: [name], ...empty }];
    }
    const numbers = columns.get(name) ?? new Float64Array(0);
    const offender = numbers.find((x) => !Number.isFinite(x));
    if (offender === undefined) return [];
    faulty.add(name);
    const size = numbers.length / draws;
    let bad = 0;
    for (let draw = 0; draw < draws; draw++)
      if (numbers.subarray(draw * size, (draw + 1) * size).some((x) => !Number.isFinite(x))) bad++;
    return [{ code: 'not-a-number', facts: { bad, of: draws, got: String(offender) }, nodes: [name] }];
  });
}

/** The first interval without a length, where its ends have equally many numbers or one each draw. */
function checkIntervals(
  { name, distribution }: Site,
  columns: ReadonlyMap<string, Float64Array>,
  draws: number,
): Finding | undefined {
  const [low, high] = ['low', 'high'].map((arg) => columns.get(`${name}.${arg}`) ?? new Float64Array(0));
  if (!low || !high) return undefined;
  const count = Math.max(low.length, high.length);
  for (const end of [low, high]) if (end.length !== count && end.length !== draws) return undefined;
  const at = (end: Float64Array, i: number) => end[Math.floor((i * end.length) / count)] ?? Number.NaN;
  for (let i = 0; i < count; i++) {
    const finding = checkArgs(distribution, { low: [at(low, i)], high: [at(high, i)] });
    if (finding) return finding;
  }
  return undefined;
}
