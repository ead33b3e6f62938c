import { expect, test } from 'vitest';
import { loadHardCases } from '../testing/hardCases';
import { testHardCases } from '../testing/hardCaseTests';

const CASES = loadHardCases();

test('there are cases', () => {
  expect(CASES.length).toBeGreaterThan(90);
  expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
});

// Those of planes are in a file of their own, so that two workers share them.
testHardCases(CASES.filter(({ kind }) => kind !== 'planes'));
