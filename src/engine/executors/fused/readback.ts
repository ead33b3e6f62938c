import type { SharedContext } from '../webgl/context';

/** Brings what draws left to the processor, by way of buffers that are used over and over. */
export class Readback {
  readonly #context: SharedContext;
  readonly #bytes: number;
  readonly #buffers: WebGLBuffer[] = [];

  constructor(context: SharedContext, bytes: number) {
    this.#context = context;
    this.#bytes = bytes;
  }

  /**
   * Calls `fill`, which queues copies into the buffer given to it, bound to `target`; resolves to what they brought.
   * Rejects with an ExecutorError `context-lost`.
   */
  async take(target: GLenum, fill: (buffer: WebGLBuffer) => void): Promise<Float32Array> {
    const context = this.#context;
    const { gl } = context;
    const buffer = this.#buffers.pop() ?? this.#create(target);
    gl.bindBuffer(target, buffer);
    fill(buffer);
    gl.bindBuffer(target, null);
    context.release();
    await context.settle();
    const floats = new Float32Array(this.#bytes / Float32Array.BYTES_PER_ELEMENT);
    gl.bindBuffer(target, buffer);
    gl.getBufferSubData(target, 0, floats);
    gl.bindBuffer(target, null);
    this.#buffers.push(buffer);
    return floats;
  }

  dispose(): void {
    for (const buffer of this.#buffers) this.#context.gl.deleteBuffer(buffer);
    this.#buffers.length = 0;
  }

  #create(target: GLenum): WebGLBuffer {
    const { gl } = this.#context;
    const buffer = gl.createBuffer();
    gl.bindBuffer(target, buffer);
    gl.bufferData(target, this.#bytes, gl.STREAM_READ);
    return buffer;
  }
}
