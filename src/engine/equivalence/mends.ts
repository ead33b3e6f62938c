import type { Edit, NormalForm, NormalNode, Role, Side, Step } from './contract';

/** A step that would take one change away. */
export interface Mend {
  readonly side: Side;
  readonly step: Step;
}

/** What might be stated for a change to go away; none where no step can do it, as with another estimator. */
export function mendsOf(edit: Edit, forms: Readonly<Record<Side, NormalForm>>): Mend[] {
  switch (edit.kind) {
    case 'node':
      return stepsFor(edit.node).map((step) => ({ side: edit.on, step }));
    case 'role':
      return (['left', 'right'] as const).flatMap((side, i) =>
        stepsAgainst(edit.at[side], edit.roles[i], edit.roles[1 - i]).map((step) => ({ side, step })),
      );
    case 'link': {
      const { on, from, to } = edit;
      const isParameter = forms[on].nodes.some(({ name, role }) => name === from[on] && role === 'parameter');
      return isParameter ? [{ side: on, step: { kind: 'hold', parameter: from[on], in: to[on] } }] : [];
    }
    case 'estimator':
    case 'baseline':
    case 'trains':
    case 'derivative':
    case 'credit':
    case 'pairing':
      return [];
  }
}

/** Ways to be rid of a node that the other side has not. */
function stepsFor({ name, role }: NormalNode): Step[] {
  switch (role) {
    case 'parameter':
      return [{ kind: 'fix', node: name }];
    case 'input':
      return [
        { kind: 'fix', node: name },
        { kind: 'drop', node: name },
      ];
    case 'noise':
    case 'cost':
      return [{ kind: 'drop', node: name }];
    case 'circle':
    case 'square':
      return [{ kind: 'give', node: name }];
  }
}

/** What is drawn may be given, as the other side's input is; a parameter or a noise may be no part of the claim. */
function stepsAgainst(node: string, own: Role | undefined, other: Role | undefined): Step[] {
  if ((own === 'circle' || own === 'noise') && other === 'input') return [{ kind: 'give', node }];
  if (own === 'parameter') return [{ kind: 'fix', node }];
  return own === 'noise' ? [{ kind: 'drop', node }] : [];
}
