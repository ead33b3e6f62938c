import { Builder, type Value } from '../ir/builder';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import { elementOf } from '../ir/scalarize';
import { sizeOf } from '../ir/shape';
import type { ScalarProgram } from './analysis';
import { MOST_CONTINUOUS } from './limits';
import type { OpenProgram } from './sources';

/** A sum of normals with known factors, and a rest that depends on no normal. */
interface Affine {
  readonly factors: ReadonlyMap<ValueId, Value>;
  readonly rest: Value;
}

/**
 * The same roots from fewer normals, where all that is random is normal and the roots depend on it through a few sums.
 * These sums are jointly normal: as many standard normals times a root of their covariance have the same law. So a
 * chain of Normals with a cost at its end needs one variable. Undefined where that does not help.
 */
export function mergeNormals(
  open: OpenProgram,
  scalar: ScalarProgram,
): { readonly open: OpenProgram; readonly roots: readonly ValueId[] } | undefined {
  if (open.sources.some(({ kind }) => kind !== 'normal')) return undefined;
  const normals = new Set(scalar.elements.flatMap(({ ids }) => ids));
  const { instructions } = scalar;
  if (instructions.some(({ op }, id) => op === 'state' && !normals.has(id))) return undefined;
  const writer = new Writer(open, instructions, normals);
  const sums = writer.sums(scalar.roots);
  if (!sums || sums.length > MOST_CONTINUOUS) return undefined;
  return writer.write(sums, scalar.roots);
}

class Writer {
  readonly #b = new Builder();
  readonly #shapes: ReadonlyMap<string, readonly number[]>;
  readonly #known = new Map<ValueId, Affine | undefined>();
  readonly #values = new Map<ValueId, Value>();

