import { type Document, isRefused, updateNode } from '../../engine';
import type { OneLiner, OneLinerSlider } from '../../presets/oneLiners/oneLiner';

/** Where the sliders of a row stand, by `sliderKey`; one that is missing stands where the document has it. */
export type SliderValues = Readonly<Record<string, number>>;

/** The line as it should be, or as the slide prints it. */
export type FormName = 'right' | 'printed';

export function sliderKey({ parameter, element }: OneLinerSlider): string {
  return element === undefined ? parameter : `${parameter}[${element}]`;
}

export function sliderValue(row: OneLiner, slider: OneLinerSlider, values: SliderValues): number {
  return (
    values[sliderKey(slider)] ?? parameterNumbers(row.document, slider.parameter)[slider.element ?? 0] ?? 0
  );
}

/** The numbers of a parameter, row by row. */
export function parameterNumbers(document: Document, parameter: string): readonly number[] {
  const node = document.nodes.find(({ name }) => name === parameter);
  if (node?.kind !== 'parameter') throw new Error(`${document.title}: ${parameter} is no parameter`);
  const { value } = node;
  if (typeof value === 'number') return [value];
  if (!Array.isArray(value)) throw new Error(`${document.title}: ${parameter} is not written out`);
  return value.flat().filter((element): element is number => typeof element === 'number');
}

/** The row's graph with its sliders where they stand. */
export function documentAt(row: OneLiner, values: SliderValues, form: FormName = 'right'): Document {
  const changed = row.sliders.reduce(
    (document, slider) => withElement(document, slider, sliderValue(row, slider, values)),
    row.document,
  );
  if (form === 'right' || !row.printed) return changed;
  const { expression, fault } = row.printed;
  const printed = accepted(updateNode(changed, 'x', { expression }));
  return {
    ...printed,
    title: `${printed.title}, as printed`,
    about: `As printed, ${row.name} is off: ${fault}.`,
  };
}

function withElement(document: Document, { parameter, element }: OneLinerSlider, number: number): Document {
  if (element === undefined) return accepted(updateNode(document, parameter, { value: number }));
  const numbers = parameterNumbers(document, parameter).map((old, i) => (i === element ? number : old));
  const node = document.nodes.find(({ name }) => name === parameter);
  const [first] = node?.kind === 'parameter' && Array.isArray(node.value) ? node.value : [];
  const width = Array.isArray(first) ? first.length : undefined;
  const value =
    width === undefined
      ? numbers
      : Array.from({ length: numbers.length / width }, (_, i) => numbers.slice(i * width, (i + 1) * width));
  return accepted(updateNode(document, parameter, { value }));
}

function accepted(edited: ReturnType<typeof updateNode>): Document {
  if (isRefused(edited)) throw new Error(edited.code);
  return edited;
}
