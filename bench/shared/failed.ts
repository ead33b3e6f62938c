import { messageOf } from '../../src/engine/base/messageOf';

/** The first line of what was thrown, without the driver's own prefix. */
export function failed(error: unknown): { readonly error: string } {
  const text = messageOf(error);
  return { error: (text.split('\n')[0] ?? text).replace(/^page\.evaluate: (Error: )?/, '') };
}
