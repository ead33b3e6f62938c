import { ExecutorError } from '../../contract';
import type { SharedContext } from '../../fused/context';

/** What `work` comes to, unless the context is lost before: TensorFlow.js would then never settle it. */
export async function unlessLost<T>(context: SharedContext, work: Promise<T>): Promise<T> {
  const { canvas } = context.gl;
  let onLost = () => {};
  const loss = new Promise<never>((_, reject) => {
    onLost = () => reject(new ExecutorError('context-lost', 'the browser took the WebGL context away'));
    canvas.addEventListener('webglcontextlost', onLost);
  });
  try {
    context.check();
    return await Promise.race([work, loss]);
  } finally {
    canvas.removeEventListener('webglcontextlost', onLost);
  }
}
