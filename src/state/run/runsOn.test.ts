import { expect, test } from 'vitest';
import { runsOn } from './runsOn';

const fused = { executor: 'fused', fallback: undefined } as const;
const refused = { executor: 'reference', fallback: { failure: 'too-large', detail: '' } } as const;

test('one executor for all plans is said once, with the reason', () => {
  expect(runsOn([])).toBe('');
  expect(
    runsOn([
      { plan: 'Score', ...fused },
      { plan: 'Mixed', ...fused },
    ]),
  ).toBe('fused WebGL');
  expect(runsOn([{ plan: 'Score', ...refused }])).toBe(
    'reference, float64: the graph is too large for one shader',
  );
});

test('the reason of one plan is not said of the others', () => {
  const none = { executor: 'reference', fallback: undefined } as const;
  expect(
    runsOn([
      { plan: 'Score', ...refused },
      { plan: 'Mixed', ...fused },
      { plan: 'Pathwise', ...none },
      { plan: 'More', ...fused },
    ]),
  ).toBe(
    'Score: reference, float64: the graph is too large for one shader; Mixed, More: fused WebGL; Pathwise: reference, float64',
  );
});
