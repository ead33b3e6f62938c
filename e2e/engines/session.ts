/** A browser under the command of a test, as far as every engine can be commanded. */
export interface Session {
  navigate(address: string): Promise<void>;
  /** Runs the body of a function in the page; what it returns must be JSON. */
  execute(body: string, args: readonly unknown[]): Promise<unknown>;
  quit(): Promise<void>;
}

/** Asks until there is an answer, for at most so many milliseconds. */
export async function untilAnswered<T>(
  ask: () => Promise<T | undefined>,
  milliseconds: number,
  what: string,
): Promise<T> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`${what}: no answer after ${milliseconds / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