  constructor(
    open: OpenProgram,
    readonly instructions: readonly Instruction[],
    readonly normals: ReadonlySet<ValueId>,
  ) {
    this.#shapes = new Map(
      open.instructions.flatMap((own) => (own.op === 'feed' ? [[own.name, own.shape] as const] : [])),
    );
  }

  /** The sums of normals that anything but a sum reads. */
  sums(roots: readonly ValueId[]): ValueId[] | undefined {
    const needed = new Set(roots);
    for (const id of needed) for (const arg of argsOf(this.#at(id))) needed.add(arg);
    const found = new Set<ValueId>();
    for (const id of [...needed].sort((p, q) => p - q)) {
      const own = this.#affineOf(id);
      this.#known.set(id, own);
      if (own) continue;
      for (const arg of argsOf(this.#at(id)))
        if ((this.#known.get(arg)?.factors.size ?? 0) > 0) found.add(arg);
    }
    for (const root of roots) if ((this.#known.get(root)?.factors.size ?? 0) > 0) found.add(root);
    return [...found];
  }

  write(sums: readonly ValueId[], roots: readonly ValueId[]) {
    const b = this.#b;
    const forms = sums.map((id) => this.#known.get(id) as Affine);
    const normals = sums.map((_, i) => b.state(`merged normal ${i}`, []));
    const lower = this.#choleskyOf(forms);
    sums.forEach((id, i) => {
      const own = (lower[i] ?? []).reduce(
        (sum, factor, k) => b.add(sum, b.mul(factor, normals[k] ?? 0)),
        forms[i]?.rest ?? b.constant(0),
      );
      this.#values.set(id, own);
    });
    const values = roots.map((root) => this.#valueOf(root));
    const sources = normals.map(({ id }) => ({ kind: 'normal' as const, value: id, size: 1, width: 1 }));
    return { open: { instructions: b.instructions, sources }, roots: values.map(({ id }) => id) };
  }

  #at(id: ValueId): Instruction {
    return this.instructions[id] as Instruction;
  }

  #affineOf(id: ValueId): Affine | undefined {
    const b = this.#b;
    const instruction = this.#at(id);
    if (this.normals.has(id)) return { factors: new Map([[id, b.constant(1)]]), rest: b.constant(0) };
    const args = argsOf(instruction).map((arg) => this.#known.get(arg));
    if (args.some((own) => !own)) return undefined;
    const [p, q] = args as Affine[];
    if (args.every((own) => own?.factors.size === 0))
      return { factors: NONE, rest: this.#emitted(id, args as Affine[]) };
    switch (instruction.op) {
      case 'add':
        return p && q && combined(b, p, q, (x) => x);
      case 'sub':
        return p && q && combined(b, p, q, (x) => b.neg(x));
      case 'neg':
        return p && mapped(p, (x) => b.neg(x));
      case 'mul':
        if (p?.factors.size === 0) return q && mapped(q, (x) => b.mul(x, p.rest));
        return p && q?.factors.size === 0 ? mapped(p, (x) => b.mul(x, q.rest)) : undefined;
      case 'div':
        return p && q?.factors.size === 0 ? mapped(p, (x) => b.div(x, q.rest)) : undefined;
      // Every other operation is no sum of normals: it is worked out from the sums that it reads.
      default:
        return undefined;
    }
  }

  /** What does not depend on normals, written as it stands. */
  #emitted(id: ValueId, args: readonly Affine[]): Value {
    return this.#written(
      this.#at(id),
      args.map(({ rest }) => rest),
    );
  }

  #written(instruction: Instruction, args: readonly Value[]): Value {
    const b = this.#b;
    if (instruction.op === 'feed') {
      const { name, element } = elementOf(instruction.name);
      const shape = this.#shapes.get(name) ?? [];
      return b.element(b.reshape(b.feed(name, shape), [sizeOf(shape)]), element);
    }
    return b.emit(
      'args' in instruction
        ? ({ ...instruction, args: args.map(({ id }) => id) } as Instruction)
        : instruction,
    );
  }

  /** Arguments come before what is made of them, so that nothing here goes as deep as the program is long. */
  #valueOf(root: ValueId): Value {
    const wanted = new Set([root]);
    for (const id of wanted) {
      const isWritten = this.#values.has(id) || this.#known.get(id)?.factors.size === 0;
      if (!isWritten) for (const arg of argsOf(this.#at(id))) wanted.add(arg);
    }
    for (const id of [...wanted].sort((a, b) => a - b)) this.#write(id);
    return this.#write(root);
  }

  #write(id: ValueId): Value {
    const known = this.#values.get(id);
    if (known) return known;
    const affine = this.#known.get(id);
    const value =
      affine && affine.factors.size === 0
        ? affine.rest
        : this.#written(
            this.#at(id),
            argsOf(this.#at(id)).map((arg) => this.#write(arg)),
          );
    this.#values.set(id, value);
    return value;
  }

  /** A lower triangular root of the covariance of the sums. A sum that adds nothing new has 0 on the diagonal. */
  #choleskyOf(forms: readonly Affine[]): Value[][] {
    const b = this.#b;
    const rows: Value[][] = [];
    forms.forEach((own, i) => {
      const row: Value[] = [];
      for (let k = 0; k <= i; k++) {
        const other = forms[k] as Affine;
        let left = b.constant(0);
        for (const [id, factor] of own.factors) {
          const match = other.factors.get(id);
          if (match) left = b.add(left, b.mul(factor, match));
        }
        const above = k === i ? row : (rows[k] ?? []);
        for (let l = 0; l < k; l++) left = b.sub(left, b.mul(row[l] ?? 0, above[l] ?? 0));
        if (k === i) row.push(b.sqrt(b.max(left, 0)));
        else {
          const pivot = rows[k]?.[k] ?? b.constant(0);
          row.push(b.where(b.lt(0, pivot), b.div(left, b.where(b.lt(0, pivot), pivot, 1)), 0));
        }
      }
      rows.push(row);
    });
    return rows;
  }
}

const NONE: ReadonlyMap<ValueId, Value> = new Map();

function mapped({ factors, rest }: Affine, f: (x: Value) => Value): Affine {
  return { factors: new Map([...factors].map(([id, factor]) => [id, f(factor)])), rest: f(rest) };
}

function combined(b: Builder, p: Affine, q: Affine, f: (x: Value) => Value): Affine {
  const factors = new Map(p.factors);
  for (const [id, factor] of q.factors) {
    const before = factors.get(id);
    factors.set(id, before ? b.add(before, f(factor)) : f(factor));
  }
  return { factors, rest: b.add(p.rest, f(q.rest)) };
}
