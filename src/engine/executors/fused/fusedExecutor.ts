import type { Program } from '../../ir/program';
import { scalarize } from '../../ir/scalarize';
import { largestTable, SMALL_TABLE } from '../../ir/tables';
import { ExecutorError } from '../contract';
import { type Quirks, SharedContext } from '../webgl/context';
import { linkAll } from '../webgl/link';
import { FragmentLanes } from './fragmentLanes';
import { hoist } from './hoist';
import { MAX_WEIGHT, splitPasses } from './passes';
import { FusedRunner } from './runner';
import { type Lane, vectorsOf, writeSources } from './shader';
import { VertexLanes } from './vertexLanes';

/** Scalar instructions that may be written before the dead ones are removed. */
const MAX_WRITTEN = 5 * MAX_WEIGHT;

/** Lanes along each side of the square that one draw fills. */
const SIDE = 64;

/** Operations of one step of all lanes, which cannot be left before its end: a second or two in software. */
const MAX_STEP = 2 ** 31;

/** Runs whole programs (noise, forward and backward pass, power sums) as one generated shader each, in float32. */
export class FusedExecutor {
  #context: SharedContext;

  constructor(context: SharedContext) {
    this.#context = context;
  }

  /**
   * Makes a program ready; what `count` of a request is rounded up to is `side`^2, and so many chains carry states. The
   * quirks are those of the device unless told otherwise.
   * Rejects with an ExecutorError `too-large`, `compile-failed`, `out-of-memory` or `context-lost`.
   */
  async prepare(
    program: Program,
    options: { readonly side?: number; readonly quirks?: Quirks } = {},
  ): Promise<FusedRunner> {
    const context = this.#context;
    context.check();
    const { gl } = context;
    const rows = largestTable(program.instructions);
    if (rows > SMALL_TABLE)
      throw new ExecutorError('too-large', `a table of ${rows} rows, at most ${SMALL_TABLE}`);
    const scalar = scalarize(program, MAX_WRITTEN);
    if (!scalar) throw new ExecutorError('too-large', `more than ${MAX_WRITTEN} scalar instructions`);
    const work = (options.side ?? SIDE) ** 2 * program.samples * scalar.instructions.length;
    if (work > MAX_STEP)
      throw new ExecutorError('too-large', `${work} operations in one draw, at most ${MAX_STEP}`);
    const hoisted = hoist(scalar);
    const attachments: number = gl.getParameter(gl.MAX_DRAW_BUFFERS);
    const isWide = hoisted.body.outputs.length > attachments && scalar.states.length === 0;
    const lane: Lane = isWide ? 'vertex' : 'fragment';
    const columns = isWide ? capturedVectors(gl) : attachments;
    const passes = splitPasses(hoisted.body, columns);
    const units: number = gl.getParameter(gl.MAX_TEXTURE_IMAGE_UNITS);
    if (vectorsOf(scalar.states.length) > units)
      throw new ExecutorError('too-large', `${scalar.states.length} states, at most ${units * 4}`);
    const uniforms: number = gl.getParameter(gl.MAX_FRAGMENT_UNIFORM_VECTORS);
    if (vectorsOf(hoisted.size) + columns + 8 > uniforms)
      throw new ExecutorError(
        'too-large',
        `${hoisted.size} fed numbers, at most ${(uniforms - columns - 8) * 4}`,
      );

    const quirks = options.quirks ?? context.quirks;
    const linked = await linkAll(
      context,
      passes.map((pass) => writeSources(pass, lane, quirks)),
    );
    context.check();
    const initial = scalar.states.map((state) => state.initial[0] ?? 0);
    const side = options.side ?? SIDE;
    const lanes = isWide
      ? new VertexLanes(context, passes, linked, side)
      : new FragmentLanes(context, passes, linked, side, initial);
    return new FusedRunner(program, hoisted, lanes);
  }

  /** What the browser calls the device that the shaders run on. */
  get device(): string {
    return this.#context.device;
  }

  get isLost(): boolean {
    return this.#context.isLost;
  }

  /**
   * Opens a new context after the old one was lost; every runner of the old one has to be prepared again.
   * Rejects as `createFusedExecutor` fails.
   */
  async recover(): Promise<void> {
    this.#context.close();
    this.#context = await SharedContext.open();
  }

  /** Makes the browser take the context away: for tests of the recovery. */
  loseContext(): void {
    this.#context.lose();
  }
}

/** Vectors of four that a vertex may write to one buffer. */
function capturedVectors(gl: WebGL2RenderingContext): number {
  const components: number = gl.getParameter(gl.MAX_TRANSFORM_FEEDBACK_INTERLEAVED_COMPONENTS);
  const varyings: number = gl.getParameter(gl.MAX_VARYING_VECTORS);
  return Math.min(components >> 2, varyings);
}

/** The executor, on the main thread or in a worker, or why there is none, as `SharedContext.open` tells it. */
export async function createFusedExecutor(): Promise<FusedExecutor | ExecutorError> {
  try {
    return new FusedExecutor(await SharedContext.open());
  } catch (error) {
    if (error instanceof ExecutorError) return error;
    throw error;
  }
}
