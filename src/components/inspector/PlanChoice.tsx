import { memo } from 'react';
import {
  type Document,
  type NodePlan,
  nameToUnicode,
  nodePlanOf,
  type Plan,
  type StochasticNode,
  setNodePlan,
} from '../../engine';
import { analysisOf } from '../../state/derived';
import { MenuButton, type MenuItem } from '../ui/Menu';
import { NumberField } from '../ui/NumberField';
import { attemptOrSay } from './attempt';
import styles from './PlanPanel.module.css';
import { type BaselineKind, baselineKind, baselineOfKind, choiceWords, noPathwise } from './planChoices';

interface PlanChoiceProps {
  readonly document: Document;
  readonly plan: Plan;
  readonly node: StochasticNode;
}

const BASELINES: Readonly<Record<BaselineKind, string>> = {
  none: 'Score, no baseline',
  average: 'Score, moving average as baseline',
  number: 'Score, a number as baseline',
};

/** One cell of the plans table: the estimator of one node, and the baseline of a score. */
export const PlanChoice = memo(function PlanChoice({ document, plan, node }: PlanChoiceProps) {
  const entry = nodePlanOf(plan, node.name);
  const resolved = analysisOf(document, plan)?.kinds.get(node.name) ?? 'score';
  const choice: NodePlan = entry ?? { estimator: resolved };
  const set = (next: NodePlan | undefined) =>
    attemptOrSay((before) => setNodePlan(before, plan.name, node.name, next));
  const isBaseline = (kind: BaselineKind) =>
    entry?.estimator === 'score' && baselineKind(entry.baseline) === kind;
  const scores = (['none', 'average', 'number'] as const).map(
    (kind): MenuItem => ({
      label: BASELINES[kind],
      checked: isBaseline(kind),
      onChoose: () => set({ estimator: 'score', baseline: baselineOfKind(kind) }),
    }),
  );
  const why = noPathwise(node);
  return (
    <MenuButton
      label={`Estimator of ${nameToUnicode(node.name)} in ${plan.name}`}
      small
      entries={[
        ...scores,
        {
          label: 'Pathwise',
          checked: entry?.estimator === 'pathwise',
          ...(why === undefined ? {} : { disabled: why }),
          onChoose: () => set({ estimator: 'pathwise' }),
        },
        'line',
        {
          label: 'Choose by itself',
          detail: resolvedWords(entry, resolved),
          checked: entry === undefined,
          onChoose: () => set(undefined),
        },
      ]}
      footer={<BaselineField choice={choice} set={set} />}
    >
      <span className={entry ? undefined : styles.bySelf}>{choiceWords(choice)}</span>
    </MenuButton>
  );
});

function resolvedWords(entry: NodePlan | undefined, resolved: string): string {
  return entry ? 'pathwise where valid' : `now ${resolved}`;
}

function BaselineField({ choice, set }: { choice: NodePlan; set: (next: NodePlan) => void }) {
  if (choice.estimator !== 'score') return null;
  const { baseline } = choice;
  if (typeof baseline === 'number') {
    return (
      <div className={styles.footer}>
        <span>baseline b =</span>
        <NumberField
          label="Baseline"
          value={baseline}
          onChange={(value) => set({ ...choice, baseline: value })}
        />
      </div>
    );
  }
  if (typeof baseline === 'object') {
    return (
      <div className={styles.footer}>
        <span>decay of the average</span>
        <NumberField
          label="Decay of the moving average"
          value={baseline.decay}
          min={0}
          max={1 - 1e-9}
          step={0.01}
          onChange={(decay) => set({ ...choice, baseline: { kind: 'average', decay } })}
        />
      </div>
    );
  }
  return null;
}
