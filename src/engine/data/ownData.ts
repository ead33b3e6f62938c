import { Gunzip } from 'fflate';
import { breath } from '../base/breath';
import { readingCsv } from './csv';
import { readIdx } from './idx';

/** What a visitor's own file may hold. */
export const OWN_DATA_LIMITS = {
  /** Bytes of a file, and of what is in a compressed one. */
  bytes: 96 * 2 ** 20,
  rows: 100_000,
  /** Numbers in all rows. */
  numbers: 64_000_000,
} as const;

/** Rows of numbers, row-major. */
export interface OwnTable {
  readonly width: number;
  readonly rows: Float32Array;
}

/** Why a file is no table: what is wrong, where (counted from 1, as editors count), and what to do. */
export interface OwnDataFault {
  readonly message: string;
  readonly mend: string;
  readonly row?: number;
  readonly column?: number;
}

export type OwnDataReading = OwnTable | { readonly fault: OwnDataFault };

/**
 * The rows of a file that a visitor chose: IDX (the format of MNIST; bytes become numbers from 0 to 1) or CSV, either
 * of them gzipped or not. Never rejects. Rests now and then, so that a page stays usable meanwhile.
 */
export async function readOwnData(
  bytes: Uint8Array,
  rest: () => Promise<void> = breath,
): Promise<OwnDataReading> {
  const reading = readingOwnData(bytes);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
    await rest();
  }
}

/** The same in steps of some ten milliseconds. */
function* readingOwnData(bytes: Uint8Array): Generator<undefined, OwnDataReading> {
  if (bytes.length > OWN_DATA_LIMITS.bytes) return { fault: tooLarge() };
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return yield* readingPlain(bytes);
  const inflated = yield* inflating(bytes);
  return 'fault' in inflated ? inflated : yield* readingPlain(inflated);
}

/** Every fifth row is held out; the others train. */
export function splitRows({ width, rows }: OwnTable): {
  readonly train: Float32Array;
  readonly heldOut: Float32Array;
} {
  const count = rows.length / width;
  const held = Math.floor(count / 5);
  const train = new Float32Array((count - held) * width);
  const heldOut = new Float32Array(held * width);
  for (let row = 0, t = 0, h = 0; row < count; row++) {
    const numbers = rows.subarray(row * width, (row + 1) * width);
    if (row % 5 === 4) heldOut.set(numbers, h++ * width);
    else train.set(numbers, t++ * width);
  }
  return { train, heldOut };
}

function* readingPlain(bytes: Uint8Array): Generator<undefined, OwnDataReading> {
  if (bytes.length === 0)
    return { fault: { message: 'the file is empty', mend: 'choose a file with rows of numbers' } };
  // An IDX file begins with two zero bytes, and text never does.
  if (bytes[0] === 0 && bytes[1] === 0) return readIdx(bytes, OWN_DATA_LIMITS);
  const text = new TextDecoder().decode(bytes);
  if (text.includes('\0'))
    return {
      fault: {
        message: 'this is neither an IDX file nor a text',
        mend: 'choose an IDX file, as MNIST comes in, or a CSV file',
      },
    };
  return yield* readingCsv(text, OWN_DATA_LIMITS);
}

/** Bytes that are inflated at a time, which at most become a thousand times as many; and in all, between two rests. */
const STEP = 1 << 11;
const BETWEEN_RESTS = 1 << 21;

/** Stops at the limit: a small file can inflate to any size. */
function* inflating(bytes: Uint8Array): Generator<undefined, Uint8Array | { readonly fault: OwnDataFault }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const gunzip = new Gunzip((chunk, final) => {
    size += chunk.length;
    ended ||= final;
    if (size > OWN_DATA_LIMITS.bytes) throw new RangeError('too large');
    chunks.push(chunk);
  });
  try {
    let rested = 0;
    for (let i = 0; i < bytes.length && !ended; i += STEP) {
      gunzip.push(bytes.subarray(i, i + STEP), i + STEP >= bytes.length);
      if (size - rested < BETWEEN_RESTS) continue;
      rested = size;
      yield;
    }
  } catch (error) {
    return { fault: error instanceof RangeError && size > OWN_DATA_LIMITS.bytes ? tooLarge() : damaged() };
  }
  if (!ended) return { fault: damaged() };
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function damaged(): OwnDataFault {
  return { message: 'the compressed file is damaged', mend: 'download it again, or unpack it first' };
}

function tooLarge(): OwnDataFault {
  const mebibytes = OWN_DATA_LIMITS.bytes / 2 ** 20;
  return { message: `the file holds more than ${mebibytes} MiB`, mend: 'choose a part of it' };
}
