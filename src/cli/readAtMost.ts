import { closeSync, openSync, readSync } from 'node:fs';

const PIECE = 1 << 16;

/**
 * The text of a file, or of standard input for `-`, up to `limit` bytes. Throws an Error in words where there is none,
 * or more: a file may be endless.
 */
export function readAtMost(file: string, limit: number): string {
  const descriptor = file === '-' ? 0 : openSync(file, 'r');
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    for (;;) {
      const piece = readPiece(descriptor);
      if (piece.length === 0) return Buffer.concat(pieces).toString('utf8');
      pieces.push(piece);
      size += piece.length;
      if (size > limit) throw new Error(`it holds more than ${limit.toLocaleString('en-US')} bytes`);
    }
  } finally {
    if (descriptor !== 0) closeSync(descriptor);
  }
}

function readPiece(descriptor: number): Buffer {
  const piece = Buffer.alloc(PIECE);
  for (;;) {
    try {
      return piece.subarray(0, readSync(descriptor, piece));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // Standard input that is closed, and one that has nothing yet.
      if (code === 'EOF') return piece.subarray(0, 0);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
