import type { ReduceKernel, TakeKernel } from '../kernelPlan';
import { type BufferRegion, isGapless, spanOf } from './contents';
import { programText, read, type SlotReading } from './glsl';

const AT = 'int at = getOutputCoords();';

/** Zeros. */
export const ZEROS = programText(['setOutput(0.0);']);

/** What a maximum over no numbers is. */
export const LOWEST = programText(['setOutput(-INFINITY);'], ['infinity']);

/** Input 0 from `offset` on. */
export function copyText(offset: number): string {
  return programText([AT, `setOutput(${read(0, `at + ${offset}`)});`]);
}

/**
 * A buffer put together from the tensors that hold regions of it, input i that of region i; later ones lie over earlier
 * ones, and zeros under all. Throws a RangeError where a region has places in common with itself.
 */
export function assembleText(regions: readonly BufferRegion[]): string {
  return programText([
    AT,
    'float value = 0.0;',
    'int left;',
    ...regions.flatMap((region, slot) => {
      const [first, end] = spanOf(region, region.extents);
      const inside = `left = at - ${first};\n  if (left >= 0 && left < ${end - first})`;
      if (isGapless(region)) return [`${inside} value = ${read(slot, 'left')};`];
      return [`${inside} {`, ...placeLines(region, slot), '}'];
    }),
    'setOutput(value);',
  ]);
}

/** Which number of the region a place is, if any: its coordinates one after another, from the outermost. */
function placeLines({ extents, strides }: BufferRegion, slot: number): string[] {
  const coordinates = extents.map((_, axis) => `c${axis}`);
  const reach = (axis: number) =>
    extents.slice(axis).reduce((sum, extent, a) => sum + (strides[axis + a] ?? 0) * (extent - 1), 0);
  const isNested = extents.every((_, axis) => (strides[axis] ?? 0) > reach(axis + 1));
  if (!isNested) throw new RangeError(`a region of extents ${extents} with strides ${strides} is no block`);
  const number = coordinates.reduce((sum, c, axis) =>
    axis === 0 ? c : `(${sum}) * ${extents[axis]} + ${c}`,
  );
  return [
    ...coordinates.flatMap((c, axis) => [
      `  int ${c} = left / ${strides[axis]};`,
      `  left -= ${c} * ${strides[axis]};`,
    ]),
    `  if (left == 0 && ${coordinates.map((c, axis) => `${c} < ${extents[axis]}`).join(' && ')}) value = ${read(slot, number)};`,
  ];
}

/** Rows of input 0 by the indices in input 1, each from an offset on. */
export function takeText({ width, tableRows }: TakeKernel, table: number, index: number): string {
  return programText([
    AT,
    `int i = at / ${width};`,
    `float wanted = floor(${read(1, `i + ${index}`)} + 0.5);`,
    `bool isThere = wanted >= 0.0 && wanted < ${tableRows}.0;`,
    `int row = isThere ? int(wanted) : 0;`,
    `float value = ${read(0, `row * ${width} + at - i * ${width} + ${table}`)};`,
    'setOutput(isThere ? value : 0.0);',
  ]);
}

/**
 * Of input 0, [i, r, j] from `offset` on, sums or maxima over parts of r of `part` numbers each: [i, ceil(r / part),
 * j].
 */
export function reduceText(
  { op, extents: [, r, j] }: Pick<ReduceKernel, 'op' | 'extents'>,
  part: number,
  offset: number,
): string {
  const parts = Math.ceil(r / part);
  const number = read(0, `start + k * ${j}`);
  return programText(
    [
      AT,
      `int column = at % ${j};`,
      `int block = at / ${j};`,
      `int from = (block % ${parts}) * ${part};`,
      `int count = min(${part}, ${r} - from);`,
      `int start = ((block / ${parts}) * ${r} + from) * ${j} + column + ${offset};`,
      `float value = ${op === 'sum' ? '0.0' : '-INFINITY'};`,
      `for (int k = 0; k < count; k++) value = ${op === 'sum' ? `value + ${number}` : `larger(value, ${number})`};`,
      'setOutput(value);',
    ],
    op === 'sum' ? [] : ['select', 'infinity', 'larger'],
  );
}

/** Two by two numbers to a texel of matrices [b, rows, columns] that input 0 holds with these strides. */
export function packText(
  [, rows, columns]: readonly [number, number, number],
  { offset, strides }: Pick<SlotReading, 'offset' | 'strides'>,
): string {
  const [batch = 0, row = 0, column = 0] = strides;
  return programText([
    'ivec3 at = getOutputCoords();',
    `bool below = at.y + 1 < ${rows};`,
    `bool beside = at.z + 1 < ${columns};`,
    `int corner = at.x * ${batch} + at.y * ${row} + at.z * ${column} + ${offset};`,
    'setOutput(vec4(',
    `  ${read(0, 'corner')},`,
    `  beside ? ${read(0, `corner + ${column}`)} : 0.0,`,
    `  below ? ${read(0, `corner + ${row}`)} : 0.0,`,
    `  below && beside ? ${read(0, `corner + ${row + column}`)} : 0.0));`,
  ]);
}

/** The numbers of packed matrices [b, rows, columns], row-major. */
export function unpackText([, rows, columns]: readonly [number, number, number]): string {
  return programText([
    AT,
    `int line = at / ${columns};`,
    `int column = at - line * ${columns};`,
    `int b = line / ${rows};`,
    `int row = line - b * ${rows};`,
    'setOutput(getChannel(getX0(b, row, column), vec2(row, column)));',
  ]);
}
