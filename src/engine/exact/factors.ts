import type { Instruction, ValueId } from '../ir/operations';
import { allAbove, sharing } from './above';
import { type Addend, addendsOf, randomValues } from './addends';
import { Appendable } from './appendable';
import { type ElementCosts, elementLaws } from './elementCosts';

/** Every root as a product of values that share no source: means of such a product multiply. */
export interface Factors {
  readonly costs: ElementCosts;
  /** By root. */
  readonly factors: ReadonlyMap<ValueId, readonly ValueId[]>;
}

/** Takes roots, one number each, apart through products, quotients and exponentials of sums. */
export function splitProducts(costs: ElementCosts, roots: readonly ValueId[]): Factors {
  const { program, sources = [] } = costs;
  const { instructions } = program;
  const isRandom = randomValues(instructions, sources);
  const drawn = new Set(sources.map(({ value }) => value));
  const appended = new Appendable(instructions);
  const makersOf = makers(costs);
  const factors = new Map(
    roots.map((root) => {
      const room = { depth: DEEPEST, products: { left: MOST_PRODUCTS } };
      const found = factorsOf({ instructions, isRandom, drawn }, root, () => root, room);
      const lists = apart(found, makersOf);
      return [root, lists.map((list) => appended.product(list.map(({ write }) => write(appended))))] as const;
    }),
  );
  return {
    costs: { ...costs, program: { ...program, instructions: appended.instructions } },
    factors,
  };
}

interface Values {
  readonly instructions: readonly Instruction[];
  readonly isRandom: readonly boolean[];
  readonly drawn: ReadonlySet<ValueId>;
}

/**
 * How deep nested products are taken apart, and how many in all; what is deeper stays whole. A product that is met twice
 * counts twice, and of squares of squares there would be no end.
 */
const DEEPEST = 200;
const MOST_PRODUCTS = 1000;

interface Room {
  readonly depth: number;
  readonly products: { left: number };
}

function factorsOf(values: Values, id: ValueId, write: Addend['write'], room: Room): Addend[] {
  const { instructions, isRandom, drawn } = values;
  const instruction = instructions[id];
  const into = (part: ValueId, wrap: (program: Appendable, value: ValueId) => ValueId = (_, own) => own) =>
    factorsOf(values, part, () => part, { ...room, depth: room.depth - 1 }).map((factor) => ({
      id: factor.id,
      write: (program: Appendable) => wrap(program, factor.write(program)),
    }));
  const whole = [{ id, write }];
  if (drawn.has(id) || !isRandom[id] || room.depth === 0 || --room.products.left < 0) return whole;
  switch (instruction?.op) {
    case 'mul':
      return instruction.args.flatMap((arg) => into(arg));
    case 'div': {
      const [a, b] = instruction.args;
      return [...into(a), ...into(b, (program, own) => program.binary('div', program.constant(1), own))];
    }
    case 'neg': {
      const [first, ...others] = into(instruction.args[0]);
      if (!first) return whole;
      return [{ id: first.id, write: (program) => program.unary('neg', first.write(program)) }, ...others];
    }
    case 'exp':
      return addendsOf(instructions, isRandom, drawn, instruction.args[0], () => instruction.args[0]).map(
        (addend) => ({ id: addend.id, write: (program) => program.unary('exp', addend.write(program)) }),
      );
    // Every other operation is opaque: its value is one factor.
    default:
      return whole;
  }
}

/** What is drawn of all that a value depends on: sources, and open vectors, each named by its first coordinate. */
function makers(costs: ElementCosts): (id: ValueId) => ReadonlySet<ValueId> {
  const laws = elementLaws(costs);
  const firsts = new Map(
    costs.openVectors.flatMap(({ coordinates }) => coordinates.map((own) => [own, coordinates[0]] as const)),
  );
  return (id) => {
    const drawn = [...allAbove(costs.program.instructions, laws, [id])].filter((own) => laws.has(own));
    return new Set(drawn.map((own) => firsts.get(own) ?? own));
  };
}

/** Lists of factors that share no source; what is not random goes into the first list. */
function apart(factors: readonly Addend[], makersOf: (id: ValueId) => ReadonlySet<ValueId>): Addend[][] {
  const known = factors.filter(({ id }) => makersOf(id).size === 0);
  const random = factors.filter((factor) => !known.includes(factor));
  const [first = [], ...others] = sharing(random, ({ id }) => makersOf(id));
  return [[...known, ...first], ...others];
}
