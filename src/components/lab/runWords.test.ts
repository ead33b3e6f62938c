import { expect, test } from 'vitest';
import type { PlanSnapshot, Snapshot } from '../../engine/run/contract';
import { NO_MOMENTS } from '../../engine/statistics/moments';
import { executorWords } from './runWords';

function snapshot(...plans: Pick<PlanSnapshot, 'plan' | 'executor' | 'fallback'>[]): Snapshot {
  return {
    generation: 1,
    estimates: 0,
    draws: [],
    plans: plans.map((plan) => ({ ...plan, estimatesPerSecond: 1, cost: NO_MOMENTS, gradients: [] })),
  };
}

const lost = { failure: 'no-webgl2', detail: 'getContext gave null' } as const;

test('one executor for all is named once, without excuses', () => {
  const both = snapshot(
    { plan: 'A', executor: 'fused', fallback: undefined },
    { plan: 'B', executor: 'fused', fallback: undefined },
  );
  expect(executorWords(both)).toEqual({ what: 'fused WebGL', why: [] });
});

test('a reason that all plans share is given once', () => {
  const both = snapshot(
    { plan: 'A', executor: 'reference', fallback: lost },
    { plan: 'B', executor: 'reference', fallback: lost },
  );
  expect(executorWords(both)).toEqual({ what: 'plain JavaScript', why: ['this browser offers no WebGL2'] });
});

test('a reason of one plan names it', () => {
  const mixed = snapshot(
    { plan: 'A', executor: 'fused', fallback: undefined },
    { plan: 'B', executor: 'reference', fallback: { failure: 'too-large', detail: '3000 instructions' } },
  );
  expect(executorWords(mixed)).toEqual({
    what: 'fused WebGL and plain JavaScript',
    why: ['B: the graph is too large to compile quickly'],
  });
});
