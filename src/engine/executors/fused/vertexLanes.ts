import { ExecutorError } from '../contract';
import type { SharedContext } from '../webgl/context';
import type { Linked } from '../webgl/link';
import { feedAll, type LaneDraw, type Lanes, setUpDraw } from './lanes';
import { Readback } from './readback';
import type { Pass } from './shader';

interface Target {
  readonly linked: Linked;
  readonly outputs: number;
  /** First of the program's outputs that this pass holds. */
  readonly firstOutput: number;
}

const BYTES_OF_VECTOR = 4 * Float32Array.BYTES_PER_ELEMENT;

/**
 * Lanes as vertices, whose power sums go to a buffer by transform feedback: about twice as many outputs in one pass as
 * a fragment has colour attachments, so that wide programs need not make the same estimates in several passes. Carries
 * no states.
 */
export class VertexLanes implements Lanes {
  readonly #context: SharedContext;
  readonly #targets: readonly Target[];
  readonly #outputs: number;
  readonly #vertexArray: WebGLVertexArrayObject;
  /** Pass after pass, in each lane after lane, in each output after output. */
  readonly #sums: WebGLBuffer;
  readonly #readback: Readback;

  constructor(
    context: SharedContext,
    passes: readonly Pass[],
    linked: readonly Linked[],
    readonly side: number,
  ) {
    this.#context = context;
    const { gl } = context;
    let firstOutput = 0;
    this.#targets = linked.map((program, p) => {
      const outputs = passes[p]?.body.outputs.length ?? 0;
      firstOutput += outputs;
      return { linked: program, outputs, firstOutput: firstOutput - outputs };
    });
    this.#outputs = firstOutput;
    this.#vertexArray = gl.createVertexArray();
    this.#sums = gl.createBuffer();
    gl.bindBuffer(gl.COPY_READ_BUFFER, this.#sums);
    gl.bufferData(gl.COPY_READ_BUFFER, this.#bytes, gl.DYNAMIC_COPY);
    gl.bindBuffer(gl.COPY_READ_BUFFER, null);
    this.#readback = new Readback(context, this.#bytes);
    if (gl.getError() !== gl.OUT_OF_MEMORY) return;
    this.dispose();
    throw new ExecutorError('out-of-memory', 'no room for the sums of the lanes');
  }

  get count(): number {
    return this.side * this.side;
  }

  reset(): void {}

  feed(hoisted: Float32Array): void {
    const programs = this.#targets.map(({ linked }) => linked);
    feedAll(this.#context.gl, programs, hoisted);
    this.#context.release();
  }

  draw(draw: LaneDraw): void {
    const { gl } = this.#context;
    const [from, to] = draw.rows.map((row) => row * this.side) as [number, number];
    gl.bindVertexArray(this.#vertexArray);
    // The one that is left bound has no attachments, and no draw is allowed into such a one.
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.enable(gl.RASTERIZER_DISCARD);
    for (const { linked, outputs, firstOutput } of this.#targets) {
      setUpDraw(gl, linked, draw, this.count, firstOutput, outputs);
      gl.uniform1ui(linked.uniform('firstLane'), from);
      const start = firstOutput * this.count + from * outputs;
      gl.bindBufferRange(
        gl.TRANSFORM_FEEDBACK_BUFFER,
        0,
        this.#sums,
        start * BYTES_OF_VECTOR,
        (to - from) * outputs * BYTES_OF_VECTOR,
      );
      gl.beginTransformFeedback(gl.POINTS);
      gl.drawArrays(gl.POINTS, 0, to - from);
      gl.endTransformFeedback();
    }
    gl.bindBufferBase(gl.TRANSFORM_FEEDBACK_BUFFER, 0, null);
    gl.disable(gl.RASTERIZER_DISCARD);
    this.#context.release();
  }

  advance(): void {}

  async read(): Promise<Float32Array> {
    const { gl } = this.#context;
    const mixed = await this.#readback.take(gl.COPY_WRITE_BUFFER, () => {
      gl.bindBuffer(gl.COPY_READ_BUFFER, this.#sums);
      gl.copyBufferSubData(gl.COPY_READ_BUFFER, gl.COPY_WRITE_BUFFER, 0, 0, this.#bytes);
      gl.bindBuffer(gl.COPY_READ_BUFFER, null);
    });
    return this.#outputByOutput(mixed);
  }

  settle(): Promise<void> {
    return this.#context.settle();
  }

  dispose(): void {
    const { gl } = this.#context;
    for (const { linked } of this.#targets) gl.deleteProgram(linked.program);
    gl.deleteBuffer(this.#sums);
    gl.deleteVertexArray(this.#vertexArray);
    this.#readback.dispose();
  }

  get #bytes(): number {
    return this.count * this.#outputs * BYTES_OF_VECTOR;
  }

  #outputByOutput(mixed: Float32Array): Float32Array {
    const sums = new Float32Array(mixed.length);
    for (const { outputs, firstOutput } of this.#targets) {
      let from = firstOutput * this.count * 4;
      for (let lane = 0; lane < this.count; lane++)
        for (let o = 0; o < outputs; o++, from += 4) {
          const to = ((firstOutput + o) * this.count + lane) * 4;
          for (let k = 0; k < 4; k++) sums[to + k] = mixed[from + k] as number;
        }
    }
    return sums;
  }
}
