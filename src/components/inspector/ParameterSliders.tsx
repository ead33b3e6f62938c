import { useMemo, useState } from 'react';
import { type InputNode, labelOf, nameToUnicode, type ParameterNode, updateNode } from '../../engine';
import { useDocument } from '../../state/document/document';
import { exampleSize } from '../../state/document/exampleSize';
import { attemptOrSay } from '../ui/attempt';
import { NumberField } from '../ui/NumberField';
import { Slider } from '../ui/Slider';
import { Tex } from '../ui/Tex';
import { useGesture } from '../ui/useGesture';
import { CopiesSlider } from './CopiesSlider';
import { ExampleSlider } from './ExampleSlider';
import styles from './ParameterSliders.module.css';
import { reaches, sliderRange, sliderStep } from './sliderRange';

/** The longest vector that gets a slider for every element. */
const ELEMENTS = 4;

/** Sliders for the numbers that a graph is played with: scalar and short vector parameters and inputs, dimensions. */
export function ParameterSliders() {
  const document = useDocument((state) => state.document);
  const { nodes } = document;
  const isSized = useMemo(() => exampleSize(document) !== undefined, [document]);
  const played = nodes.filter(
    (node): node is ParameterNode | InputNode =>
      (node.kind === 'parameter' || node.kind === 'input') && elementsOf(node).length > 0,
  );
  const copied = nodes.flatMap((node) => {
    const [copies, ...more] = node.kind === 'stochastic' ? (node.shape ?? []) : [];
    return node.kind === 'stochastic' && copies !== undefined && more.length === 0 ? [{ node, copies }] : [];
  });
  if (played.length + copied.length === 0 && !isSized) return null;
  return (
    <section className={styles.sliders} aria-label="Values">
      <ExampleSlider />
      {played.map((node) => (
        <ValueSliders key={node.name} node={node} />
      ))}
      {copied.map(({ node, copies }) => (
        <CopiesSlider key={node.name} node={node} copies={copies} />
      ))}
    </section>
  );
}

/** The numbers of a value that has sliders; none for a matrix, a rule or a long vector. */
function elementsOf({ value }: ParameterNode | InputNode): number[] {
  if (typeof value === 'number') return [value];
  if (!Array.isArray(value) || value.length > ELEMENTS) return [];
  const numbers = value.filter((element): element is number => typeof element === 'number');
  return numbers.length === value.length ? numbers : [];
}

/** A slider and a number for a scalar, or for every element of a short vector. */
export function ValueSliders({ node }: { node: ParameterNode | InputNode }) {
  const elements = elementsOf(node);
  const isScalar = typeof node.value === 'number';
  const set = (index: number, number: number) => {
    const value = isScalar ? number : elements.map((element, i) => (i === index ? number : element));
    attemptOrSay((document) => updateNode(document, node.name, { value }));
  };
  return elements.map((element, index) => {
    const place = isScalar ? '' : `[${index}]`;
    return (
      <ValueSlider
        // biome-ignore lint/suspicious/noArrayIndexKey: an element of a vector is its place
        key={index}
        latex={`{${labelOf(node)}}${place}`}
        label={nameToUnicode(node.name) + place}
        tone={node.kind}
        value={element}
        onChange={(number) => set(index, number)}
      />
    );
  });
}

interface ValueSliderProps {
  readonly latex: string;
  readonly label: string;
  readonly tone: 'parameter' | 'input';
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function ValueSlider({ latex, label, tone, value, onChange }: ValueSliderProps) {
  const [range, setRange] = useState(() => sliderRange(value));
  const travel = useGesture();
  // Typed numbers, undo and other documents may lie outside of the range that was.
  const shown = reaches(range, value) ? range : sliderRange(value);
  return (
    <div className={styles.row}>
      <Tex latex={latex} className={tone === 'parameter' ? styles.parameter : styles.input} />
      <Slider
        label={label}
        tone={tone}
        value={value}
        min={shown[0]}
        max={shown[1]}
        step={sliderStep(shown)}
        onStart={travel.press}
        onEnd={() => {
          travel.end();
          // At an end of the track there is more to come.
          if (Math.abs(value) >= shown[1] * 0.98) setRange(sliderRange(value));
          else setRange(shown);
        }}
        onChange={onChange}
      />
      <NumberField
        label={`${label}, as a number`}
        value={value}
        step={sliderStep(shown) * 10}
        width={70}
        onChange={onChange}
      />
    </div>
  );
}
