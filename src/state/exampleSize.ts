import type { Document, Node } from '../engine';
import { PRESETS, type PresetSlider } from '../presets/registry';

/** An example that comes in sizes, and the size that a document has. */
export interface ExampleSize {
  readonly slider: PresetSlider;
  readonly value: number;
}

/** The example, in one of its sizes, whose nodes the document has; where they have been edited, or are others, none. */
export function exampleSize({ nodes }: Document): ExampleSize | undefined {
  for (const { slider } of PRESETS) {
    if (!slider) continue;
    for (let value = slider.least; value <= slider.most; value++)
      if (areAlike(slider.make(value).nodes, nodes)) return { slider, value };
  }
  return undefined;
}

/** The document in another size of its example: how it is trained, its seed and its words stay. */
export function resized(document: Document, { make }: PresetSlider, value: number): Document {
  const { nodes, plans, pictures } = make(value);
  return { ...document, nodes, plans, ...(pictures && { pictures }) };
}

function areAlike(some: readonly Node[], others: readonly Node[]): boolean {
  return some.length === others.length && bare(some) === bare(others);
}

/** Without places, which a visitor may change. */
function bare(nodes: readonly Node[]): string {
  return JSON.stringify(nodes, (key, value: unknown) => (key === 'at' ? undefined : value));
}
