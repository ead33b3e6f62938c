import { ExecutorError } from '../contract';
import type { SharedContext } from './context';
import type { Linked } from './link';
import { type Pass, vectorsOf } from './shader';
import { waitUntil } from './waiting';

/** What one draw is told, besides the numbers of the program. */
export interface Stroke {
  readonly seed: number;
  /** Number of lane 0's first estimate. */
  readonly first: number;
  readonly steps: number;
  /** Shift and scale of every output, two numbers each. */
  readonly frames: Float32Array;
  /** Rows [from, to) of lanes that are drawn. */
  readonly rows: readonly [number, number];
}

interface Target {
  readonly pass: Pass;
  readonly linked: Linked;
  /** Framebuffer for each parity of the states. */
  readonly framebuffers: readonly [WebGLFramebuffer, WebGLFramebuffer];
  readonly outputs: readonly WebGLTexture[];
  /** First of the program's outputs that this pass holds. */
  readonly firstOutput: number;
}

/**
 * The textures and framebuffers of one program, `side` by `side` lanes: draws passes, carries states from draw to draw
 * and hands out the power sums. Holds no TensorFlow.js tensor, and leaves its context as it was.
 */
export class Canvas {
  readonly #context: SharedContext;
  readonly #targets: Target[] = [];
  readonly #stateTextures: readonly [WebGLTexture[], WebGLTexture[]];
  readonly #textures: WebGLTexture[] = [];
  readonly #buffers: WebGLBuffer[] = [];
  readonly #vertexArray: WebGLVertexArrayObject;
  readonly #outputs: number;
  #parity: 0 | 1 = 0;

