import * as v from 'valibot';
import { messageOf, type Step } from '../engine';
import { UsageError } from './usage';

/** Steps for both sides, as `--steps` reads them: `{"left": [{"kind": "fix", "node": "theta"}], "right": []}`. */
export interface Steps {
  readonly left: readonly Step[];
  readonly right: readonly Step[];
}

const name = v.string();
const names = v.pipe(v.array(name), v.minLength(1));

const step = v.variant('kind', [
  v.object({ kind: v.picklist(['fix', 'give', 'drop']), node: name }),
  v.object({ kind: v.picklist(['merge', 'share']), nodes: names, as: name }),
  v.object({ kind: v.literal('hold'), parameter: name, in: name }),
  v.object({ kind: v.literal('rename'), node: name, as: name }),
]) satisfies v.GenericSchema<unknown, Step>;

/** An object, which a list would pass for. */
const sides = v.pipe(
  v.unknown(),
  v.check((given) => !Array.isArray(given)),
  v.strictObject({
    left: v.optional(v.array(v.unknown()), []),
    right: v.optional(v.array(v.unknown()), []),
  }),
);

/** Reads steps from JSON; throws a UsageError that says which one cannot be read. */
export function readSteps(text: string): Steps {
  const given = v.safeParse(sides, parsed(text));
  if (!given.success) throw new UsageError(faultOf(given.issues[0]));
  const { left, right } = given.output;
  return { left: left.map(readStep), right: right.map(readStep) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--steps: ${messageOf(error)}`);
  }
}

function faultOf(issue: v.InferIssue<typeof sides>): string {
  const key = issue.path?.[0]?.key;
  if (key === undefined) return '--steps takes an object with "left" and "right"';
  return key === 'left' || key === 'right'
    ? `--steps: "${key}" must be a list`
    : `--steps has "left" and "right", got also "${String(key)}"`;
}

function readStep(given: unknown): Step {
  const read = v.safeParse(step, given);
  if (read.success) return read.output;
  throw new UsageError(`--steps: ${JSON.stringify(given)} is no step; see docs/command.md`);
}
