import { assertNever } from '../../../base/assertNever';
import { ExecutorError } from '../../contract';
import type { Kernel, KernelPlan } from '../kernelPlan';

const ALIGNMENT = 16;
/** Bytes behind each buffer that a vector load may read. */
const SLACK = 16;
const PAGE = 65536;
const MOST_BYTES = 2 ** 30;

/** Where the buffers of a plan stand in the linear memory, in bytes. */
export interface MemoryLayout {
  readonly address: (buffer: number) => number;
  /** Numbers that a kernel may use for itself. */
  readonly scratch: number;
  readonly pages: number;
}

interface Life {
  from: number;
  to: number;
}

/**
 * Buffers that are never needed at the same time share memory: from the first kernel that writes one to the last that
 * reads it. Feeds, constants, outputs and sources of updates stay. Throws an ExecutorError `too-large` beyond 1 GiB.
 *
 * @param scratch how many numbers of scratch there are to be
 */
export function layOutMemory(plan: KernelPlan, scratch: number): MemoryLayout {
  const lives = livesOf(plan);
  const addresses = new Map<number, number>();
  const taken: { start: number; end: number; life: Life }[] = [];
  const sizeOf = (buffer: number) => roundUp((plan.buffers[buffer] ?? 0) * 4 + SLACK, ALIGNMENT);
  // A pointer may stand some numbers before the buffer that it walks through.
  let end = ALIGNMENT;
  // The longest first: they leave the fewest gaps.
  const order = [...lives.keys()].sort((a, b) => sizeOf(b) - sizeOf(a) || a - b);
  for (const buffer of order) {
    const life = lives.get(buffer) as Life;
    const size = sizeOf(buffer);
    const rivals = taken
      .filter((other) => other.life.from <= life.to && life.from <= other.life.to)
      .sort((a, b) => a.start - b.start);
    let start = ALIGNMENT;
    for (const rival of rivals) {
      if (start + size <= rival.start) break;
      start = Math.max(start, rival.end);
    }
    addresses.set(buffer, start);
    taken.push({ start, end: start + size, life });
    end = Math.max(end, start + size);
  }
  const bytes = end + scratch * 4 + SLACK;
  if (bytes > MOST_BYTES)
    throw new ExecutorError(
      'too-large',
      `the arrays take ${Math.ceil(bytes / 2 ** 20)} MiB, more than 1 GiB`,
    );
  return {
    address: (buffer) => {
      const address = addresses.get(buffer);
      if (address === undefined) throw new Error(`no kernel, feed or constant has buffer ${buffer}`);
      return address;
    },
    scratch: end,
    pages: Math.ceil(bytes / PAGE),
  };
}

/** By buffer: the first and the last kernel that has to do with it. */
function livesOf(plan: KernelPlan): Map<number, Life> {
  const lives = new Map<number, Life>();
  const touch = (buffer: number, from: number, to = from) => {
    const life = lives.get(buffer);
    if (!life) lives.set(buffer, { from, to });
    else {
      life.from = Math.min(life.from, from);
      life.to = Math.max(life.to, to);
    }
  };
  const written = new Set<number>();
  plan.kernels.forEach((kernel, step) => {
    // What is read before it is written keeps its numbers from one run to the next.
    for (const buffer of readBy(kernel))
      if (written.has(buffer)) touch(buffer, step);
      else touch(buffer, 0, Infinity);
    for (const buffer of writtenBy(kernel)) {
      written.add(buffer);
      touch(buffer, step);
    }
  });
  const lasting = [
    ...plan.feeds.map(({ buffer }) => buffer),
    ...plan.constants.map(({ buffer }) => buffer),
    ...plan.outputs.map(({ buffer }) => buffer),
    ...plan.updates.map(({ from }) => from.buffer),
  ];
  for (const buffer of lasting) touch(buffer, 0, Infinity);
  return lives;
}

function readBy(kernel: Kernel): number[] {
  switch (kernel.kind) {
    case 'elementwise':
      return kernel.inputs.map(({ buffer }) => buffer);
    case 'matmul':
      return [kernel.a.buffer, kernel.c.buffer];
    case 'reduce':
      return [kernel.from.buffer];
    case 'take':
      return [kernel.table.buffer, kernel.index.buffer];
    case 'noise':
      return [];
    case 'gamma':
      return [kernel.concentration.buffer];
    default:
      return assertNever(kernel);
  }
}

function writtenBy(kernel: Kernel): number[] {
  return kernel.kind === 'elementwise' ? kernel.outputs.map(({ to }) => to.buffer) : [kernel.out.buffer];
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
