import type { Finding } from '../diagnostics/types';
import type { KnownNodes } from './checkPlans';
import { type Fitting, nameFindings } from './fitting';
import type { Training } from './trainingTypes';

/** What is wrong with the training for the nodes that are there. */
export function trainingFindings({ groups = [] }: Training, names: KnownNodes): Finding[] {
  const seen = new Set<string>();
  return groups.flatMap(({ parameters }, i) =>
    parameters.flatMap((name): Finding[] => {
      const field = `training.groups.${i}.parameters`;
      if (seen.has(name)) return [{ code: 'two-groups', facts: { name }, field }];
      seen.add(name);
      return nameFindings(name, PARAMETER, field, names);
    }),
  );
}

const PARAMETER: Fitting = { expected: 'a parameter', kinds: ['parameter'] };
