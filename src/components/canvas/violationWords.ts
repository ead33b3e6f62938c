import { nameToUnicode, type Violation } from '../../engine';

/** One violation of Condition 1 in words, with what mends it. */
export function violationWords({ parameter, edge, culprit, kind, sure, mend }: Violation): string {
  const [from, to] = edge.map(nameToUnicode);
  const why = {
    function: `${culprit} ${sure ? 'jumps' : 'may jump'}`,
    edge: `${culprit} ${sure ? 'jumps' : 'may jump'} at the edge of its support`,
    support: `the support of its ${culprit} density moves with ${from}`,
    weak: `no weak derivative in the ${culprit} is known here`,
  }[kind];
  const [nearest] = mend;
  const advice =
    nearest === undefined ? 'remove the jump' : `score ${nameToUnicode(nearest)} instead, or remove the jump`;
  return `Condition 1 ${sure ? 'fails' : 'may fail'} here: ${nameToUnicode(parameter)} reaches ${to} through ${from}, but ${why}. ${sure ? 'The' : 'If it does, the'} gradient is biased; ${advice}.`;
}
