import type { KindOfBaseline, NodePlan } from '../../engine';
import { Flag, NumberOption } from '../ui/MenuOptions';
import { DEFAULT_RATE, DEFAULT_TEMPERATURE } from './planChoices';

interface PlanOptionsProps {
  readonly choice: NodePlan;
  readonly set: (next: NodePlan) => void;
}

/** The options of the chosen estimator. */
export function EstimatorOptions({ choice, set }: PlanOptionsProps) {
  switch (choice.estimator) {
    case 'score':
      return <BaselineOptions choice={choice} set={set} />;
    case 'pathwise':
      return (
        <Flag
          label="no gradient through its own log_prob"
          value={choice.stickTheLanding ?? false}
          onChange={(stickTheLanding) =>
            set(stickTheLanding ? { ...choice, stickTheLanding } : { estimator: 'pathwise' })
          }
        />
      );
    case 'measureValued':
      return (
        <Flag
          label="both draws share noise"
          value={choice.coupled ?? true}
          onChange={(coupled) => set(coupled ? { estimator: 'measureValued' } : { ...choice, coupled })}
        />
      );
    case 'concrete':
    case 'straightThroughGumbel':
      return (
        <NumberOption
          label="temperature"
          value={choice.temperature ?? DEFAULT_TEMPERATURE}
          min={0.01}
          step={0.05}
          onChange={(temperature) => set({ ...choice, temperature })}
        />
      );
    case 'enumerate':
    case 'straightThrough':
      return null;
  }
}

function BaselineOptions({ choice, set }: PlanOptionsProps) {
  if (choice.estimator !== 'score') return null;
  const { baseline } = choice;
  if (typeof baseline === 'number')
    return (
      <NumberOption
        label="baseline b"
        value={baseline}
        onChange={(value) => set({ ...choice, baseline: value })}
      />
    );
  if (typeof baseline !== 'object') return null;
  const change = (next: KindOfBaseline) => set({ ...choice, baseline: next });
  return (
    <>
      {baseline.kind === 'average' && (
        <NumberOption
          label="decay of the average"
          value={baseline.decay}
          min={0}
          max={1 - 1e-9}
          step={0.01}
          onChange={(decay) => change({ ...baseline, decay })}
        />
      )}
      {baseline.kind === 'value' && (
        <>
          <NumberOption
            label="hidden units (0 = linear)"
            value={baseline.hidden?.[0] ?? 0}
            integer
            min={0}
            max={256}
            onChange={(width) => change({ ...baseline, hidden: width > 0 ? [width] : [] })}
          />
          <NumberOption
            label="learning rate"
            value={baseline.rate ?? DEFAULT_RATE}
            min={1e-6}
            max={1}
            step={0.01}
            onChange={(rate) => change({ ...baseline, rate })}
          />
        </>
      )}
      {baseline.kind !== 'optimal' && baseline.kind !== 'ranks' && (
        <Flag
          label="divide by the running standard deviation"
          value={baseline.normalize ?? false}
          onChange={(normalize) => {
            const { normalize: _, ...rest } = baseline;
            change(normalize ? { ...baseline, normalize } : rest);
          }}
        />
      )}
    </>
  );
}
