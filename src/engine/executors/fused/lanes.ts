import { seedWord } from '../../base/noise';
import type { Linked } from '../webgl/link';

/** What one draw is told, besides the numbers of the program. */
export interface LaneDraw {
  readonly seed: number;
  /** Number of lane 0's first estimate. */
  readonly first: number;
  readonly steps: number;
  /** Shift and scale of every output, two numbers each. */
  readonly frames: Float32Array;
  /** Rows [from, to) of lanes that are drawn. */
  readonly rows: readonly [number, number];
}

/**
 * The lanes of one program, `side` by `side`, with room for what they make: draws passes and hands out the power sums.
 */
export interface Lanes {
  readonly side: number;
  readonly count: number;
  /** Puts every lane's states back to their initial values. */
  reset(): void;
  /** Gives every pass the numbers that were hoisted out of its program. */
  feed(hoisted: Float32Array): void;
  /** Queues one draw of all passes. The states move on with `advance`, once all rows are drawn. */
  draw(draw: LaneDraw): void;
  advance(): void;
  /**
   * Queues the reading of what the last draw left, and resolves once it is there: per output `count` times four power
   * sums. Draws queued after it do not disturb it. Rejects with an ExecutorError `context-lost`.
   */
  read(): Promise<Float32Array>;
  /** Resolves once everything queued so far is done. Rejects with an ExecutorError `context-lost`. */
  settle(): Promise<void>;
  dispose(): void;
}

/**
 * Makes the program current and tells it of the draw; `outputs` of the program's from `firstOutput` on are its own.
 */
export function setUpDraw(
  gl: WebGL2RenderingContext,
  linked: Linked,
  { seed, first, steps, frames }: LaneDraw,
  lanes: number,
  firstOutput: number,
  outputs: number,
): void {
  gl.useProgram(linked.program);
  gl.uniform1ui(linked.uniform('seedWord'), (Math.imul(seedWord(seed), 1664525) + 1013904223) >>> 0);
  gl.uniform1ui(linked.uniform('firstEstimate'), first >>> 0);
  gl.uniform1ui(linked.uniform('lanes'), lanes);
  gl.uniform1i(linked.uniform('steps'), steps);
  if (outputs > 0)
    gl.uniform2fv(linked.uniform('frame'), frames.subarray(firstOutput * 2, (firstOutput + outputs) * 2));
}

/** Gives the programs the numbers that were hoisted out of them. */
export function feedAll(
  gl: WebGL2RenderingContext,
  programs: readonly Linked[],
  hoisted: Float32Array,
): void {
  for (const linked of programs) {
    const place = linked.uniform('hoisted');
    if (!place) continue;
    gl.useProgram(linked.program);
    gl.uniform4fv(place, hoisted);
  }
}
