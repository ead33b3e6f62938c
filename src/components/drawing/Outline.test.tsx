import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { ArrowHead } from './ArrowHead';
import { NodeSketch } from './NodeSketch';
import { Outline } from './Outline';
import { type Look, nodeShapeOf } from './shapes';

/** Numbers of an attribute, one for each element that has it. */
function numbers(markup: string, name: string): number[] {
  return [...markup.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => Number(value));
}

const LOOKS: readonly Look[] = [
  'parameter',
  'input',
  'deterministic',
  'stochastic',
  'cost',
  'noise',
  'score',
  'loss',
];

describe('an outline', () => {
  test.each(LOOKS)('of a %s is where edges end', (look) => {
    const { form, halfWidth, halfHeight } = nodeShapeOf(look, { x: 0, y: 0 }, 3);
    const markup = renderToStaticMarkup(<Outline look={look} letters={3} rim={1.5} />);
    if (form === 'circle') {
      expect(numbers(markup, 'r')).toEqual([halfWidth]);
      expect(markup).not.toContain('<rect');
    } else {
      expect(numbers(markup, 'x')[0]).toBe(-halfWidth);
      expect(numbers(markup, 'width')[0]).toBe(2 * halfWidth);
      expect(numbers(markup, 'height')[0]).toBe(2 * halfHeight);
      expect(markup).not.toContain('<circle');
    }
  });

  test('of what is minimized has a second line, clear of the first however heavy both are', () => {
    for (const rim of [1, 2.4, 5]) {
      const [outer = 0, inner = 0] = numbers(
        renderToStaticMarkup(<Outline look="cost" letters={1} rim={rim} />),
        'width',
      );
      expect((outer - inner) / 2).toBeGreaterThan(2 * rim);
    }
  });
});

describe('a name in a thumbnail', () => {
  const sizeOf = (name: string, look: Look = 'deterministic') =>
    numbers(
      renderToStaticMarkup(<NodeSketch look={look} centre={{ x: 0, y: 0 }} name={name} />),
      'font-size',
    )[0] ?? 0;

  test('is as large as all others where it fits, and smaller where it does not', () => {
    expect(sizeOf('x₁')).toBe(sizeOf('f'));
    expect(sizeOf('return')).toBeLessThan(0.8 * sizeOf('f'));
  });

  test('is cut to no size where nothing is around it', () => {
    expect(sizeOf('theta_long', 'parameter')).toBe(sizeOf('θ', 'parameter'));
  });
});

test('the head of an arrow ends at its tip and points along its line', () => {
  const markup = renderToStaticMarkup(<ArrowHead tip={{ x: 3, y: 4 }} angle={Math.PI / 2} />);
  expect(markup).toContain('translate(3.00 4.00) rotate(90.0)');
});
