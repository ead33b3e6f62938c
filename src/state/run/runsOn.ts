import { executorWords, type PlanSnapshot } from '../../engine';

const NAMES = { reference: 'reference, float64', fused: 'fused WebGL' } as const;

/** `fused WebGL`, or what runs in its place and why; where plans differ, which. */
export function runsOn(plans: readonly Pick<PlanSnapshot, 'plan' | 'executor' | 'fallback'>[]): string {
  const groups = new Map<string, string[]>();
  for (const { plan, executor, fallback } of plans) {
    const words = NAMES[executor] + (fallback ? `: ${executorWords(fallback.failure)}` : '');
    groups.set(words, [...(groups.get(words) ?? []), plan]);
  }
  const [first, ...others] = [...groups];
  if (!first) return '';
  if (others.length === 0) return first[0];
  return [...groups].map(([words, names]) => `${names.join(', ')}: ${words}`).join('; ');
}
