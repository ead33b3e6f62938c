import type { Step } from './contract';

/**
 * A step as words apart, first what is done and last the nodes: `fix theta`, `merge x x y` (x and y are one, x), `hold
 * phi R`.
 */
export function formatStep(step: Step): string {
  switch (step.kind) {
    case 'fix':
    case 'give':
    case 'drop':
      return `${step.kind} ${step.node}`;
    case 'merge':
    case 'share':
      return [step.kind, step.as, ...step.nodes].join(' ');
    case 'hold':
      return `hold ${step.parameter} ${step.in}`;
    case 'rename':
      return `rename ${step.as} ${step.node}`;
  }
}

/** What `formatStep` wrote; undefined for anything else. */
export function parseStep(text: string): Step | undefined {
  const [kind, first, ...rest] = text.split(' ');
  if (!first || rest.includes('')) return undefined;
  const [second] = rest;
  switch (kind) {
    case 'fix':
    case 'give':
    case 'drop':
      return second === undefined ? { kind, node: first } : undefined;
    case 'merge':
    case 'share':
      return rest.length < 2 ? undefined : { kind, nodes: rest, as: first };
    case 'hold':
      return second === undefined || rest.length > 1 ? undefined : { kind, parameter: first, in: second };
    case 'rename':
      return second === undefined || rest.length > 1 ? undefined : { kind, node: second, as: first };
    default:
      return undefined;
  }
}
