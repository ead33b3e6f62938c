import { expect, test } from 'vitest';
import { gradient } from '../autodiff/gradient';
import { pcg4d } from '../base/noise';
import { evaluateRows } from '../executors/reference/evaluateRows';
import { Builder } from '../ir/builder';
import { lower } from './lower';
import { parse } from './parse';

const EXPRESSIONS = 500;

/** Points where masks flip, arguments tie and poles lie, and some where they do not. */
const AT = [-1, 0, 0.5, 1, 2];
const SPECIAL = AT.flatMap((x) => AT.map((y) => [x, y] as const));
const ORDINARY = [
  [0.37, -1.21],
  [1.13, 0.71],
  [-0.43, 1.77],
] as const;
const POINTS = [...SPECIAL, ...ORDINARY];
/** Steps to one side, and how far two extrapolations may differ where the slope exists. */
const STEPS = [1e-3, 5e-4, 2e-5, 1e-5];
const AGREE = 2e-3;

const UNARY = 'exp log log1p sqrt abs relu sin cos tanh sigmoid softplus sign square'.split(' ');
const POWERS = ['^2', '^3', '^4', '^0.5', '^1.5', '^2.5', '^-1', '^-2', '^y'];
const BINARY = ['+', '-', '*', '/'];
const CONDITIONS = ['<', '<=', '>', '>='];
const OF_TWO = [
  'max(A, B)',
  'min(A, B)',
  'max(stack(A, B))',
  'norm(stack(A, B))',
  'dot(stack(A, 1), stack(B, A))',
];
const OF_THREE = [
  'stack(A, B, C)[1]',
  'logsumexp(stack(A, B, C))',
  'softmax(stack(A, B, C))[0]',
  'prod(stack(A, B, C))',
  'sum(matmul(reshape(stack(A, B, C, 1), 2, 2), stack(B, A)))',
];

/** An expression in x and y; conditions hold or break at the points above. */
function randomExpression(seed: number): string {
  let drawn = 0;
  const below = (n: number) => {
    const words = new Uint32Array([seed, drawn++, 7, 0]);
    pcg4d(words);
    return (words[0] ?? 0) % n;
  };
  const pick = (list: readonly string[]) => list[below(list.length)] ?? '';
  const write = (depth: number): string => {
    if (depth === 0) return pick(['x', 'x', 'y', '0', '1', '2', '0.5', '-1']);
    const own = () => `(${write(depth - 1)})`;
    switch (below(7)) {
      case 0:
      case 1:
        return `${pick(UNARY)}${own()}`;
      case 2:
        return `${own()}${pick(POWERS)}`;
      case 3:
        return `${own()}${pick(BINARY)}${own()}`;
      case 4:
        return `${pick(['x', 'y', own()])} ${pick(CONDITIONS)} ${pick(['0', '1', 'y'])} ? ${own()} : ${pick(['0', '0', own()])}`;
      case 5:
        return pick(OF_TWO).replace('A', own()).replace('B', own()).replaceAll('A', own());
      default:
        return pick(OF_THREE).replaceAll('A', own()).replaceAll('B', own()).replaceAll('C', own());
    }
  };
  return write(2 + below(3));
}

const NO_DISTRIBUTIONS = {
  argNames: new Map<string, readonly (readonly string[])[]>(),
  ofNode: () => undefined,
  logProb: () => {
    throw new Error('no distributions here');
  },
  entropy: () => undefined,
  kl: () => undefined,
};

