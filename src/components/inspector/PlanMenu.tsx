import { duplicatePlan, type Plan, type PlanOptions, removePlan, setPlanOptions } from '../../engine';
import { edit } from '../../state/document/document';
import { togglePlan } from '../../state/shell/session';
import { attemptOrSay } from '../ui/attempt';
import { MenuButton } from '../ui/Menu';
import { Option } from '../ui/MenuOptions';
import { NumberField } from '../ui/NumberField';
import { MoreSign } from '../ui/signs';

interface PlanMenuProps {
  readonly plan: Plan;
  readonly isOnly: boolean;
  readonly isHidden: boolean;
  readonly onRename: () => void;
}

const MOST_SAMPLES = 1_000_000;

/** What can be done with a plan as a whole. */
export function PlanMenu({ plan, isOnly, isHidden, onRename }: PlanMenuProps) {
  const { samples = 1, antithetic = false } = plan;
  const set = (options: PlanOptions) => attemptOrSay((own) => setPlanOptions(own, plan.name, options));
  const duplicate = () => attemptOrSay((document) => duplicatePlan(document, plan.name));
  const credit = plan.credit ?? 'downstream';
  return (
    <MenuButton
      label={`More about ${plan.name}`}
      look="quiet"
      small
      square
      alignRight
      entries={[
        { label: 'Rename', onChoose: onRename },
        { label: 'Duplicate', onChoose: duplicate },
        {
          label: isHidden ? 'Show in the figures' : 'Hide from the figures',
          onChoose: () => togglePlan(plan.name),
        },
        'line',
        {
          label: 'Credit downstream costs',
          checked: credit === 'downstream',
          onChoose: () => set({ credit: 'downstream' }),
        },
        { label: 'Credit all costs', checked: credit === 'all', onChoose: () => set({ credit: 'all' }) },
        'line',
        {
          label: 'Antithetic: mirror the noise of every second sample',
          checked: antithetic,
          onChoose: () =>
            set({ antithetic: !antithetic, samples: antithetic ? samples : samples + (samples % 2) }),
        },
        'line',
        {
          label: 'Remove',
          danger: true,
          ...(isOnly ? { disabled: 'a graph needs one plan to run' } : {}),
          onChoose: () => edit((document) => removePlan(document, plan.name)),
        },
      ]}
      footer={
        <Option>
          <span>samples per estimate, M =</span>
          <NumberField
            label="Samples per estimate"
            value={samples}
            integer
            min={antithetic ? 2 : 1}
            step={antithetic ? 2 : 1}
            max={MOST_SAMPLES}
            onChange={(count) => set({ samples: count })}
          />
        </Option>
      }
    >
      <MoreSign />
    </MenuButton>
  );
}
