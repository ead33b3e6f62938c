/**
 * The range of a slider for a number: symmetric and round, at least [-2, 2], with room for the value to grow to
 * about twice its size. Kept while a drag lasts, so that the knob does not run away.
 */
export function sliderRange(value: number): readonly [number, number] {
  const size = Math.max(2, Math.abs(value) * 1.25);
  const power = 10 ** Math.floor(Math.log10(size));
  const reach = power * ([1, 2, 5].find((factor) => factor * power >= size) ?? 10);
  return [-reach, reach];
}

/** A round slider step: about a four-hundredth of the range. */
export function sliderStep([low, high]: readonly [number, number]): number {
  const rough = (high - low) / 400;
  return (
    10 ** Math.floor(Math.log10(rough) + 1e-9) * (rough / 10 ** Math.floor(Math.log10(rough)) >= 5 ? 5 : 1)
  );
}

export function reaches([low, high]: readonly [number, number], value: number): boolean {
  return value >= low && value <= high;
}
