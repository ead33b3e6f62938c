import { sizeOf, stridesOf } from '../../../ir/shape';
import { functionsOf, type GlslName } from '../../webgl/glslFunctions';

/** The text of a generated program; the functions that its lines call come before them. */
export function programText(
  lines: readonly string[],
  functions: Iterable<GlslName> = [],
  defines: readonly string[] = [],
): string {
  return [...defines, functionsOf(functions), 'void main() {', ...lines.map((line) => `  ${line}`), '}'].join(
    '\n',
  );
}

/** A number of input `slot` at an index. */
export const read = (slot: number, index: string | number): string => `getX${slot}(${index})`;

export interface SlotReading {
  readonly slot: number;
  readonly offset: number;
  readonly strides: readonly number[];
}

/**
 * Finds the indices at which operands of a loop over `extents` are read by the fragment for its iteration number `at`,
 * row-major. Coordinates are worked out only for axes that an operand needs.
 */
export class Indices {
  readonly #extents: readonly number[];
  readonly #dense: readonly number[];
  readonly #used = new Set<number>();

  constructor(extents: readonly number[]) {
    this.#extents = extents;
    this.#dense = stridesOf(extents);
  }

  of({ offset, strides }: Pick<SlotReading, 'offset' | 'strides'>): string {
    const axes = this.#extents.flatMap((extent, axis) => (extent > 1 ? [axis] : []));
    if (axes.every((axis) => strides[axis] === this.#dense[axis])) return sum(['at'], offset);
    const moving = axes.filter((axis) => strides[axis] !== 0);
    for (const axis of moving) this.#used.add(axis);
    return sum(
      moving.map((axis) => (strides[axis] === 1 ? `i${axis}` : `i${axis} * ${strides[axis]}`)),
      offset,
    );
  }

  /** Definitions of the coordinates that the indices so far name. */
  lines(): string[] {
    return [...this.#used]
      .sort((a, b) => a - b)
      .map((axis) => {
        const [stride = 1, extent = 1] = [this.#dense[axis], this.#extents[axis]];
        const above = stride === 1 ? 'at' : `at / ${stride}`;
        const outermost = stride * extent === sizeOf(this.#extents);
        return `int i${axis} = ${outermost ? above : `(${above}) % ${extent}`};`;
      });
  }
}

function sum(terms: readonly string[], offset: number): string {
  const all = offset === 0 && terms.length > 0 ? terms : [...terms, `${offset}`];
  return all.join(' + ');
}