/** Value and slopes in x and y at many points; undefined where the text is refused. */
function compiled(text: string) {
  const { tree } = parse(text);
  if (!tree) return undefined;
  const b = new Builder();
  const [x, y] = [b.state('x', []), b.state('y', [])];
  const context = {
    builder: b,
    values: new Map([
      ['x', x],
      ['y', y],
    ]),
    layouts: new Map(),
    isNode: () => false,
    distributions: NO_DISTRIBUTIONS,
  };
  const output = lower(tree, context);
  const roots = [output, ...gradient(b, output, [x, y])].map(({ id }) => id);
  return (points: readonly (readonly [number, number])[]): number[][] => {
    const given = new Map([
      [x.id, Float64Array.from(points, ([own]) => own)],
      [y.id, Float64Array.from(points, ([, own]) => own)],
    ]);
    const rows: number[][] = points.map(() => []);
    evaluateRows(b.instructions, roots, new Map(), given, points.length, (columns, from, count) => {
      for (let row = 0; row < count; row++)
        rows[from + row] = columns.map(({ data, stride }) => data[row * stride] ?? Number.NaN);
    });
    return rows;
  };
}

/** A limit from one side: the difference quotient, extrapolated at two scales; undefined where they disagree. */
function limitOf([wide = 0, half = 0, small = 0, tiny = 0]: readonly number[]): number | undefined {
  const [coarse, fine] = [2 * half - wide, 2 * tiny - small];
  return Math.abs(coarse - fine) < AGREE * (1 + Math.abs(fine)) && Number.isFinite(fine) ? fine : undefined;
}

interface Slope {
  readonly label: string;
  readonly own: number;
  /** What both sides agree on. */
  readonly wanted: number;
  readonly isOrdinary: boolean;
}

/** The slopes that exist, by differences to both sides. */
function slopesOf(text: string): Slope[] {
  const at = compiled(text);
  if (!at) return [];
  const shifts = [0, 1].flatMap((axis) =>
    [1, -1].flatMap((side) => STEPS.map((h) => ({ axis, h: side * h }))),
  );
  const moved = POINTS.flatMap(([x, y]) =>
    [{ axis: 0, h: 0 }, ...shifts].map(
      ({ axis, h }) => (axis === 0 ? [x + h, y] : [x, y + h]) as [number, number],
    ),
  );
  const rows = at(moved);
  return POINTS.flatMap((point, p) => {
    const own = rows.slice(p * (shifts.length + 1), (p + 1) * (shifts.length + 1));
    const [value = Number.NaN] = own[0] ?? [];
    return [0, 1].flatMap((axis): Slope[] => {
      const sides = [0, 1].map((side) => {
        const from = 1 + (axis * 2 + side) * STEPS.length;
        return limitOf(
          STEPS.map((_, i) => ((own[from + i]?.[0] ?? Number.NaN) - value) / (shifts[from + i - 1]?.h ?? 1)),
        );
      });
      const [right, left] = sides;
      if (right === undefined || left === undefined || Math.abs(right - left) > AGREE * (1 + Math.abs(right)))
        return [];
      const slope = own[0]?.[1 + axis] ?? Number.NaN;
      return [
        {
          label: `${text} in ${axis === 0 ? 'x' : 'y'} at ${point}`,
          own: slope,
          wanted: right,
          isOrdinary: p >= SPECIAL.length,
        },
      ];
    });
  });
}

const isWrong = ({ own, wanted }: Slope) => !(Math.abs(own - wanted) < 0.02 * (1 + Math.abs(wanted)));

test(`slopes of ${EXPRESSIONS} random expressions where both sides agree on one`, () => {
  const slopes = Array.from({ length: EXPRESSIONS }, (_, seed) => slopesOf(randomExpression(seed))).flat();
  expect(slopes.length).toBeGreaterThan(5_000);
  expect(slopes.filter(({ own }) => Number.isNaN(own)).map(({ label }) => label)).toEqual([]);
  const wrong = slopes.filter(isWrong);
  const ordinary = wrong.filter(({ isOrdinary }) => isOrdinary);
  expect(ordinary.map(({ label, own, wanted }) => `${label}: ${own} for ${wanted}`)).toEqual([]);
  // Where branches of several slopes meet one is taken, and of the inverse of a pole 0.
  expect(wrong.length).toBeLessThan(slopes.length / 500);
});
