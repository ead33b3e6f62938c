import type { Document, Node } from '../../engine';
import type { PresetSlider } from '../../presets/preset';
import { PRESETS } from '../../presets/registry';

/** An example that comes in sizes, and the size that a document has. */
export interface ExampleSize {
  readonly slider: PresetSlider;
  readonly value: number;
}

/** The example, in one of its sizes, whose nodes the document has; where they have been edited, or are others, none. */
export function exampleSize({ nodes }: Document): ExampleSize | undefined {
  const names = new Set(nodes.map(({ name }) => name));
  for (const { slider, document } of PRESETS) {
    // What all sizes have in common tells most other documents apart at once.
    if (!slider || !document.nodes.every(({ kind, name }) => kind !== 'parameter' || names.has(name)))
      continue;
    const value = sizesOf(slider).get(bare(nodes));
    if (value !== undefined) return { slider, value };
  }
  return undefined;
}

const known = new Map<PresetSlider, ReadonlyMap<string, number>>();

/** The sizes of an example, by their nodes. */
function sizesOf(slider: PresetSlider): ReadonlyMap<string, number> {
  const found = known.get(slider);
  if (found) return found;
  const values = Array.from({ length: slider.most - slider.least + 1 }, (_, i) => slider.least + i);
  const sizes = new Map(values.map((value) => [bare(slider.make(value).nodes), value]));
  known.set(slider, sizes);
  return sizes;
}

/** The document in another size of its example: how it is trained, its seed and its words stay. */
export function resized(document: Document, { make }: PresetSlider, value: number): Document {
  const { nodes, plans, pictures } = make(value);
  return { ...document, nodes, plans, ...(pictures && { pictures }) };
}

/** Without places, which a visitor may change. */
function bare(nodes: readonly Node[]): string {
  return JSON.stringify(nodes, (key, value: unknown) => (key === 'at' ? undefined : value));
}
