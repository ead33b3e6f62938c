import { completeOptimizer, type Optimizer } from '../../engine';
import { NumberOption } from '../ui/MenuOptions';

interface DecayOptionsProps {
  readonly optimizer: Optimizer;
  readonly onChange: (optimizer: Optimizer) => void;
}

/** Decays of what an optimizer averages, below the choice of its kind. */
export function DecayOptions({ optimizer, onChange }: DecayOptionsProps) {
  const whole = completeOptimizer(optimizer);
  return (
    <>
      {'decay' in whole && (
        <Decay
          label={whole.kind === 'momentum' ? 'decay of the velocity' : 'decay of the mean, β₁'}
          value={whole.decay}
          onChange={(decay) => onChange({ ...whole, decay })}
        />
      )}
      {'squareDecay' in whole && (
        <Decay
          label={whole.kind === 'adam' ? 'decay of the square, β₂' : 'decay of the square'}
          value={whole.squareDecay}
          onChange={(squareDecay) => onChange({ ...whole, squareDecay })}
        />
      )}
    </>
  );
}

interface DecayProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Decay(props: DecayProps) {
  return <NumberOption {...props} min={0} max={1 - 1e-9} step={0.01} />;
}
