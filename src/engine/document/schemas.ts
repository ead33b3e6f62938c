import * as v from 'valibot';
import { assertNever } from '../base/assertNever';
import { ACTIVATIONS } from '../base/weightLayout';
import { LARGEST_SEED, LIMITS } from './limits';
import { PICTURES, type PictureField, type PictureFields } from './pictures';

/**
 * The shapes of what a document holds, as schemas. The message of each says what was expected, in words that follow
 * «must be». What shapes cannot say (names that exist, complete arguments, cycles) is checked in `check.ts`.
 */

const text = v.string('text in quotes');
const number = v.pipe(v.number('a number'), v.finite('a finite number'));
const placeWords = `a number from -${LIMITS.place} to ${LIMITS.place}`;
const place = v.pipe(
  v.number(placeWords),
  v.minValue(-LIMITS.place, placeWords),
  v.maxValue(LIMITS.place, placeWords),
);
const names = v.array(v.string('the name of a node'), 'a list of names');
const seed = whole('a whole number from 0 to 4294967295', 0, LARGEST_SEED);
const flag = v.boolean('true or false');
const lengths = v.array(
  whole('a whole number of at least 1', 1, Number.MAX_SAFE_INTEGER),
  'a list of lengths, such as [3]',
);

function whole(expected: string, least: number, most: number) {
  return v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(least, expected),
    v.maxValue(most, expected),
  );
}

/** Own keys alone; arrays are none of it. */
const record = v.custom<Readonly<Record<string, unknown>>>(isRecord, 'an object');

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const documentSchema = v.looseObject({
  title: v.optional(text, 'Untitled'),
  about: v.optional(text, ''),
  seed: v.optional(seed, 1),
  nodes: v.array(v.unknown(), 'a list of nodes'),
  plans: v.optional(v.array(v.unknown(), 'a list of plans'), () => []),
  training: v.optional(record),
  pictures: v.optional(v.array(v.unknown(), 'a list of pictures')),
});

const common = {
  name: text,
  label: v.optional(text),
  at: v.optional(v.strictTuple([place, place], 'two numbers, such as [0, 1]')),
};

/** A parameter or an input. Its value is read by `readTensor`, in one pass over up to a million numbers. */
const given = { ...common, value: v.unknown(), parents: v.optional(names) };

export const nodeSchemas = {
  parameter: v.looseObject({ ...given, kind: v.literal('parameter') }),
  input: v.looseObject({ ...given, kind: v.literal('input') }),
  deterministic: v.looseObject({
    ...common,
    kind: v.literal('deterministic'),
    parents: v.optional(names, () => []),
    expression: v.optional(text),
  }),
  stochastic: v.looseObject({
    ...common,
    kind: v.literal('stochastic'),
    parents: v.optional(names, () => []),
    distribution: v.optional(text),
    args: v.optional(record),
    shape: v.optional(lengths),
  }),
  cost: v.looseObject({
    ...common,
    kind: v.literal('cost'),
    parents: v.optional(names, () => []),
    expression: v.optional(text),
    trains: v.optional(names),
  }),
};

export const tensorRuleSchema = v.looseObject({
  shape: lengths,
  init: v.picklist(['zeros', 'normal'], '"zeros" or "normal"'),
  scale: v.optional(number),
  seed: v.optional(seed),
});

const width = whole('a whole number of at least 1', 1, Number.MAX_SAFE_INTEGER);
const layers = 'a list of two or more widths, such as [2, 16, 1]';
const cell = 'the lengths of input and state, such as [2, 8]';

export const networkSchema = v.looseObject({
  network: v.pipe(v.array(width, layers), v.minLength(2, layers)),
  activation: v.optional(v.picklist(ACTIVATIONS, ACTIVATIONS.map((name) => `"${name}"`).join(' or '))),
  seed: v.optional(seed),
});

export const cellSchema = v.looseObject({
  cell: v.strictTuple([width, width], cell),
  seed: v.optional(seed),
});

export const dataSchema = v.looseObject({
  data: v.string('the name of a data set, such as "digits"'),
  seed: v.optional(seed),
});

export const planSchema = v.looseObject({
  name: text,
  nodes: v.optional(record, () => ({})),
  samples: v.optional(whole('a whole number from 1 to 1000000', 1, 1_000_000)),
  credit: v.optional(v.picklist(['downstream', 'all'], '"downstream" or "all"')),
  antithetic: v.optional(flag),
});

