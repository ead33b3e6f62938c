import type { Fitting } from './fitting';
import type { PictureKind, PictureOf } from './pictureTypes';

/**
 * What the fields of every kind of picture hold. Their schemas (`schemas.ts`), what is wrong with them
 * (`checkPictures.ts`) and what becomes of them when nodes get other names or go (`renamePicture.ts`) all follow from
 * this table.
 */

/** The name of a node. */
interface NodeField {
  readonly holds: 'node';
  readonly fits: Fitting;
  readonly isRequired: boolean;
  /** What there is no longer once the node is gone. */
  readonly without: 'picture' | 'field';
  /** A field that stands with this one or not at all, and what it is. */
  readonly partner?: { readonly field: string; readonly is: string };
}

/** Names of one node or more: those that go are left out, and with the last one the picture goes. */
interface NodesField {
  readonly holds: 'nodes';
  readonly fits: Fitting;
}

/** One name for each of another list, or for every two neighbours in it. Without one of them the field goes. */
interface CompanionsField {
  readonly holds: 'companions';
  readonly fits: Fitting;
  readonly of: string;
  readonly each: 'one' | 'two neighbours';
}

/** One of the names of another list. */
interface MemberField {
  readonly holds: 'member';
  readonly of: string;
}

/** Several fields in one object, all of them or none. */
interface GroupField {
  readonly holds: 'group';
  readonly fields: Readonly<Record<string, NodeField | MemberField>>;
  /** As a message says it. */
  readonly expected: string;
}

/** A number that need not be there: above 0, or a whole one from `least` on; and at `most`. */
type NumberField =
  | { readonly holds: 'number'; readonly most: number }
  | { readonly holds: 'whole'; readonly least: number; readonly most: number };

export type PictureField = NodeField | NodesField | CompanionsField | GroupField | NumberField;
export type PictureFields = Readonly<Record<string, PictureField>>;

/** What a field of this type may be: so that a picture's field without a row does not compile. */
type FieldFor<T> = [T] extends [string]
  ? NodeField
  : [T] extends [readonly string[]]
    ? NodesField | CompanionsField
    : [T] extends [number]
      ? NumberField
      : GroupField;
type FieldsOf<P> = { readonly [F in Exclude<keyof P, 'kind' | 'title'>]-?: FieldFor<NonNullable<P[F]>> };

const INPUT: Fitting = { expected: 'an input', kinds: ['input'] };
const STOCHASTIC: Fitting = { expected: 'a stochastic node', kinds: ['stochastic'] };
/** What is worked out for every sample. */
const DERIVED: Fitting = {
  expected: 'a deterministic or stochastic node',
  kinds: ['deterministic', 'stochastic'],
};
const SHOWN: Fitting = {
  expected: 'an input, or a deterministic or stochastic node',
  kinds: ['input', ...DERIVED.kinds],
};
const SCALAR: Fitting = {
  expected: 'a deterministic or stochastic node, or a cost',
  kinds: [...DERIVED.kinds, 'cost'],
};
const DESCENDED: Fitting = { expected: 'a cost or a deterministic node', kinds: ['cost', 'deterministic'] };

/** A node that the picture cannot be made without. */
const needed = (fits: Fitting): NodeField => ({
  holds: 'node',
  fits,
  isRequired: true,
  without: 'picture',
});
const optional = (fits: Fitting): NodeField => ({ holds: 'node', fits, isRequired: false, without: 'field' });
const nodes = (fits: Fitting): NodesField => ({ holds: 'nodes', fits });

/** A node that runs over the plane, and the one that is shown there as heat. */
const overPlane = {
  set: { ...optional(SHOWN), partner: { field: 'heat', is: 'the node to show as heat' } },
  heat: { ...optional(SCALAR), partner: { field: 'set', is: 'the node that runs over the plane' } },
} as const;

export const PICTURES: { readonly [K in PictureKind]: FieldsOf<PictureOf<K>> } = {
  // Without its prior it would show something else.
  images: { show: nodes(SHOWN), prior: { ...optional(STOCHASTIC), without: 'picture' } },
  latent: { set: needed(STOCHASTIC), show: needed(DERIVED) },
  steps: {
    show: nodes(SHOWN),
    windows: { holds: 'companions', fits: DERIVED, of: 'show', each: 'one' },
    window: { holds: 'whole', least: 1, most: 1000 },
  },
  plane: {
    points: nodes(SHOWN),
    ...overPlane,
    arrows: {
      holds: 'group',
      fields: { from: { holds: 'member', of: 'points' }, down: optional(DESCENDED) },
      expected: 'the names of two nodes, {"from": "x", "down": "f"}',
    },
  },
  band: { set: needed(INPUT), show: needed(DERIVED) },
  pendulum: {
    angles: nodes(SHOWN),
    torques: { holds: 'companions', fits: DERIVED, of: 'angles', each: 'two neighbours' },
    seconds: { holds: 'number', most: 10 },
  },
  paths: { points: nodes(SHOWN), goal: optional(SHOWN), ...overPlane },
};

/** Without the types of the single fields. */
export const fieldsOf = (kind: PictureKind): PictureFields => PICTURES[kind];
