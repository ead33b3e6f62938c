import { attempt } from '../../src/engine/testing/fuzz/attempt';
import type { Input } from '../../src/engine/testing/fuzz/inputs';
import { EMPTY_DOCUMENT } from '../../src/state/document/document';
import { readParameters } from '../../src/state/training/parameterFile';

export interface Tried {
  readonly ending: string;
  /** Of CPU. */
  readonly seconds: number;
  /** What was thrown that is told in no words. */
  readonly failure?: string;
}

const GRAPH = { ...EMPTY_DOCUMENT, nodes: [{ name: 'theta', kind: 'parameter', value: 1 } as const] };

export async function tried(input: Input): Promise<Tried> {
  const before = process.cpuUsage();
  const seconds = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  try {
    const ending =
      input.kind === 'parameters'
        ? 'file' in readParameters(input.text, GRAPH)
          ? 'ran'
          : 'refused'
        : await attempt(input);
    return { ending, seconds: seconds() };
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ending: 'failed', seconds: seconds(), failure: stack.split('\n').slice(0, 6).join('\n') };
  }
}
