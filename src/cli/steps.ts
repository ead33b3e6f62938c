import type { Step } from '../engine';
import { UsageError } from './usage';

/** Steps for both sides, as `--steps` reads them: `{"left": [{"kind": "fix", "node": "theta"}], "right": []}`. */
export interface Steps {
  readonly left: readonly Step[];
  readonly right: readonly Step[];
}

/** Reads steps from JSON; throws a UsageError that says which one cannot be read. */
export function readSteps(text: string): Steps {
  const steps = parsed(text);
  if (!isObject(steps)) throw new UsageError('--steps takes an object with "left" and "right"');
  const unknown = Object.keys(steps).find((key) => key !== 'left' && key !== 'right');
  if (unknown !== undefined) throw new UsageError(`--steps has "left" and "right", got also "${unknown}"`);
  return { left: listOf(steps.left, 'left'), right: listOf(steps.right, 'right') };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--steps: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function listOf(list: unknown, side: string): Step[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw new UsageError(`--steps: "${side}" must be a list`);
  return list.map((step: unknown) => {
    const read = isObject(step) ? stepOf(step) : undefined;
    if (!read) throw new UsageError(`--steps: ${JSON.stringify(step)} is no step; see docs/command.md`);
    return read;
  });
}

function stepOf({
  kind,
  node,
  nodes,
  as,
  parameter,
  in: of,
}: Readonly<Record<string, unknown>>): Step | undefined {
  switch (kind) {
    case 'fix':
    case 'give':
    case 'drop':
      return isText(node) ? { kind, node } : undefined;
    case 'merge':
    case 'share':
      return Array.isArray(nodes) && nodes.length > 0 && nodes.every(isText) && isText(as)
        ? { kind, nodes, as }
        : undefined;
    case 'hold':
      return isText(parameter) && isText(of) ? { kind, parameter, in: of } : undefined;
    case 'rename':
      return isText(node) && isText(as) ? { kind, node, as } : undefined;
    default:
      return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
