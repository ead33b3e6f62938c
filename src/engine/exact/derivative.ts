/**
 * The derivative of f at x by the fourth-order central difference,
 * (f(x-2h) - 8 f(x-h) + 8 f(x+h) - f(x+2h)) / 12h, with a smaller h where a neighbour is outside the domain of f.
 * Undefined where f gives nothing at all.
 */
export function derivative(f: (x: number) => number | undefined, x: number): number | undefined {
  let slope: number | undefined;
  for (let h = 2e-3 * Math.max(Math.abs(x), 0.25); h > 1e-7; h /= 10) {
    const values = [-2, -1, 1, 2].map((k) => f(x + k * h));
    const [a, b, c, d] = values;
    if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
    slope = (a - 8 * b + 8 * c - d) / (12 * h);
    if (Number.isFinite(slope)) return slope;
  }
  return slope;
}
