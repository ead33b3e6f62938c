/** A float32 literal that reads back as the nearest float32. */
export function literal(value: number): string {
  const x = Math.fround(value);
  if (Number.isNaN(x)) return 'NAN';
  if (!Number.isFinite(x)) return x > 0 ? 'INFINITY' : '(-INFINITY)';
  const text = x.toPrecision(9).replace(/(\.\d*?)0+(?=e|$)/, '$1');
  const float = /[.e]/.test(text) ? text : `${text}.0`;
  return x < 0 || Object.is(x, -0) ? `(${Object.is(x, -0) ? '-0.0' : float})` : float;
}
