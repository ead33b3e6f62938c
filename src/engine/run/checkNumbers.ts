import { feedsOf } from '../compile/feeds';
import { type Model, modelOf } from '../compile/model';
import { compileNodes } from '../compile/nodes';
import type { Finding } from '../diagnostics/types';
import { checkArgs, hasClassAxis } from '../distributions/args';
import type { Distribution } from '../distributions/contract';
import type { Document } from '../document/types';
import { prepareReference } from '../executors/reference/reference';
import type { Shape } from '../ir/shape';

/** Draws that are looked at. */
const DRAWS = 64;

/**
 * Draws a few samples and looks for what only numbers show: arguments that a distribution cannot take, and the first
 * nodes whose value is not a finite number. The document compiles. At most one finding a node; nothing is said of
 * nodes below one that is at fault.
 */
export function checkNumbers(document: Document, model: Model = modelOf(document)): Finding[] {
  const { program, nodes } = compileNodes(model);
  const batch = prepareReference(program).runNow({
    seed: document.seed,
    first: 0,
    count: DRAWS,
    feeds: feedsOf(document),
    raw: DRAWS,
  });
  const columns = new Map(program.outputs.map(({ name }, i) => [name, batch.raw[i] ?? new Float64Array(0)]));
  const faulty = new Set<string>();
  return nodes.flatMap(({ name, parents, site, argShapes }): Finding[] => {
    if (parents.some((parent) => faulty.has(parent))) {
      faulty.add(name);
      return [];
    }
    const finding =
      site && argumentFinding(site.distribution, argShapes, (arg) => columns.get(`${name}.${arg}`));
    if (finding) {
      faulty.add(name);
      return [{ nodes: [name], ...finding }];
    }
    const numbers = columns.get(name) ?? new Float64Array(0);
    const offender = numbers.find((x) => !Number.isFinite(x));
    if (offender === undefined) return [];
    faulty.add(name);
    const size = numbers.length / DRAWS;
    let bad = 0;
    for (let draw = 0; draw < DRAWS; draw++)
      if (numbers.subarray(draw * size, (draw + 1) * size).some((x) => !Number.isFinite(x))) bad++;
    return [{ code: 'not-a-number', facts: { bad, of: DRAWS, got: String(offender) }, nodes: [name] }];
  });
}

/** The first argument of any draw that the distribution cannot take: one argument after the other, then together. */
function argumentFinding(
  distribution: Distribution,
  shapes: Readonly<Record<string, Shape>>,
  columnOf: (arg: string) => Float64Array | undefined,
): Finding | undefined {
  const columns = Object.keys(shapes).map((arg) => [arg, columnOf(arg) ?? new Float64Array(0)] as const);
  for (const [arg, numbers] of columns) {
    const classes = shapes[arg]?.at(-1) ?? 1;
    const width = hasClassAxis(distribution.constraints[arg]) ? classes : numbers.length;
    for (let from = 0; from < numbers.length; from += width) {
      const finding = checkArgs(distribution, { [arg]: [...numbers.subarray(from, from + width)] });
      if (finding) return finding;
    }
  }
  if (distribution.support !== 'interval') return undefined;
  const rows = Math.max(...columns.map(([, numbers]) => numbers.length));
  for (let row = 0; row < rows; row++) {
    const args = columns.map(([arg, numbers]) => [arg, [elementAt(numbers, row, rows)]] as const);
    const finding = checkArgs(distribution, Object.fromEntries(args));
    if (finding) return finding;
  }
  return undefined;
}

/** An element of a column that has `rows` of them, or one a draw where the others have several. */
function elementAt(numbers: Float64Array, row: number, rows: number): number {
  return numbers[Math.floor((row * numbers.length) / rows)] ?? Number.NaN;
}
