/** The first line of what was thrown, without the driver's own prefix. */
export function failed(error: unknown): { readonly error: string } {
  const text = error instanceof Error ? error.message : String(error);
  return { error: (text.split('\n')[0] ?? text).replace(/^page\.evaluate: (Error: )?/, '') };
}
