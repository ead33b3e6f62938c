import { nameToUnicode, type Violation } from '../../engine';

/** One violation of Condition 1 in words, with what mends it. */
export function violationWords({ parameter, edge, culprit, kind, mend }: Violation): string {
  const [from, to] = edge.map(nameToUnicode);
  const why =
    kind === 'support'
      ? `the support of its ${culprit} density moves with ${from}`
      : `${culprit} is not differentiable`;
  const [nearest] = mend;
  const advice =
    nearest === undefined ? 'remove the jump' : `score ${nameToUnicode(nearest)} instead, or remove the jump`;
  return `Condition 1 fails here: ${nameToUnicode(parameter)} reaches ${to} through ${from}, but ${why}. The gradient is biased; ${advice}.`;
}
