import type { Builder, Value } from './builder';

/** A part of an array, by its place along one axis. */
interface Piece {
  readonly begin: number;
  readonly value: Value;
}

/**
 * The sum of two values. Where both are zero but for parts of their own along one axis (as is the gradient of a vector
 * of weights, which is read slice by slice), the parts stand side by side and only what overlaps is added.
 */
export function addedParts(b: Builder, left: Value, right: Value): Value {
  const [p, q] = [partsOf(b, left), partsOf(b, right)];
  if (!p || !q || p.axis !== q.axis) return b.add(left, right);
  const { axis } = p;
  const length = (value: Value) => value.shape[axis] ?? 0;
  const pieces = merged(b, [...p.pieces, ...q.pieces], length);
  if (!pieces) return b.add(left, right);
  const parts: Value[] = [];
  let end = 0;
  const fill = (until: number) => {
    if (until > end)
      parts.push(
        b.fill(
          0,
          left.shape.map((n, other) => (other === axis ? until - end : n)),
        ),
      );
  };
  for (const { begin, value } of pieces) {
    fill(begin);
    parts.push(value);
    end = begin + length(value);
  }
  fill(length(left));
  return b.concat(parts, axis);
}

/** The pieces in order. Those in the same place are added; undefined where pieces overlap in part. */
function merged(b: Builder, pieces: readonly Piece[], length: (value: Value) => number): Piece[] | undefined {
  const sorted: Piece[] = [];
  for (const piece of pieces.toSorted((p, q) => p.begin - q.begin)) {
    const last = sorted.at(-1);
    if (!last || last.begin + length(last.value) <= piece.begin) sorted.push(piece);
    else if (last.begin === piece.begin && length(last.value) === length(piece.value))
      sorted[sorted.length - 1] = { begin: last.begin, value: addedParts(b, last.value, piece.value) };
    else return undefined;
  }
  return sorted;
}

interface Parts {
  readonly axis: number;
  readonly pieces: readonly Piece[];
}

/** The parts of a concatenation, or of one that is repeated along new leading axes, that are not known to be zero. */
function partsOf(b: Builder, value: Value): Parts | undefined {
  const instruction = b.instruction(value.id);
  if (instruction.op === 'broadcast') {
    const inner = b.at(instruction.args[0]);
    const lead = value.shape.length - inner.shape.length;
    const parts = inner.shape.every((n, axis) => n === value.shape[lead + axis]) && partsOf(b, inner);
    if (!parts) return undefined;
    const pieces = parts.pieces.map((piece) => ({
      begin: piece.begin,
      value: b.broadcast(piece.value, [...value.shape.slice(0, lead), ...piece.value.shape]),
    }));
    return { axis: parts.axis + lead, pieces };
  }
  if (instruction.op !== 'concat') return undefined;
  const { axis } = instruction;
  let begin = 0;
  const pieces = instruction.args.flatMap((arg) => {
    const part = b.at(arg);
    const piece = { begin, value: part };
    begin += part.shape[axis] ?? 0;
    return b.known(part) === 0 ? [] : [piece];
  });
  return { axis, pieces };
}