  constructor(
    context: SharedContext,
    passes: readonly Pass[],
    linked: readonly Linked[],
    readonly side: number,
    /** Initial values of all states. */
    readonly initial: readonly number[],
  ) {
    this.#context = context;
    const { gl } = context;
    this.#vertexArray = gl.createVertexArray();
    const stateVectors = vectorsOf(initial.length);
    const states = () => Array.from({ length: stateVectors }, () => this.#texture());
    this.#stateTextures = [states(), states()];
    let firstOutput = 0;
    let firstVector = 0;
    passes.forEach((pass, p) => {
      const program = linked[p];
      if (!program) throw new Error('a pass without its program');
      const vectors = vectorsOf(pass.written.length);
      const outputs = pass.body.outputs.map(() => this.#texture());
      const framebuffer = (parity: 0 | 1) =>
        this.#framebuffer([
          ...this.#stateTextures[parity].slice(firstVector, firstVector + vectors),
          ...outputs,
        ]);
      this.#targets.push({
        pass,
        linked: program,
        framebuffers: [framebuffer(0), framebuffer(1)],
        outputs,
        firstOutput,
      });
      firstOutput += outputs.length;
      firstVector += vectors;
    });
    this.#outputs = firstOutput;
    this.reset();
    context.release();
    const error = gl.getError();
    if (error === gl.OUT_OF_MEMORY)
      throw new ExecutorError('out-of-memory', 'no room for the textures of the lanes');
  }

  get lanes(): number {
    return this.side * this.side;
  }

  /** Puts every lane's states back to their initial values. */
  reset(): void {
    const { gl } = this.#context;
    const texels = new Float32Array(this.lanes * 4);
    this.#stateTextures[this.#parity].forEach((texture, vector) => {
      for (let i = 0; i < texels.length; i++) texels[i] = this.initial[vector * 4 + (i & 3)] ?? 0;
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
      gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, this.side, this.side, gl.RGBA, gl.FLOAT, texels);
      gl.bindTexture(gl.TEXTURE_2D, null);
    });
  }

  /** Gives every pass the numbers that its program was hoisted of. */
  feed(hoisted: Float32Array): void {
    const { gl } = this.#context;
    for (const { linked } of this.#targets) {
      const place = linked.uniform('hoisted');
      if (!place) continue;
      gl.useProgram(linked.program);
      gl.uniform4fv(place, hoisted);
    }
    this.#context.release();
  }

  /** Queues one draw of all passes. The states move on with `advance`, once all rows are drawn. */
  draw({ seed, first, steps, frames, rows: [from, to] }: Stroke): void {
    const { gl } = this.#context;
    const next = this.#parity === 0 ? 1 : 0;
    gl.bindVertexArray(this.#vertexArray);
    gl.viewport(0, 0, this.side, this.side);
    gl.scissor(0, from, this.side, to - from);
    for (const { pass, linked, framebuffers, firstOutput } of this.#targets) {
      gl.useProgram(linked.program);
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffers[next]);
      gl.uniform1ui(linked.uniform('seedWord'), (Math.imul(seed, 1664525) + 1013904223) >>> 0);
      gl.uniform1ui(linked.uniform('firstEstimate'), first >>> 0);
      gl.uniform1ui(linked.uniform('lanes'), this.lanes);
      gl.uniform1ui(linked.uniform('width'), this.side);
      gl.uniform1i(linked.uniform('steps'), steps);
      const count = pass.body.outputs.length;
      if (count > 0)
        gl.uniform2fv(linked.uniform('frame'), frames.subarray(firstOutput * 2, (firstOutput + count) * 2));
      if (pass.carried.length > 0)
        this.#stateTextures[this.#parity].forEach((texture, vector) => {
          gl.activeTexture(gl.TEXTURE0 + vector);
          gl.bindTexture(gl.TEXTURE_2D, texture);
          gl.uniform1i(linked.uniform(`carried${vector}`), vector);
        });
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    }
    this.#stateTextures[this.#parity].forEach((_, vector) => {
      gl.activeTexture(gl.TEXTURE0 + vector);
      gl.bindTexture(gl.TEXTURE_2D, null);
    });
    this.#context.release();
  }

  advance(): void {
    if (this.initial.length > 0) this.#parity = this.#parity === 0 ? 1 : 0;
  }

  /**
   * Queues the reading of what the last draw left, and resolves once it is there: per output `lanes` times four power sums.
   * Draws queued after it do not disturb it. Rejects with an ExecutorError `context-lost`.
   */
  async read(): Promise<Float32Array> {
    const context = this.#context;
    const { gl } = context;
    const length = this.lanes * 4;
    const bytes = length * Float32Array.BYTES_PER_ELEMENT;
    const buffer = this.#buffers.pop() ?? this.#packBuffer(bytes * this.#outputs);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    for (const { pass, framebuffers, outputs, firstOutput } of this.#targets) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffers[this.#parity]);
      outputs.forEach((_, o) => {
        gl.readBuffer(gl.COLOR_ATTACHMENT0 + vectorsOf(pass.written.length) + o);
        gl.readPixels(0, 0, this.side, this.side, gl.RGBA, gl.FLOAT, (firstOutput + o) * bytes);
      });
    }
    context.release();
    await this.settle();
    const sums = new Float32Array(length * this.#outputs);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, sums);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    this.#buffers.push(buffer);
    return sums;
  }

  /** Resolves once everything queued so far is done. Rejects with an ExecutorError `context-lost`. */
  async settle(): Promise<void> {
    const context = this.#context;
    const { gl } = context;
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    context.check();
    if (!sync) throw new ExecutorError('context-lost', 'no fence to be had');
    try {
      await waitUntil(() => {
        context.check();
        const status = gl.clientWaitSync(sync, 0, 0);
        return status === gl.ALREADY_SIGNALED || status === gl.CONDITION_SATISFIED;
      });
    } finally {
      gl.deleteSync(sync);
    }
  }

  dispose(): void {
    const { gl } = this.#context;
    for (const { linked, framebuffers } of this.#targets) {
      gl.deleteProgram(linked.program);
      for (const framebuffer of framebuffers) gl.deleteFramebuffer(framebuffer);
    }
    for (const texture of this.#textures) gl.deleteTexture(texture);
    for (const buffer of this.#buffers) gl.deleteBuffer(buffer);
    gl.deleteVertexArray(this.#vertexArray);
    this.#targets.length = 0;
    this.#textures.length = 0;
    this.#buffers.length = 0;
  }

  #texture(): WebGLTexture {
    const { gl } = this.#context;
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, this.side, this.side);
    for (const [parameter, value] of [
      [gl.TEXTURE_MIN_FILTER, gl.NEAREST],
      [gl.TEXTURE_MAG_FILTER, gl.NEAREST],
      [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
      [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
    ] as const)
      gl.texParameteri(gl.TEXTURE_2D, parameter, value);
    gl.bindTexture(gl.TEXTURE_2D, null);
    this.#textures.push(texture);
    return texture;
  }

  #framebuffer(columns: readonly WebGLTexture[]): WebGLFramebuffer {
    const { gl } = this.#context;
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    columns.forEach((texture, c) => {
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + c, gl.TEXTURE_2D, texture, 0);
    });
    gl.drawBuffers(columns.map((_, c) => gl.COLOR_ATTACHMENT0 + c));
    return framebuffer;
  }

  #packBuffer(bytes: number): WebGLBuffer {
    const { gl } = this.#context;
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.bufferData(gl.PIXEL_PACK_BUFFER, bytes, gl.STREAM_READ);
    return buffer;
  }
}
