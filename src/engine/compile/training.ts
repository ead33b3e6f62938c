import type { Plan } from '../document/types';
import type { ArrayProgram } from '../ir/arrayProgram';
import { Builder, type Value } from '../ir/builder';
import { costOf } from '../ir/cost';
import { sizeOf } from '../ir/shape';
import { stateFeed, Vectorized } from '../ir/vectorize';
import { refuseTooMuch } from '../ir/workLimits';
import type { Model } from '../model/model';
import { compilePlan } from './plan';
import type { ParameterSlot } from './program';
import { finishArrays } from './rows';

/** One step of learning as an array program that updates its own feeds. */
export interface CompiledStep {
  readonly program: ArrayProgram;
  readonly parameters: readonly ParameterSlot[];
  /** Feeds beside the document's numbers, with what they begin with: what is carried, and what optimizers remember. */
  readonly initial: ReadonlyMap<string, readonly number[]>;
  readonly costs: readonly string[];
  /** Scalars that must be fed beside the document's numbers: see `CompiledPlan`. */
  readonly optima: readonly string[];
  /** Consecutive rows that share a row of data. */
  readonly shared: number;
}

/** What a step is made of, beside the model and its plan. */
export interface StepSettings {
  /** Rows of data, and samples for each. */
  readonly rows: number;
  readonly samples: number;
  readonly optimizer: (parameter: string) => UpdateRule;
}

/** How a parameter follows its gradient: see `optimizers/`. */
export type UpdateRule = (site: UpdateSite) => Value;

export interface UpdateSite {
  readonly b: Builder;
  readonly parameter: Value;
  readonly gradient: Value;
  /** A number from outside, which can change while it runs. */
  readonly rate: Value;
  /** Something of the parameter's shape, or a scalar, kept from step to step. */
  readonly keep: (
    name: string,
    like: 'parameter' | 'scalar',
    initial: number,
  ) => {
    readonly last: Value;
    readonly set: (next: Value) => void;
  };
}

/** Names of feeds and outputs of a step. */
export const rateFeed = (parameter: string): string => `rate:${parameter}`;
export const totalFeed = (cost: string): string => `total:${cost}`;
export const GRADIENT_NORM = 'gradient norm';

/**
 * The mean gradient over all rows and samples and one step of every parameter's optimizer. Outputs: `cost`,
 * `gradient:<parameter>`, and the Euclidean norm of all gradients together. Feeds of its own: `rate:<parameter>`;
 * `total:<cost>` adds up every cost node's mean. Throws a FindingError where an expression is at fault.
 */
export function compileStep(model: Model, plan: Plan, settings: StepSettings): CompiledStep {
  const { program: single, parameters, optima } = compilePlan(model, plan, { eachCost: true });
  const rows = settings.rows * settings.samples * single.samples;
  const b = new Builder('stepNumbers');
  const all = new Vectorized(b, single.instructions, { rows, shared: settings.samples });
  const outputs = new Map(single.outputs.map(({ name, value }) => [name, all.meanOf(value)] as const));
  const initial = new Map<string, readonly number[]>();
  const updates: { feed: string; value: Value }[] = [];
  const carry = (feed: string, next: Value, start: readonly number[]) => {
    initial.set(feed, start);
    updates.push({ feed, value: next });
  };
  for (const { name, next, initial: start } of single.states) carry(stateFeed(name), all.meanOf(next), start);
  for (const { name, shape } of parameters) {
    const gradient = outputs.get(`gradient:${name}`);
    if (!gradient) continue;
    const parameter = b.feed(name, shape);
    const next = settings.optimizer(name)({
      b,
      parameter,
      gradient,
      rate: b.feed(rateFeed(name), []),
      keep: (kept, like, begin) => {
        const feed = `${kept}:${name}`;
        const own = like === 'scalar' ? [] : shape;
        const start = new Array<number>(sizeOf(own)).fill(begin);
        return { last: b.feed(feed, own), set: (value) => carry(feed, value, start) };
      },
    });
    updates.push({ feed: name, value: next });
  }
  const costs = single.outputs.flatMap(({ name }) =>
    name.startsWith('cost:') ? [name.slice('cost:'.length)] : [],
  );
  for (const cost of costs) {
    const total = b.add(b.feed(totalFeed(cost), []), outputs.get(`cost:${cost}`) ?? 0);
    carry(totalFeed(cost), total, [0]);
  }
  const shown = [...outputs].flatMap(([name, value]) => (name.startsWith('cost:') ? [] : [{ name, value }]));
  const squares = shown.flatMap(({ name, value }) => (name === 'cost' ? [] : [b.sum(b.square(value))]));
  const norm = b.sqrt(squares.reduce<Value>((sum, own) => b.add(sum, own), b.constant(0)));
  const program = finishArrays(b, {
    rows,
    samples: rows,
    outputs: [...shown, { name: GRADIENT_NORM, value: norm }],
    updates,
  });
  refuseTooMuch('step', costOf(program.instructions).operations);
  return {
    program,
    parameters,
    initial,
    costs,
    optima,
    shared: settings.samples,
  };
}
