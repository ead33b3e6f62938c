import { describe, expect, test } from 'vitest';
import { generator } from '../base/mulberry';
import { binomialQuantile } from '../base/special/binomial';
import { poissonQuantile } from '../base/special/poisson';
import { Builder, type Value } from '../ir/builder';
import { BINARY, type BinaryOp, isBinary, isUnary, UNARY, type UnaryOp } from '../ir/elementwise';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import { Enclosure } from './enclosure';

const UNARY_OPS = Object.keys(UNARY) as UnaryOp[];
const BINARY_OPS = Object.keys(BINARY) as BinaryOp[];
const isUnaryOp = (op: string): op is UnaryOp => Object.hasOwn(UNARY, op);
const isBinaryOp = (op: string): op is BinaryOp => Object.hasOwn(BINARY, op);

/** A number with a bound on what rounding has made of it; `known`: no part of it is NaN. */
interface Rounded {
  readonly value: number;
  readonly error: number;
  readonly known: boolean;
}

function functionOf(instruction: Instruction): (...args: number[]) => number {
  if (isUnary(instruction)) return (x = 0) => UNARY[instruction.op].compute(x);
  if (isBinary(instruction)) return (x = 0, y = 0) => BINARY[instruction.op].compute(x, y);
  const { op } = instruction;
  if (op === 'where') return (c = 0, x = 0, y = 0) => (c !== 0 ? x : y);
  if (op === 'poissonQuantile') return (u = 0, rate = 0) => poissonQuantile(u, rate);
  if (op === 'binomialQuantile') return (u = 0, n = 0, p = 0) => binomialQuantile(u, n, p);
  throw new Error(`no function for ${op}`);
}

/**
 * Evaluates scalars at one place. Errors are what an operation makes of errors in its arguments, and its own last
 * places. Where a number is 0 at a single place, what is chosen by it there is left out.
 */
function evaluate(
  { instructions }: Enclosure,
  given: ReadonlyMap<ValueId, number>,
  sticks: (id: ValueId) => boolean,
): Rounded[] {
  const all: Rounded[] = [];
  instructions.forEach((instruction, id) => {
    const own = instruction.op === 'constant' ? instruction.values[0] : given.get(id);
    if (own !== undefined) {
      all.push({ value: own, error: 0, known: true });
      return;
    }
    const f = functionOf(instruction);
    const args = argsOf(instruction).map((arg) => all[arg] as Rounded);
    const [first = -1] = argsOf(instruction);
    const isSingle = instruction.op === 'where' && args[0]?.value === 0 && !sticks(first);
    const at = (signs: number) =>
      f(...args.map(({ value, error }, i) => value + (((signs >> i) & 1) * 2 - 1) * error));
    const value = f(...args.map((arg) => arg.value));
    let error =
      8e-16 * Math.abs(value) +
      (instruction.op === 'digamma' || instruction.op === 'lgamma' ? 4e-15 : 1e-320);
    for (let signs = 0; signs < 2 ** args.length; signs++)
      error = Math.max(error, 2 * Math.abs(at(signs) - value));
    all.push({ value, error, known: !isSingle && args.every(({ known }) => known) && !Number.isNaN(value) });
  });
  return all;
}

interface Case {
  readonly instructions: readonly Instruction[];
  readonly sides: readonly ValueId[];
  readonly point: ValueId;
}

/** A program of every operation, on two numbers that move and one that does not. */
function randomCase(random: () => number): Case {
  const b = new Builder();
  const sides = ['x', 'y'].map((name) => b.state(name, []));
  const point = b.state('p', []);
  const pool: Value[] = [...sides, point, b.constant(random() * 4 - 2), b.constant(Math.floor(random() * 4))];
  const any = (): Value => pool[Math.floor(random() ** 0.7 * pool.length)] as Value;
  const others = ['where', 'poissonQuantile', 'binomialQuantile', 'below the greatest'];
  const sort = [...UNARY_OPS, ...BINARY_OPS, ...BINARY_OPS, ...others];
  for (let i = 0; i < 14; i++) {
    const op = sort[Math.floor(random() * sort.length)] ?? 'add';
    if (isUnaryOp(op)) pool.push(b.unary(op, any()));
    else if (isBinaryOp(op)) pool.push(b.binary(op, any(), any()));
    else if (op === 'below the greatest') {
      const x = any();
      pool.push(b.sub(x, b.binary('max', any(), b.binary('max', x, any()))));
    } else if (op === 'where') pool.push(b.where(any(), any(), any()));
    else if (op === 'poissonQuantile') pool.push(b.poissonQuantile(b.sigmoid(any()), b.softplus(any())));
    else pool.push(b.binomialQuantile(b.sigmoid(any()), b.constant(6), b.sigmoid(any())));
  }
  return { instructions: b.instructions, sides: sides.map(({ id }) => id), point: point.id };
}

