import { ExecutorError } from '../contract';
import type { SharedContext } from '../webgl/context';
import type { Linked } from '../webgl/link';
import { feedAll, type LaneDraw, type Lanes, setUpDraw } from './lanes';
import { Readback } from './readback';
import { type Pass, vectorsOf } from './shader';

interface Target {
  readonly pass: Pass;
  readonly linked: Linked;
  /** The states are in two sets of textures, one read while the other is written: a framebuffer for each. */
  readonly framebuffers: readonly [WebGLFramebuffer, WebGLFramebuffer];
  readonly outputs: readonly WebGLTexture[];
  /** First of the program's outputs that this pass holds. */
  readonly firstOutput: number;
}

/**
 * Lanes as fragments, whose power sums and states go to textures; states are carried from draw to draw. Holds no
 * TensorFlow.js tensor, and leaves its context as it was.
 */
export class FragmentLanes implements Lanes {
  readonly #context: SharedContext;
  readonly #targets: Target[] = [];
  readonly #stateTextures: readonly [WebGLTexture[], WebGLTexture[]];
  readonly #textures: WebGLTexture[] = [];
  readonly #readback: Readback;
  readonly #vertexArray: WebGLVertexArrayObject;
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
    this.#readback = new Readback(context, firstOutput * this.#bytesOfOutput);
    this.reset();
    context.release();
    const error = gl.getError();
    if (error !== gl.OUT_OF_MEMORY) return;
    this.dispose();
    throw new ExecutorError('out-of-memory', 'no room for the textures of the lanes');
  }

  get count(): number {
    return this.side * this.side;
  }

  reset(): void {
    const { gl } = this.#context;
    const texels = new Float32Array(this.count * 4);
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

  feed(hoisted: Float32Array): void {
    const programs = this.#targets.map(({ linked }) => linked);
    feedAll(this.#context.gl, programs, hoisted);
    this.#context.release();
  }

  draw(draw: LaneDraw): void {
    const { gl } = this.#context;
    const next = this.#parity === 0 ? 1 : 0;
    const [from, to] = draw.rows;
    gl.bindVertexArray(this.#vertexArray);
    gl.viewport(0, 0, this.side, this.side);
    gl.scissor(0, from, this.side, to - from);
    for (const { pass, linked, framebuffers, firstOutput } of this.#targets) {
      setUpDraw(gl, linked, draw, this.count, firstOutput, pass.body.outputs.length);
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffers[next]);
      gl.uniform1ui(linked.uniform('width'), this.side);
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

  async read(): Promise<Float32Array> {
    const { gl } = this.#context;
    const bytes = this.#bytesOfOutput;
    return this.#readback.take(gl.PIXEL_PACK_BUFFER, () => {
      for (const { pass, framebuffers, outputs, firstOutput } of this.#targets) {
        gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffers[this.#parity]);
        outputs.forEach((_, o) => {
          gl.readBuffer(gl.COLOR_ATTACHMENT0 + vectorsOf(pass.written.length) + o);
          gl.readPixels(0, 0, this.side, this.side, gl.RGBA, gl.FLOAT, (firstOutput + o) * bytes);
        });
      }
    });
  }

  settle(): Promise<void> {
    return this.#context.settle();
  }

  dispose(): void {
    const { gl } = this.#context;
    for (const { linked, framebuffers } of this.#targets) {
      gl.deleteProgram(linked.program);
      for (const framebuffer of framebuffers) gl.deleteFramebuffer(framebuffer);
    }
    for (const texture of this.#textures) gl.deleteTexture(texture);
    this.#readback.dispose();
    gl.deleteVertexArray(this.#vertexArray);
    this.#targets.length = 0;
    this.#textures.length = 0;
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

  get #bytesOfOutput(): number {
    return this.count * 4 * Float32Array.BYTES_PER_ELEMENT;
  }
}
