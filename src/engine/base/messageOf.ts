/** What was thrown, as words: an error's message or name, else the thing as text. Never throws. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || thrown.name;
  try {
    return String(thrown);
  } catch {
    return typeof thrown;
  }
}