/** A number above 0 and at most `most`. */
function positive(most: number) {
  const expected = most === Number.MAX_VALUE ? 'a number above 0' : `a number above 0, at most ${most}`;
  return v.pipe(v.number(expected), v.gtValue(0, expected), v.maxValue(most, expected));
}

const decay = v.pipe(
  v.number('a number from 0 to below 1'),
  v.minValue(0, 'a number from 0 to below 1'),
  v.ltValue(1, 'a number from 0 to below 1'),
);

const normalize = v.optional(flag);
const widths = v.array(
  whole('a whole number from 1 to 256', 1, 256),
  'a list of widths of hidden layers, such as [16]',
);

/** By kind. */
export const baselineSchemas = {
  average: v.looseObject({ kind: v.literal('average'), decay, normalize }),
  leaveOneOut: v.looseObject({ kind: v.literal('leaveOneOut'), normalize }),
  optimal: v.looseObject({ kind: v.literal('optimal') }),
  value: v.looseObject({
    kind: v.literal('value'),
    hidden: v.optional(widths),
    rate: v.optional(positive(1)),
    of: v.optional(names),
    normalize,
  }),
  ranks: v.looseObject({ kind: v.literal('ranks') }),
};

const temperature = v.optional(positive(Number.MAX_VALUE));

/** The baseline is read apart, for findings that name the kind of baseline at fault. */
export const nodePlanSchemas = {
  score: v.looseObject({ estimator: v.literal('score'), baseline: v.optional(v.unknown()) }),
  pathwise: v.looseObject({ estimator: v.literal('pathwise'), stickTheLanding: v.optional(flag) }),
  measureValued: v.looseObject({ estimator: v.literal('measureValued'), coupled: v.optional(flag) }),
  enumerate: v.looseObject({ estimator: v.literal('enumerate') }),
  concrete: v.looseObject({ estimator: v.literal('concrete'), temperature }),
  straightThrough: v.looseObject({ estimator: v.literal('straightThrough') }),
  straightThroughGumbel: v.looseObject({ estimator: v.literal('straightThroughGumbel'), temperature }),
};

export const trainingSchema = v.looseObject({
  rows: v.optional(whole('a whole number from 1 to 10000', 1, 10_000)),
  samples: v.optional(whole('a whole number from 1 to 10000', 1, 10_000)),
  optimizer: v.optional(v.unknown()),
  groups: v.optional(v.array(v.unknown(), 'a list of groups')),
  steps: v.optional(whole('a whole number of at least 1', 1, Number.MAX_SAFE_INTEGER)),
});

const rate = positive(Number.MAX_VALUE);

/** By kind. */
export const optimizerSchemas = {
  sgd: v.looseObject({ kind: v.literal('sgd'), rate }),
  momentum: v.looseObject({ kind: v.literal('momentum'), rate, decay: v.optional(decay) }),
  adam: v.looseObject({
    kind: v.literal('adam'),
    rate,
    decay: v.optional(decay),
    squareDecay: v.optional(decay),
  }),
  rmsProp: v.looseObject({ kind: v.literal('rmsProp'), rate, squareDecay: v.optional(decay) }),
};

const someNames = v.pipe(names, v.minLength(1, 'a list of one name or more'));

export const groupSchema = v.looseObject({ parameters: someNames, optimizer: v.unknown() });

const node = v.string('the name of a node');

/** By kind. */
export const pictureSchemas = Object.fromEntries(
  Object.entries(PICTURES).map(([kind, fields]) => [
    kind,
    v.looseObject({ kind: v.literal(kind), title: text, ...schemasOf(fields) }),
  ]),
);

function schemasOf(fields: PictureFields): v.ObjectEntries {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)]));
}

function schemaOf(field: PictureField): v.GenericSchema {
  switch (field.holds) {
    case 'node':
      return field.isRequired ? node : v.optional(node);
    case 'nodes':
      return someNames;
    case 'companions':
      return v.optional(names);
    case 'group': {
      const parts = Object.fromEntries(Object.keys(field.fields).map((name) => [name, node]));
      return v.optional(v.strictObject(parts, field.expected));
    }
    case 'number':
      return v.optional(positive(field.most));
    case 'whole':
      return v.optional(
        whole(`a whole number from ${field.least} to ${field.most}`, field.least, field.most),
      );
    default:
      return assertNever(field);
  }
}
