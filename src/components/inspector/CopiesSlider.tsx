import { labelOf, nameToUnicode, type StochasticNode, updateNode } from '../../engine';
import { attemptOrSay } from '../ui/attempt';
import { NumberField } from '../ui/NumberField';
import { Slider } from '../ui/Slider';
import { Tex } from '../ui/Tex';
import { useGesture } from '../ui/useGesture';
import styles from './ParameterSliders.module.css';

/** The end of the track, unless the node has more copies already. */
const MOST = 64;

/** How many independent copies a circle with one axis draws: its dimension. */
export function CopiesSlider({ node, copies }: { node: StochasticNode; copies: number }) {
  const travel = useGesture();
  const label = `dimension of ${nameToUnicode(node.name)}`;
  const set = (value: number) => {
    const shape = [Math.max(1, Math.round(value))];
    attemptOrSay((document) => updateNode(document, node.name, { shape }));
  };
  return (
    <div className={styles.row}>
      <Tex latex={`\\dim {${labelOf(node)}}`} className={styles.input} />
      <Slider
        label={label}
        tone="input"
        value={copies}
        min={1}
        max={Math.max(MOST, copies)}
        step={1}
        onStart={travel.press}
        onEnd={travel.end}
        onChange={set}
      />
      <NumberField label={`${label}, as a number`} value={copies} step={1} width={70} onChange={set} />
    </div>
  );
}
