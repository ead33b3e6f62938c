import type { MathBackendWebGL } from './tensorflow';

type GPGPU = MathBackendWebGL['gpgpu'];
type Fence = Parameters<GPGPU['pollFence']>[0];

const tidied = new WeakSet<GPGPU>();

/**
 * TensorFlow.js makes a fence for everything that it reads and deletes none: what the browser holds of them grows until it collects its
 * garbage, which may be never in a worker that makes little of it. From now on each is deleted once it has passed.
 */
export function deletePassedFences({ gpgpu }: MathBackendWebGL): void {
  if (tidied.has(gpgpu)) return;
  tidied.add(gpgpu);
  const create: unknown = Reflect.get(gpgpu, 'createFence');
  if (typeof create !== 'function') throw new TypeError('TensorFlow.js makes its fences elsewhere');
  Reflect.set(gpgpu, 'createFence', (gl: WebGL2RenderingContext): Fence => {
    const fence: Fence = Reflect.apply(create, gpgpu, [gl]);
    let isPassed = false;
    return {
      query: fence.query,
      isFencePassed: () => {
        if (isPassed) return true;
        isPassed = fence.isFencePassed();
        if (isPassed) gl.deleteSync(fence.query as WebGLSync);
        return isPassed;
      },
    };
  });
}
