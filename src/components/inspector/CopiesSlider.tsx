import { labelOf, nameToUnicode, type StochasticNode, updateNode } from '../../engine';
import { attemptOrSay } from '../ui/attempt';
import { Tex } from '../ui/Tex';
import { SliderRow } from './SliderRow';

/** The end of the track, unless the node has more copies already. */
const MOST = 64;

/** How many independent copies a circle with one axis draws: its dimension. */
export function CopiesSlider({ node, copies }: { node: StochasticNode; copies: number }) {
  const set = (value: number) => {
    const shape = [Math.max(1, Math.round(value))];
    attemptOrSay((document) => updateNode(document, node.name, { shape }));
  };
  return (
    <SliderRow
      head={<Tex latex={`\\dim {${labelOf(node)}}`} className="input" />}
      label={`dimension of ${nameToUnicode(node.name)}`}
      tone="input"
      value={copies}
      min={1}
      max={Math.max(MOST, copies)}
      onChange={set}
    />
  );
}
