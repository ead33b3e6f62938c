import { ExecutorError } from '../contract';
import { deletePassedFences } from './fences';
import { backend, env, MathBackendWebGL, registerBackend, removeBackend, setBackend } from './tensorflow';
import { waitUntil } from './waiting';

/** What a device is bad at, and is spared. */
export interface Quirks {
  /** It shifts the words of neighbouring fragments one by one, as SwiftShader does with a shift by any vector. */
  readonly slowShifts: boolean;
}

/**
 * TensorFlow.js's WebGL2 context, shared: whoever draws leaves behind what TensorFlow.js relies on (`release`).
 * TensorFlow.js binds its program, vertex array, framebuffer, viewport and textures anew for every operation.
 */
export class SharedContext {
  readonly #onLost = () => {
    this.#lost = true;
  };
  #lost = false;

  private constructor(
    readonly gl: WebGL2RenderingContext,
    readonly backend: MathBackendWebGL,
    /** Lets the browser be asked whether a program is linked without waiting for it. */
    readonly parallel: KHR_parallel_shader_compile | null,
  ) {
    gl.canvas.addEventListener('webglcontextlost', this.#onLost);
  }

  /**
   * Gives TensorFlow.js a new context first where it lost its own: all tensors on the old one are gone.
   * Rejects with an ExecutorError `no-webgl2`, `no-webgl2-in-worker`, `webgl-refused` or `no-float32-targets`.
   */
  static async open(): Promise<SharedContext> {
    if (!(await startBackend())) throw whyNot();
    if (isBackendLost()) {
      renewBackend();
      if (!(await startBackend())) throw whyNot();
    }
    const current = backend();
    if (!(current instanceof MathBackendWebGL))
      throw new ExecutorError('webgl-refused', 'the backend of TensorFlow.js is not its WebGL one');
    const { gl } = current.gpgpu;
    if (typeof WebGL2RenderingContext === 'undefined' || !(gl instanceof WebGL2RenderingContext))
      throw new ExecutorError('webgl-refused', 'the WebGL context of TensorFlow.js is of version 1');
    if (!gl.getExtension('EXT_color_buffer_float'))
      throw new ExecutorError('no-float32-targets', 'EXT_color_buffer_float is missing');
    deletePassedFences(current);
    return new SharedContext(gl, current, gl.getExtension('KHR_parallel_shader_compile'));
  }

  /** What the browser calls the device. */
  get device(): string {
    const { gl } = this;
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  }

  get quirks(): Quirks {
    return { slowShifts: this.device.includes('SwiftShader') };
  }

  get isLost(): boolean {
    return this.#lost || this.gl.isContextLost();
  }

  /** Throws an ExecutorError `context-lost` where it is. */
  check(): void {
    if (this.isLost) throw lost();
  }

  /** Resolves once everything queued so far is done. Rejects with an ExecutorError `context-lost`. */
  async settle(): Promise<void> {
    const { gl } = this;
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    this.check();
    if (!sync) throw new ExecutorError('context-lost', 'no fence to be had');
    try {
      await waitUntil(() => {
        this.check();
        const status = gl.clientWaitSync(sync, 0, 0);
        return status === gl.ALREADY_SIGNALED || status === gl.CONDITION_SATISFIED;
      });
    } finally {
      gl.deleteSync(sync);
    }
  }

  /** What `work` comes to, unless the context is lost before: TensorFlow.js would then never settle it. */
  async unlessLost<T>(work: Promise<T>): Promise<T> {
    const { canvas } = this.gl;
    let onLost = () => {};
    const loss = new Promise<never>((_, reject) => {
      onLost = () => reject(lost());
      canvas.addEventListener('webglcontextlost', onLost);
    });
    try {
      this.check();
      return await Promise.race([work, loss]);
    } finally {
      canvas.removeEventListener('webglcontextlost', onLost);
    }
  }

  /** Undoes the bindings that TensorFlow.js does not set itself. */
  release(): void {
    const { gl } = this;
    gl.bindVertexArray(null);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.backend.gpgpu.framebuffer);
    gl.useProgram(this.backend.gpgpu.program);
  }

  /** Takes the context away, as a browser does under pressure: for tests of the recovery. */
  lose(): void {
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  close(): void {
    this.gl.canvas.removeEventListener('webglcontextlost', this.#onLost);
  }
}

function lost(): ExecutorError {
  return new ExecutorError('context-lost', 'the browser took the WebGL context away');
}

async function startBackend(): Promise<boolean> {
  try {
    return env().getNumber('WEBGL_VERSION') === 2 && (await setBackend('webgl'));
  } catch {
    return false;
  }
}

/** Why TensorFlow.js has no backend, asked of a context of our own. */
function whyNot(): ExecutorError {
  const isInWorker = 'WorkerGlobalScope' in globalThis;
  const none = (detail: string) =>
    new ExecutorError(isInWorker ? 'no-webgl2-in-worker' : 'no-webgl2', detail);
  const hasPage = typeof document !== 'undefined';
  if (!hasPage && typeof OffscreenCanvas === 'undefined') return none('there is no OffscreenCanvas');
  const canvas = hasPage ? document.createElement('canvas') : new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2');
  if (typeof WebGL2RenderingContext === 'undefined' || !(gl instanceof WebGL2RenderingContext))
    return none('there is no WebGL2 context');
  const targets = gl.getExtension('EXT_color_buffer_float');
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return targets
    ? new ExecutorError('webgl-refused', 'TensorFlow.js does not take the WebGL2 context')
    : new ExecutorError('no-float32-targets', 'EXT_color_buffer_float is missing');
}

function isBackendLost(): boolean {
  const current = backend();
  return current instanceof MathBackendWebGL && current.gpgpu.gl.isContextLost();
}

function renewBackend(): void {
  try {
    removeBackend('webgl');
  } catch {
    // Releasing what a lost context held may fail half-way, and there is nothing left to release.
  }
  registerBackend('webgl', () => new MathBackendWebGL(), 2);
}
