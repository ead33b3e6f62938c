import { env, type MathBackendWebGL } from '../../webgl/tensorflow';

type GPGPU = MathBackendWebGL['gpgpu'];
type TextureManager = ReturnType<MathBackendWebGL['getTextureManager']>;
type Acquired = Parameters<TextureManager['acquireTexture']>;

/** A compiled program as TensorFlow.js keeps it. */
export interface Binary {
  readonly webGLProgram: Parameters<GPGPU['deleteProgram']>[0];
  readonly fragmentShader: WebGLShader;
}

/**
 * What TensorFlow.js keeps of everything that it ever ran: programs by their source, and freed textures by their
 * format. It lets go of neither by itself. Here both are counted by those who use them, and deleted after the last one.
 */
export class Cache {
  static readonly #known = new WeakMap<MathBackendWebGL, Cache>();
  readonly #backend: MathBackendWebGL;
  readonly #users = new Map<string, number>();

  private constructor(backend: MathBackendWebGL) {
    this.#backend = backend;
  }

  static of(backend: MathBackendWebGL): Cache {
    const known = Cache.#known.get(backend) ?? new Cache(backend);
    Cache.#known.set(backend, known);
    return known;
  }

  /** Does the work, which must not await anything, and notes in `use` what TensorFlow.js looks up for it. */
  record<T>(use: CacheUse, work: () => T): T {
    const backend = this.#backend;
    const manager = backend.getTextureManager();
    const binaries = binariesOf(backend);
    const getAndSave: unknown = Reflect.get(backend, 'getAndSaveBinary');
    const acquire = manager.acquireTexture;
    if (typeof getAndSave !== 'function') throw new TypeError('TensorFlow.js keeps its programs elsewhere');
    Reflect.set(backend, 'getAndSaveBinary', (key: string, make: () => unknown) => {
      // A program that was there before is someone else's to delete.
      if (!(key in binaries) || this.#users.has(key)) this.#note(use.binaries, key, key);
      return Reflect.apply(getAndSave, backend, [key, make]);
    });
    manager.acquireTexture = (...wanted) => {
      this.#note(use.textures, JSON.stringify(wanted), wanted);
      return acquire.apply(manager, wanted);
    };
    try {
      return work();
    } finally {
      Reflect.deleteProperty(backend, 'getAndSaveBinary');
      Reflect.deleteProperty(manager, 'acquireTexture');
    }
  }

  /** The programs in use. */
  binaries({ binaries: keys }: CacheUse): Binary[] {
    const all = binariesOf(this.#backend);
    return [...keys.keys()].flatMap((key) => all[key] ?? []);
  }

  /** Deletes what no one else uses. Its tensors have to be disposed of before. */
  release(use: CacheUse): void {
    const { gpgpu } = this.#backend;
    const all = binariesOf(this.#backend);
    for (const key of use.binaries.keys()) {
      const binary = all[key];
      if (!this.#forget(key) || !binary) continue;
      gpgpu.deleteProgram(binary.webGLProgram);
      gpgpu.gl.deleteShader(binary.fragmentShader);
      delete all[key];
    }
    for (const [key, acquired] of use.textures) if (this.#forget(key)) this.#deleteFree(acquired);
    if (this.#users.size === 0) deleteVertexShader(gpgpu);
    use.binaries.clear();
    use.textures.clear();
  }

  #note<T>(noted: Map<string, T>, key: string, value: T): void {
    if (noted.has(key)) return;
    noted.set(key, value);
    this.#users.set(key, (this.#users.get(key) ?? 0) + 1);
  }

  /** Counts one user less, and says whether that was the last. */
  #forget(key: string): boolean {
    const left = (this.#users.get(key) ?? 1) - 1;
    if (left > 0) this.#users.set(key, left);
    else this.#users.delete(key);
    return left === 0;
  }

  /** Takes all freed textures of a format, until one is made anew, and gives them back to be deleted. */
  #deleteFree(acquired: Acquired): void {
    const manager = this.#backend.getTextureManager();
    const taken: ReturnType<TextureManager['acquireTexture']>[] = [];
    let free = manager.getNumFreeTextures();
    while (free > 0) {
      taken.push(manager.acquireTexture(...acquired));
      const left = manager.getNumFreeTextures();
      if (left === free) break;
      free = left;
    }
    const threshold = env().getNumber(DELETE_THRESHOLD);
    env().set(DELETE_THRESHOLD, 0);
    for (const texture of taken) manager.releaseTexture(texture, ...acquired);
    env().set(DELETE_THRESHOLD, threshold);
  }
}

/** The vertex shader that all programs share, which TensorFlow.js makes anew where it has none. */
function deleteVertexShader(gpgpu: GPGPU): void {
  const shader: unknown = Reflect.get(gpgpu, 'vertexShader');
  if (shader instanceof WebGLShader) gpgpu.gl.deleteShader(shader);
  Reflect.set(gpgpu, 'vertexShader', null);
}

/** What one user has TensorFlow.js keep. */
export class CacheUse {
  readonly binaries = new Map<string, string>();
  readonly textures = new Map<string, Acquired>();
}

/** Bytes of textures from which on TensorFlow.js deletes a freed one; -1: never. */
const DELETE_THRESHOLD = 'WEBGL_DELETE_TEXTURE_THRESHOLD';

function binariesOf(backend: MathBackendWebGL): Record<string, Binary> {
  return Reflect.get(backend, 'binaryCache');
}
