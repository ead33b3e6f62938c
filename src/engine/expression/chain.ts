import type { BinarySign, Span, Tree } from './tree';

/** Brackets, signs, powers, quotients, indices and conditionals inside one another. */
export const MAX_NESTING = 100;
/** Operators in a row, each of which takes all before it: not those of a sum or a product, which is written evenly. */
export const MAX_CHAIN = 400;
/** Longer sums and products are written evenly. */
const SHORT_RUN = 32;

/** Operands with operators between them, each of which takes all before it. */
export class Chain {
  #before: Tree;
  /** Operands of a sum or a product that may go on. */
  #run: Tree[] = [];
  #sign: BinarySign | undefined;
  #length = 0;
  #quotients = 0;

  constructor(first: Tree) {
    this.#before = first;
  }

  /** The limit, where there is one operator too many. */
  add(sign: BinarySign, right: Tree): number | undefined {
    if (sign === this.#sign && (sign === '+' || sign === '*')) {
      this.#run.push(right);
      return undefined;
    }
    this.#before = this.tree();
    this.#sign = sign;
    this.#run = [right];
    // Quotients stand inside one another on the page.
    if (sign === '/' && ++this.#quotients > MAX_NESTING) return MAX_NESTING;
    return ++this.#length > MAX_CHAIN ? MAX_CHAIN : undefined;
  }

  tree(): Tree {
    return this.#sign ? joined(this.#sign, [this.#before, ...this.#run]) : this.#before;
  }
}

/** From the left; a long sum or product in halves, so that nobody who goes through the tree goes deep. */
function joined(sign: BinarySign, operands: readonly Tree[]): Tree {
  const middle = Math.ceil(operands.length / 2);
  const halves = [operands.slice(0, middle), operands.slice(middle)];
  const own = operands.length > SHORT_RUN ? halves.map((half) => joined(sign, half)) : operands;
  return own.reduce((left, right) => ({ kind: 'binary', sign, left, right, span: across(left, right) }));
}

export function across(first: Tree, last: Tree): Span {
  return [first.span[0], last.span[1]];
}
