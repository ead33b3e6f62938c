import { memo } from 'react';
import {
  type Document,
  type NodePlan,
  nameToUnicode,
  nodePlanOf,
  type Plan,
  type StochasticNode,
  setNodePlan,
  setPlanOptions,
} from '../../engine';
import { analysisOf } from '../../state/document/derived';
import { attemptOrSay } from '../ui/attempt';
import { MenuButton, type MenuEntry } from '../ui/Menu';
import { EstimatorOptions } from './EstimatorOptions';
import { choicesFor, choiceWords, type EstimatorChoice, isChosen } from './planChoices';

interface PlanChoiceProps {
  readonly document: Document;
  readonly plan: Plan;
  readonly node: StochasticNode;
}

/** One cell of the plans table: the estimator of one node, with its options. */
export const PlanChoice = memo(function PlanChoice({ document, plan, node }: PlanChoiceProps) {
  const entry = nodePlanOf(plan, node.name);
  const resolved = analysisOf(document, plan)?.kinds.get(node.name) ?? 'score';
  const choice = entry ?? ({ estimator: resolved } as NodePlan);
  const set = (next: NodePlan | undefined) =>
    attemptOrSay((before) => setNodePlan(before, plan.name, node.name, next));
  const choose = ({ entry: next, samples }: EstimatorChoice) =>
    attemptOrSay((before) => {
      const wide = samples === undefined ? before : setPlanOptions(before, plan.name, { samples });
      return 'code' in wide ? wide : setNodePlan(wide, plan.name, node.name, next);
    });
  const entries = (): MenuEntry[] => [
    ...choicesFor(document, plan, node).flatMap((group): MenuEntry[] => [
      { heading: group.heading },
      ...group.choices.map((own) => ({
        label: own.label,
        checked: isChosen(entry, own),
        ...(own.why === undefined ? {} : { disabled: own.why }),
        ...(own.samples === undefined ? {} : { detail: `${own.samples} samples` }),
        onChoose: () => choose(own),
      })),
      'line',
    ]),
    {
      label: 'Automatic',
      detail: entry ? 'pathwise where valid' : `now ${resolved}`,
      checked: entry === undefined,
      onChoose: () => set(undefined),
    },
  ];
  return (
    <MenuButton
      label={`Estimator of ${nameToUnicode(node.name)} in ${plan.name}`}
      small
      entries={entries}
      footer={<EstimatorOptions choice={choice} set={set} />}
    >
      <span className={entry ? undefined : 'muted'}>{choiceWords(choice)}</span>
    </MenuButton>
  );
});
