/** Gauss-Legendre nodes and weights on [-1, 1] by Newton's method on the Legendre polynomial. */
export function gaussLegendre(order: number): { readonly points: number[]; readonly weights: number[] } {
  const points: number[] = [];
  const weights: number[] = [];
  for (let i = 1; i <= order; i++) {
    let x = Math.cos((Math.PI * (i - 0.25)) / (order + 0.5));
    let slope = 1;
    for (let step = 0; step < 20; step++) {
      let p = 1;
      let previous = 0;
      for (let n = 1; n <= order; n++) [p, previous] = [((2 * n - 1) * x * p - (n - 1) * previous) / n, p];
      slope = (order * (x * p - previous)) / (x * x - 1);
      x -= p / slope;
    }
    points.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return { points, weights };
}
