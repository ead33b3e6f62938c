import { boundariesWith, type ElementGroup, type ElementOp, type PointArg } from './groups';

/**
 * Where all readers of a point stand in one later group of the same size, the point moves there, so that it need not
 * be written to memory and read again. The points of its old group that it was made from must be written in its stead;
 * it moves only where that is one at most. `isReadOutside`: whether anything but points reads an array.
 */
export function sinkPoints(groups: readonly ElementGroup[], isReadOutside: (root: number) => boolean): void {
  const readers = readersOf(groups);
  const homes = new Map(groups.flatMap((group) => group.points.map((point) => [point, group] as const)));
  for (const group of groups.toSorted((p, q) => q.level - p.level))
    for (const point of group.points.toReversed()) {
      if (isReadOutside(point.root)) continue;
      const own = readers.get(point.root) ?? [];
      const [home, ...others] = new Set(own.map((reader) => homes.get(reader)));
      if (!home || others.length > 0 || home === group || home.size !== group.size) continue;
      if (!own.every((reader) => reader.args.every((arg) => isWhole(arg, point.root, group.size)))) continue;
      if (new Set(point.args.flatMap((arg) => (arg.kind === 'point' ? [arg.root] : []))).size > 1) continue;
      if (!move(point, group, home)) continue;
      homes.set(point, home);
      for (const reader of own) inline(reader, point.root);
    }
}

/** The points that read each root. */
function readersOf(groups: readonly ElementGroup[]): Map<number, ElementOp[]> {
  const readers = new Map<number, ElementOp[]>();
  for (const group of groups)
    for (const point of group.points)
      for (const arg of point.args) {
        if (arg.kind === 'constant') continue;
        const root = arg.kind === 'point' ? arg.root : arg.view.root;
        readers.set(root, [...(readers.get(root) ?? []), point]);
      }
  return readers;
}

/** Whether an argument that reads the root reads it element by element. */
function isWhole(arg: PointArg, root: number, size: number): boolean {
  if (arg.kind !== 'array' || arg.view.root !== root) return true;
  const { view, shape } = arg;
  return view.offset === 0 && isDense(view.strides, shape) && shape.reduce((p, n) => p * n, 1) === size;
}

function isDense(strides: readonly number[], shape: readonly number[]): boolean {
  let expected = 1;
  return shape.toReversed().every((length, i) => {
    const fits = length === 1 || strides[shape.length - 1 - i] === expected;
    expected *= length;
    return fits;
  });
}

function move(point: ElementOp, from: ElementGroup, to: ElementGroup): boolean {
  const { size } = from;
  const args = point.args.map(
    (arg): PointArg =>
      arg.kind === 'point'
        ? { kind: 'array', view: { root: arg.root, offset: 0, strides: [1] }, shape: [size] }
        : arg,
  );
  const boundaries = boundariesWith(to.boundaries, args, size);
  if (!boundaries || boundaries.length > 3) return false;
  to.boundaries = boundaries;
  from.points.splice(from.points.indexOf(point), 1);
  point.args = args;
  const before = to.points.findIndex((other) => reads(other, point.root));
  to.points.splice(before, 0, point);
  return true;
}

function reads(point: ElementOp, root: number): boolean {
  return point.args.some((arg) => arg.kind === 'array' && arg.view.root === root);
}

function inline(point: ElementOp, root: number): void {
  point.args = point.args.map((arg) =>
    arg.kind === 'array' && arg.view.root === root ? { kind: 'point', root } : arg,
  );
}
