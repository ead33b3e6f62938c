import type { Chance } from './chance';

/** Values that trip careless code. */
const ODD: readonly [unknown, ...unknown[]] = [
  null,
  true,
  '',
  'constructor',
  '__proto__',
  'toString',
  'x',
  'theta',
  ' ',
  '\ud800',
  '\u0000',
  'é'.normalize('NFD'),
  '\u{1d703}',
  'a'.repeat(40),
  'a'.repeat(5000),
  '{'.repeat(300),
  '$x$'.repeat(100),
  'x^'.repeat(100),
  `${'('.repeat(200)}x${')'.repeat(200)}`,
  `${'x-'.repeat(500)}x`,
  '0/0',
  '1e308*10',
  'log_prob(x)',
  'kl(x, Normal(0, 1))',
  0,
  -0,
  -1,
  0.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 31,
  2 ** 53,
  [],
  {},
  [[]],
  [1, [2]],
  { shape: [2, 3], init: 'zeros' },
  { shape: [1e6], init: 'normal' },
  { network: [2, 3, 1] },
  { cell: [2, 3] },
  { data: 'ring' },
  { kind: 'optimal' },
  { kind: 'value', hidden: [256, 256] },
  { estimator: 'enumerate' },
  { estimator: 'measureValued' },
  { estimator: 'pathwise', stickTheLanding: true },
];

const KEYS: readonly [string, ...string[]] = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'at',
  'shape',
  'label',
  'value',
  'parents',
  'args',
  'trains',
  'samples',
  'antithetic',
  'credit',
  'training',
  'pictures',
];

type Json = Record<string, unknown> | unknown[];

/** A copy of a JSON value with a few of its parts swapped, left out, doubled, or replaced by odd ones. */
export function mutated(json: unknown, chance: Chance): unknown {
  const copy: unknown = structuredClone(json);
  for (let changes = 1 + chance.below(4); changes > 0; changes--) {
    const places = placesIn(copy);
    if (places.length === 0) return odd(chance);
    const [holder, key] = places[chance.below(places.length)] ?? [[], 0];
    const [other, otherKey] = places[chance.below(places.length)] ?? [holder, key];
    change(holder, key, structuredClone(valueAt(other, otherKey)), chance);
  }
  return copy;
}

/** A value of its own: later changes may be within it. */
function odd(chance: Chance): unknown {
  return structuredClone(chance.pick(ODD));
}

function copied(holder: Json, key: string | number): unknown {
  return structuredClone(valueAt(holder, key));
}

/** Characters that copies of one part may take. */
const MOST_COPIED = 200_000;

function mostCopies(holder: Json, key: string | number): number {
  return MOST_COPIED / (JSON.stringify(valueAt(holder, key) ?? 0).length + 1);
}

function change(holder: Json, key: string | number, other: unknown, chance: Chance): void {
  switch (chance.below(7)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      return;
    case 1:
      if (Array.isArray(holder)) holder.splice(Number(key), 0, copied(holder, key));
      else set(holder, chance.pick(KEYS), copied(holder, key));
      return;
    case 2:
      set(holder, key, other);
      return;
    case 3:
      set(holder, Array.isArray(holder) ? holder.length : chance.pick(KEYS), odd(chance));
      return;
    case 4: {
      const value = valueAt(holder, key);
      if (typeof value === 'string') set(holder, key, spliced(value, chance));
      else if (typeof value === 'number') set(holder, key, value * 10 ** (chance.below(40) - 20));
      else set(holder, key, [value]);
      return;
    }
    case 5:
      if (Array.isArray(holder))
        for (let i = Math.min(chance.below(300), mostCopies(holder, key)); i > 0; i--)
          holder.push(copied(holder, key));
      return;
    default:
      set(holder, key, odd(chance));
  }
}

/** Own properties alone, whatever they are called. */
function set(holder: Json, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}

function valueAt(holder: Json, key: string | number): unknown {
  return Object.getOwnPropertyDescriptor(holder, key)?.value;
}

function placesIn(json: unknown): (readonly [Json, string | number])[] {
  const places: (readonly [Json, string | number])[] = [];
  const todo = [json];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, value] of Object.entries(next)) {
      places.push([next as Json, key]);
      if (typeof value === 'object' && value !== null) todo.push(value);
    }
  }
  return places;
}

const PIECES: readonly [string, ...string[]] = [
  '(',
  ')',
  '[',
  ']',
  ',',
  '^',
  '-',
  '/',
  '*',
  '?',
  ':',
  '=',
  '<',
  '0',
  '1e400',
  'theta',
  'exp(',
  'log(',
  'sum(',
  'matmul(',
  'reshape(',
  'range(',
  'Normal(',
  'stop(',
  'é',
  '\ud800',
  '"',
  '\\',
  '\n',
  '%',
  '.',
];

/** A text with a piece of it cut, doubled, moved, or another one put in. */
export function spliced(text: string, chance: Chance): string {
  let result = text;
  for (let changes = 1 + chance.below(3); changes > 0; changes--) {
    const from = chance.below(result.length + 1);
    const to = Math.min(result.length, from + chance.below(12));
    const [before, piece, after] = [result.slice(0, from), result.slice(from, to), result.slice(to)];
    const makes = [
      before + after,
      before + piece.repeat(1 + chance.below(50)) + after,
      after + piece + before,
      before + chance.pick(PIECES) + piece + after,
      before + chance.pick(PIECES).repeat(chance.below(200)) + after,
    ] as const;
    result = chance.pick([...makes]);
  }
  return result;
}
