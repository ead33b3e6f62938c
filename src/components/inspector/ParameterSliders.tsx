import { useMemo, useState } from 'react';
import { type InputNode, labelOf, nameToUnicode, type ParameterNode, updateNode } from '../../engine';
import { useDocument } from '../../state/document/document';
import { exampleSize } from '../../state/document/exampleSize';
import { attemptOrSay } from '../ui/attempt';
import { Tex } from '../ui/Tex';
import { useShortened } from '../ui/useShortened';
import { CopiesSlider } from './CopiesSlider';
import { ExampleSlider } from './ExampleSlider';
import styles from './ParameterSliders.module.css';
import { SliderRow } from './SliderRow';
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
  const rows = [
    ...played.map((node) => <ValueSliders key={node.name} node={node} />),
    ...copied.map(({ node, copies }) => <CopiesSlider key={node.name} node={node} copies={copies} />),
  ];
  const { shown, more } = useShortened(rows, 'values');
  if (rows.length === 0 && !isSized) return null;
  return (
    <section className={styles.sliders} aria-label="Values">
      <ExampleSlider />
      {shown}
      {more}
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
  // Typed numbers, undo and other documents may lie outside of the range that was.
  const shown = reaches(range, value) ? range : sliderRange(value);
  return (
    <SliderRow
      head={<Tex latex={latex} className={tone} />}
      label={label}
      tone={tone}
      value={value}
      min={shown[0]}
      max={shown[1]}
      step={sliderStep(shown)}
      fieldStep={sliderStep(shown) * 10}
      // At an end of the track there is more to come.
      onEnd={() => setRange(Math.abs(value) >= shown[1] * 0.98 ? sliderRange(value) : shown)}
      onChange={onChange}
    />
  );
}
