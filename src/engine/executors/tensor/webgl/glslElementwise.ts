import { isComparison } from '../../../ir/elementwise';
import type { GlslName } from '../../webgl/glslFunctions';
import { literal } from '../../webgl/literal';
import { COMPARISON, scalarExpression, smallPower, type WriteCall } from '../../webgl/scalarExpression';
import type { BodyOp } from '../kernelPlan';
import { Indices, programText, read, type SlotReading } from './glsl';

/** The inputs that one value of a body depends on. */
export function inputsOf(body: readonly BodyOp[], value: number): ReadonlySet<number> {
  const needed = neededFor(body, value);
  return new Set(
    body.flatMap((op, position) => (op.op === 'input' && needed.has(position) ? [op.input] : [])),
  );
}

/** The operations that one value of a body depends on, itself included. */
function neededFor(body: readonly BodyOp[], value: number): ReadonlySet<number> {
  const needed = new Set([value]);
  for (let position = value; position >= 0; position--) {
    const op = body[position];
    if (op && needed.has(position) && 'args' in op) for (const arg of op.args) needed.add(arg);
  }
  return needed;
}

/** The program that computes one value of a body at all places of `extents`, row-major. */
export function elementwiseText(
  extents: readonly number[],
  body: readonly BodyOp[],
  value: number,
  /** By input of the kernel; only those that the value depends on. */
  readings: ReadonlyMap<number, SlotReading>,
): string {
  const indices = new Indices(extents);
  const functions = new Set<GlslName>(['select', 'nan', 'infinity']);
  const call: WriteCall = (name, ...args) => {
    functions.add(name);
    return `${name}(${args.join(', ')})`;
  };
  const needed = neededFor(body, value);
  const statements = body.flatMap((op, position) => {
    if (!needed.has(position) || op.op === 'constant') return [];
    return [`float v${position} = ${expression(body, op, readings, indices, call)};`];
  });
  return programText(
    [
      'int at = getOutputCoords();',
      ...indices.lines(),
      ...statements,
      `setOutput(${reference(body, value)});`,
    ],
    functions,
  );
}

function reference(body: readonly BodyOp[], position: number): string {
  const op = body[position];
  return op?.op === 'constant' ? literal(op.value) : `v${position}`;
}

function expression(
  body: readonly BodyOp[],
  op: Exclude<BodyOp, { readonly op: 'constant' }>,
  readings: ReadonlyMap<number, SlotReading>,
  indices: Indices,
  call: WriteCall,
): string {
  if (op.op === 'input') {
    const reading = readings.get(op.input);
    if (!reading) throw new Error(`a body reads input ${op.input}, which does not exist`);
    return read(reading.slot, indices.of(reading));
  }
  const args = op.args.map((arg) => reference(body, arg));
  const [x = '', y = '', z = ''] = args;
  if (op.op === 'where') return `select(${condition(body, op.args[0])}, ${y}, ${z})`;
  if (op.op === 'pow') {
    const exponent = body[op.args[1]];
    const power = smallPower(x, exponent?.op === 'constant' ? exponent.value : undefined);
    if (power) return power;
  }
  return scalarExpression(op.op, args, call);
}

function condition(body: readonly BodyOp[], position: number): string {
  const op = body[position];
  if (op && isComparison(op)) {
    const [x, y] = op.args.map((arg) => reference(body, arg));
    return `${x} ${COMPARISON[op.op]} ${y}`;
  }
  return `${reference(body, position)} != 0.0`;
}
