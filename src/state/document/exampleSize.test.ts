import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../presets/registry';
import { exampleSize, resized } from './exampleSize';

const sized = PRESETS.filter(({ slider }) => slider);

describe.each(sized.map((preset) => [preset.id, preset] as const))('%s', (_, { document, slider }) => {
  test('is found in all its sizes, wherever its nodes stand', () => {
    if (!slider) throw new Error('no slider');
    expect(exampleSize(document)?.value).toBe(slider.value);
    const nodes = document.nodes.map((node) => ({ ...node, at: [7, 7] as const }));
    expect(exampleSize({ ...document, nodes })?.value).toBe(slider.value);
    const largest = resized(document, slider, slider.most);
    expect(exampleSize(largest)).toMatchObject({ value: slider.most, slider: { label: slider.label } });
    expect(resized(largest, slider, slider.value)).toEqual(document);
  });

  test('is not found once it has been edited', () => {
    const nodes = document.nodes.map((node, i) => (i === 0 ? { ...node, label: 'X' } : node));
    expect(exampleSize({ ...document, nodes })).toBeUndefined();
  });
});

test('an example of one size has none', () => {
  const other = PRESETS.find(({ slider }) => !slider);
  expect(other && exampleSize(other.document)).toBeUndefined();
});
