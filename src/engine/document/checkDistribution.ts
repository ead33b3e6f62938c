import type { Finding } from '../diagnostics/types';
import { DISTRIBUTION_ARGS } from './distributions';
import type { StochasticNode } from './types';

/** What is wrong with the names of a circle's arguments: none for a complete set that its distribution takes. */
export function distributionFindings({ name, distribution, args = {} }: StochasticNode): Finding[] {
  const given = Object.keys(args);
  const place = { nodes: [name], field: 'args' };
  if (distribution === undefined)
    return given.length > 0
      ? [{ code: 'args-without-distribution', facts: { args: given }, nodes: [name], field: 'distribution' }]
      : [];
  const alternatives: readonly (readonly string[])[] = DISTRIBUTION_ARGS[distribution];
  const legal = alternatives.flat();
  const findings: Finding[] = [];
  const unknown = given.filter((arg) => !legal.includes(arg));
  if (unknown.length > 0)
    findings.push({
      code: 'unknown-args',
      facts: { distribution, unknown, alternatives },
      nodes: [name],
      field: `args.${unknown[0]}`,
    });
  const known = given.filter((arg) => legal.includes(arg));
  // The alternative that is meant: the one with most of its arguments given, the default one on a tie.
  const [chosen = []] = alternatives.toSorted((a, b) => overlap(b, known) - overlap(a, known));
  if (known.some((arg) => !chosen.includes(arg)))
    findings.push({
      code: 'conflicting-args',
      facts: { distribution, given: known, alternatives },
      ...place,
    });
  const missing = chosen.filter((arg) => !known.includes(arg));
  // An argument that is called otherwise is told of once, with the names that there are.
  if (missing.length > 0 && unknown.length === 0)
    findings.push({
      code: 'missing-args',
      facts: { distribution, missing, alternatives },
      nodes: [name],
      field: `args.${missing[0]}`,
    });
  return findings;
}

function overlap(args: readonly string[], given: readonly string[]): number {
  return args.filter((arg) => given.includes(arg)).length;
}
