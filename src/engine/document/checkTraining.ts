import type { Finding } from '../diagnostics/types';
import type { KnownNodes } from './checkPlans';
import type { Picture } from './pictureTypes';
import type { Training } from './trainingTypes';
import type { NodeKind } from './types';

/** What is wrong with the training for the nodes that are there. */
export function trainingFindings({ groups = [] }: Training, names: KnownNodes): Finding[] {
  const seen = new Set<string>();
  return groups.flatMap(({ parameters }, i) =>
    parameters.flatMap((name): Finding[] => {
      const field = `training.groups.${i}.parameters`;
      if (seen.has(name)) return [{ code: 'two-groups', facts: { name }, field }];
      seen.add(name);
      return nameFindings(name, PARAMETER, field, names);
    }),
  );
}

interface Fitting {
  /** As a message says it: «a stochastic node». */
  readonly expected: string;
  readonly kinds: readonly NodeKind[];
}

const PARAMETER: Fitting = { expected: 'a parameter', kinds: ['parameter'] };
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

/** What is wrong with picture number `index` for the nodes that are there. */
export function pictureFindings(picture: Picture, index: number, names: KnownNodes): Finding[] {
  const field = `pictures.${index}`;
  return [
    ...namedIn(picture).flatMap(({ name, fitting, part }) =>
      nameFindings(name, fitting, `${field}.${part}`, names),
    ),
    ...wholeFindings(picture, field),
  ];
}

interface Named {
  readonly name: string;
  readonly fitting: Fitting;
  /** The field of the picture. */
  readonly part: string;
}

function namedIn(picture: Picture): Named[] {
  switch (picture.kind) {
    case 'images':
      return [...each(picture.show, SHOWN, 'show'), ...one(picture.prior, STOCHASTIC, 'prior')];
    case 'latent':
      return [...one(picture.set, STOCHASTIC, 'set'), ...one(picture.show, DERIVED, 'show')];
    case 'steps':
      return [...each(picture.show, SHOWN, 'show'), ...each(picture.windows ?? [], DERIVED, 'windows')];
    case 'plane':
      return [
        ...each(picture.points, SHOWN, 'points'),
        ...one(picture.set, SHOWN, 'set'),
        ...one(picture.heat, SCALAR, 'heat'),
        ...one(picture.arrows?.down, DESCENDED, 'arrows.down'),
      ];
    case 'band':
      return [...one(picture.set, INPUT, 'set'), ...one(picture.show, DERIVED, 'show')];
    case 'pendulum':
      return [...each(picture.angles, SHOWN, 'angles'), ...each(picture.torques ?? [], DERIVED, 'torques')];
    case 'paths':
      return [
        ...each(picture.points, SHOWN, 'points'),
        ...one(picture.goal, SHOWN, 'goal'),
        ...one(picture.set, SHOWN, 'set'),
        ...one(picture.heat, SCALAR, 'heat'),
      ];
  }
}

const one = (name: string | undefined, fitting: Fitting, part: string): Named[] =>
  name === undefined ? [] : [{ name, fitting, part }];

const each = (names: readonly string[], fitting: Fitting, part: string): Named[] =>
  names.map((name) => ({ name, fitting, part }));

/** What concerns several fields of a picture. */
function wholeFindings(picture: Picture, field: string): Finding[] {
  if (picture.kind === 'steps' && picture.windows && picture.windows.length !== picture.show.length) {
    const expected = `a list as long as "show", of ${picture.show.length}`;
    const facts = { expected, got: `a list of ${picture.windows.length}` };
    return [{ code: 'wrong-value', facts, field: `${field}.windows` }];
  }
  if (
    picture.kind === 'pendulum' &&
    picture.torques &&
    picture.torques.length !== picture.angles.length - 1
  ) {
    const expected = `a list of ${picture.angles.length - 1}, one between every two of "angles"`;
    const facts = { expected, got: `a list of ${picture.torques.length}` };
    return [{ code: 'wrong-value', facts, field: `${field}.torques` }];
  }
  if (picture.kind === 'plane' && picture.arrows && !picture.points.includes(picture.arrows.from)) {
    const facts = { expected: 'one of "points"', got: `"${picture.arrows.from}"` };
    return [{ code: 'wrong-value', facts, field: `${field}.arrows.from` }];
  }
  const isOverPlane = picture.kind === 'plane' || picture.kind === 'paths';
  if (isOverPlane && (picture.set === undefined) !== (picture.heat === undefined)) {
    const [given, other] = picture.set === undefined ? ['heat', 'set'] : ['set', 'heat'];
    const expected = other === 'set' ? 'the node that runs over the plane' : 'the node to show as heat';
    return [
      {
        code: 'missing-field',
        facts: { expected: `${expected}, as "${given}" is given` },
        field: `${field}.${other}`,
      },
    ];
  }
  return [];
}

function nameFindings(
  name: string,
  { expected, kinds }: Fitting,
  field: string,
  { names, unread, suggest }: KnownNodes,
): Finding[] {
  const node = names.get(name);
  if (node === undefined) {
    if (unread.has(name)) return [];
    const facts = { name, role: 'field', suggestion: suggest(name) } as const;
    return [{ code: 'unknown-node', facts, field }];
  }
  if (kinds.includes(node.kind)) return [];
  return [{ code: 'unfitting-node', facts: { name, kind: node.kind, expected }, field }];
}