interface Counts {
  values: number;
  slopes: number;
}

/** What escapes from the enclosure of a program over a random box. */
function escapes({ instructions, sides, point }: Case, random: () => number, counts: Counts): string[] {
  const enclosure = new Enclosure(instructions, sides);
  const wide = 10 ** (4 * random() - 3);
  const box = sides.map(() => {
    const low = (random() < 0.2 ? 0 : 4 * random() - 2) - (random() < 0.1 ? wide : 0);
    return { low, high: low + wide * (0.5 + random()) };
  });
  const still = 4 * random() - 2;
  enclosure.set(point, { value: { low: still, high: still }, slope: { low: 0, high: 0 } });
  sides.forEach((id, k) => {
    enclosure.set(id, { value: box[k] as { low: number; high: number }, slope: { low: 1, high: 1 } });
  });
  enclosure.evaluatePoints();
  enclosure.evaluate();
  const found: string[] = [];
  const { low, high, slopeLow, slopeHigh } = enclosure;
  instructions.forEach((_, id) => {
    const own = [low, high, ...slopeLow, ...slopeHigh].map((list) => list[id]);
    if (own.some(Number.isNaN)) found.push(`${id} has an end that is no number`);
  });
  const at = (place: readonly number[]) =>
    evaluate(
      enclosure,
      new Map([[point, still], ...sides.map((id, k) => [id, place[k] as number] as const)]),
      (id) => enclosure.sticks(id),
    );
  const inside = (k: number, share: number): number => {
    const { low: from, high: to } = box[k] as { low: number; high: number };
    return Math.min(to, from + share * (to - from));
  };
  for (let trial = 0; trial < 12; trial++) {
    const shares = sides.map(() => (random() < 0.2 ? Math.round(random()) : random()));
    const k = trial % sides.length;
    const other = shares.map((share, i) => (i === k ? random() : share));
    const [here, there] = [shares, other].map((own) => own.map((share, i) => inside(i, share)));
    if (!here || !there) continue;
    const [a, b] = [at(here), at(there)];
    const width = (there[k] as number) - (here[k] as number);
    instructions.forEach(({ op }, id) => {
      const [p, q] = [a[id] as Rounded, b[id] as Rounded];
      if (!p.known) return;
      counts.values++;
      const name = `${op} ${id} at ${here.join()}`;
      // What rounding has moved out of the box of an argument may leave its own.
      if (p.value < (low[id] as number) - p.error || p.value > (high[id] as number) + p.error)
        found.push(`${name}: ${p.value} is not in [${low[id]}, ${high[id]}]`);
      const chord = (q.value - p.value) / width;
      const noise = (2 * (p.error + q.error)) / Math.abs(width) + 1e-12 * Math.abs(chord);
      if (!q.known || !Number.isFinite(chord) || !Number.isFinite(noise)) return;
      if (noise < 0.01 * Math.abs(chord)) counts.slopes++;
      const [least, most] = [slopeLow[k]?.[id] as number, slopeHigh[k]?.[id] as number];
      if (enclosure.varies(id) && (chord < least - noise || chord > most + noise))
        found.push(`${name} to ${there.join()}: the slope ${chord} is not in [${least}, ${most}]`);
    });
  }
  return found;
}

describe('nothing escapes from the box of a random program', () => {
  test.each(Array.from({ length: 20 }, (_, i) => i))('%d', (seed) => {
    const random = generator(100 + seed);
    const counts = { values: 0, slopes: 0 };
    for (let i = 0; i < 60; i++) {
      const own = randomCase(random);
      const found = escapes(own, random, counts);
      expect(found, JSON.stringify(own.instructions)).toEqual([]);
    }
    // It has something to say.
    expect(counts.values).toBeGreaterThan(5000);
    expect(counts.slopes).toBeGreaterThan(1000);
  });
});
