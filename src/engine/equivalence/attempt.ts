import { compare } from './compare';
import type { CompareOptions, Comparison, Planned, RefusedStep, Side, Step } from './contract';

/** A comparison that no step stands in the way of, and the steps that were left out for that. */
export interface Attempt {
  readonly comparison: Exclude<Comparison, { kind: 'refused' }>;
  readonly refused: readonly RefusedStep[];
}

/**
 * Compares two documents as `compare` does, and goes on without every step that is refused: a step may rest on another
 * that was left out. Throws a FindingError for a cycle.
 */
export function attempt(left: Planned, right: Planned, options: CompareOptions = {}): Attempt {
  const steps: Record<Side, readonly Step[]> = {
    left: options.steps?.left ?? [],
    right: options.steps?.right ?? [],
  };
  const refused: RefusedStep[] = [];
  for (;;) {
    const comparison = compare(left, right, { ...options, steps });
    if (comparison.kind !== 'refused') return { comparison, refused };
    const { side, step, why } = comparison;
    refused.push({ side, step, why });
    steps[side] = steps[side].filter((other) => other !== step);
  }
}
