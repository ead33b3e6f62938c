import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import { type Addend, addendsOf, randomValues } from './addends';
import { Appendable } from './appendable';
import type { ElementCosts } from './elementCosts';

/** Every root as a product of values that share no source: means of such a product multiply. */
export interface Factors {
  readonly costs: ElementCosts;
  /** By root. */
  readonly factors: ReadonlyMap<ValueId, readonly ValueId[]>;
}

/** Takes roots apart, one number each, through products, quotients and exponentials of sums. */
export function splitProducts(costs: ElementCosts, roots: readonly ValueId[]): Factors {
  const { program, sources = [], openVectors } = costs;
  const { instructions } = program;
  const isRandom = randomValues(instructions, sources);
  const drawn = new Set(sources.map(({ value }) => value));
  const appended = new Appendable(instructions);
  const makersOf = makers(costs);
  const factors = new Map(
    roots.map((root) => {
      const found = factorsOf({ instructions, isRandom, drawn }, root, () => root);
      const lists = apart(found, makersOf);
      return [root, lists.map((list) => appended.product(list.map(({ write }) => write(appended))))] as const;
    }),
  );
  return {
    costs: { ...costs, program: { ...program, instructions: appended.instructions }, openVectors },
    factors,
  };
}

interface Values {
  readonly instructions: readonly Instruction[];
  readonly isRandom: readonly boolean[];
  readonly drawn: ReadonlySet<ValueId>;
}

function factorsOf(values: Values, id: ValueId, write: Addend['write']): Addend[] {
  const { instructions, isRandom, drawn } = values;
  const instruction = instructions[id];
  const into = (part: ValueId, wrap: (program: Appendable, value: ValueId) => ValueId = (_, own) => own) =>
    factorsOf(values, part, () => part).map((factor) => ({
      id: factor.id,
      write: (program: Appendable) => wrap(program, factor.write(program)),
    }));
  const whole = [{ id, write }];
  if (drawn.has(id) || !isRandom[id]) return whole;
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
    default:
      return whole;
  }
}

/** Of a value, what is drawn of all that it depends on: sources, and vectors that were left open, by their first coordinates. */
function makers({ program, sources = [], openVectors }: ElementCosts): (id: ValueId) => ReadonlySet<ValueId> {
  const laws = new Map<ValueId, readonly ValueId[]>([
    ...sources.map((own) => [own.value, own.kind === 'draw' ? [own.logProb] : []] as const),
    ...openVectors.flatMap(({ coordinates, args }) =>
      coordinates.map((own) => [own, Object.values(args).flat()] as const),
    ),
  ]);
  const names = new Map([
    ...sources.map(({ value }) => [value, value] as const),
    ...openVectors.flatMap(({ coordinates }) =>
      coordinates.map((own) => [own, coordinates[0] ?? own] as const),
    ),
  ]);
  return (id) => {
    const met = new Set([id]);
    const found = new Set<ValueId>();
    for (const own of met) {
      const name = names.get(own);
      if (name !== undefined) found.add(name);
      const instruction = program.instructions[own];
      for (const next of [...(instruction ? argsOf(instruction) : []), ...(laws.get(own) ?? [])])
        met.add(next);
    }
    return found;
  };
}

/** Factors in lists that share nothing random; what is not random goes with the first. */
function apart(factors: readonly Addend[], makersOf: (id: ValueId) => ReadonlySet<ValueId>): Addend[][] {
  const lists: { factors: Addend[]; makers: ReadonlySet<ValueId> }[] = [];
  const known: Addend[] = [];
  for (const factor of factors) {
    const makers = makersOf(factor.id);
    if (makers.size === 0) {
      known.push(factor);
      continue;
    }
    const linked = lists.filter((list) => [...makers].some((own) => list.makers.has(own)));
    const merged = {
      factors: [...linked.flatMap((list) => list.factors), factor],
      makers: new Set([...makers, ...linked.flatMap((list) => [...list.makers])]),
    };
    lists.splice(0, lists.length, ...lists.filter((list) => !linked.includes(list)), merged);
  }
  const [first = [], ...others] = lists.map((list) => list.factors);
  return [[...known, ...first], ...others];
}
