import { expect, test } from 'vitest';
import { attempt } from './attempt';
import { fuzzedInput, fuzzedLink } from './inputs';

const COUNT = 300;

test('every input is read, or refused in words', { timeout: 600_000 }, async () => {
  const endings = new Map<string, number>();
  for (let seed = 1; seed <= COUNT; seed++) {
    const input = fuzzedInput(seed);
    const ending = await attempt(input).catch((error: unknown) => {
      throw new Error(`seed ${seed}, ${input.kind}: ${String(error)}`, { cause: error });
    });
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
  }
  // A fuzzer all of whose inputs end at the door tries nothing.
  for (const ending of ['refused', 'faulty', 'ran']) expect(endings.get(ending)).toBeGreaterThan(COUNT / 20);
});

test('a seed always gives the same', () => {
  expect(fuzzedInput(7)).toEqual(fuzzedInput(7));
  expect(fuzzedLink(3)).toBe(fuzzedLink(3));
});
