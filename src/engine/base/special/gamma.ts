/** log gamma and its derivatives, in float64. */

const LOG_SQRT_2PI = 0.9189385332046727;

/**
 * (-1)^k (zeta(k) - 1) / k for k = 2, 3, ...: the Taylor series of log gamma around 2 (Abramowitz and Stegun 6.1.33).
 */
const LGAMMA_AT_2 = [
  0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234,
  -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-5,
  -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6, 4.374866789907488e-6,
  -2.039215753801366e-6, 9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554665e-7,
  -1.0043224823968099e-7, 4.7698101693639804e-8, -2.2711094608943164e-8, 1.0838659214896955e-8,
  -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9, 5.731367241678862e-10,
  -2.7595228851242334e-10,
];
const ONE_MINUS_EULER = 1 - 0.5772156649015329;

/** From here the asymptotic series of the gamma functions give full precision. */
export const ASYMPTOTIC = 10;

/** log gamma(x) - ((x - 1/2) log x - x + log sqrt(2 pi)) for x >= 10 (Abramowitz and Stegun 6.1.40). */
export function stirlingRemainder(x: number): number {
  const r = 1 / (x * x);
  const inner = 1 / 1188 - r * (691 / 360360 - r * (1 / 156 - (r * 3617) / 122400));
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * inner)))) / x;
}

/** log |gamma(x)|. Relative error about 1e-15 for x > 0, also at its zeros 1 and 2; Infinity at 0, -1, -2, ... */
export function lgamma(x: number): number {
  if (x <= 0) {
    if (Number.isInteger(x)) return Number.POSITIVE_INFINITY;
    return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgamma(1 - x);
  }
  if (x >= ASYMPTOTIC) {
    if (x === Number.POSITIVE_INFINITY) return x;
    return (x - 0.5) * Math.log(x) - x + LOG_SQRT_2PI + stirlingRemainder(x);
  }
  if (x < 0.5) return lgamma(x + 1) - Math.log(x);
  if (x < 1.5) return lgammaAround2(x - 1) - Math.log1p(x - 1);
  let product = 1;
  let y = x;
  while (y > 2.5) {
    y -= 1;
    product *= y;
  }
  return Math.log(product) + lgammaAround2(y - 2);
}

/** log gamma(2 + z) for |z| <= 1/2. */
function lgammaAround2(z: number): number {
  let sum = 0;
  for (let k = LGAMMA_AT_2.length - 1; k >= 0; k--) sum = (sum + (LGAMMA_AT_2[k] as number)) * z;
  return (sum + ONE_MINUS_EULER) * z;
}

/** The derivative of log gamma. NaN at 0, -1, -2, ... */
export function digamma(x: number): number {
  if (x <= 0) return Number.isInteger(x) ? Number.NaN : digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let sum = 0;
  let y = x;
  for (; y < ASYMPTOTIC; y += 1) sum -= 1 / y;
  const r = 1 / (y * y);
  const inner = 1 / 240 - r * (1 / 132 - r * (691 / 32760 - r / 12));
  return sum + Math.log(y) - 0.5 / y - r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * inner)));
}

/** The derivative of digamma. Infinity at 0, -1, -2, ... */
export function trigamma(x: number): number {
  if (x <= 0)
    return Number.isInteger(x)
      ? Number.POSITIVE_INFINITY
      : (Math.PI / Math.sin(Math.PI * x)) ** 2 - trigamma(1 - x);
  let sum = 0;
  let y = x;
  for (; y < ASYMPTOTIC; y += 1) sum += 1 / (y * y);
  const r = 1 / (y * y);
  const inner = 1 / 30 - r * (5 / 66 - r * (691 / 2730 - (r * 7) / 6));
  return sum + (1 + (0.5 + (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * inner))) / y) / y) / y;
}
