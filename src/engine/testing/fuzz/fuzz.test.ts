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

test('a seed always gives the same, whatever was made before', () => {
  const seeds = Array.from({ length: 200 }, (_, i) => i + 1);
  const upwards = seeds.map(fuzzedInput);
  const downwards = seeds.toReversed().map(fuzzedInput).toReversed();
  expect(downwards).toEqual(upwards);
  expect(fuzzedLink(3)).toBe(fuzzedLink(3));
});
