import { isDataRule } from '../document/tensor';
import type { NormalForm, Planned, Step, StepNature } from './contract';
import { areTwins } from './formSteps';
import { normalForm } from './normalForm';

/** What a step does to what is claimed, after the steps before it. */
export function natureOf(step: Step, planned: Planned, before: readonly Step[]): StepNature {
  switch (step.kind) {
    case 'fix':
      return isConstant(planned, step.node) ? 'identity' : 'assumption';
    case 'give':
    case 'drop':
    case 'share':
      return 'assumption';
    case 'hold':
    case 'rename':
      return 'identity';
    case 'merge': {
      const form = normalForm(planned, before);
      return 'why' in form || !isCoarser(form, step.nodes) ? 'identity' : 'coarser';
    }
  }
}

function isConstant({ document }: Planned, name: string): boolean {
  return document.nodes.some(
    (node) => node.name === name && node.kind === 'input' && !isDataRule(node.value),
  );
}

/** Inputs alone are merged although they are used apart. */
function isCoarser(form: NormalForm, [first, ...others]: readonly string[]): boolean {
  if (first === undefined) return false;
  const isInput = form.nodes.some(({ name, role }) => name === first && role === 'input');
  return isInput && others.some((other) => !areTwins(form, first, other));
}
