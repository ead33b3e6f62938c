import { REJECTION_ATTEMPTS, rejectionBlock } from '../../base/noise';
import { define } from './glslMath';

/** A quantile whose level is so close to 0 or 1 is found from there. */
export const FAR_TAIL = '9.765625e-4';

/** Functions of a generated shader that turn counters into words (see base/noise), and words into draws, in float32. */
export const DRAW_FUNCTIONS = {
  // Levels come as u or, where that is nearer to 0, as u - 1 (see `nearZero`): both ends keep their digits.
  levels: define(`#define belowOf(t) ((t) < 0.0 ? 1.0 + (t) : (t))
#define aboveOf(t) ((t) < 0.0 ? -(t) : 1.0 - (t))`),

  // M. Giles, "Approximating the erfinv function" (GPU Computing Gems 2, 2011), single precision, of erfinv(2 p - 1).
  normalQuantile: define(
    `float normalQuantile(float t) {
  float p = belowOf(t);
  float q = aboveOf(t);
  float w = -log(4.0 * p * q);
  float c = w - 2.5;
  float near = 2.81022636e-8;
  near = near * c + 3.43273939e-7;
  near = near * c - 3.5233877e-6;
  near = near * c - 4.39150654e-6;
  near = near * c + 2.1858087e-4;
  near = near * c - 1.25372503e-3;
  near = near * c - 4.17768164e-3;
  near = near * c + 0.246640727;
  near = near * c + 1.50140941;
  float s = sqrt(w) - 3.0;
  float far = -2.00214257e-4;
  far = far * s + 1.00950558e-4;
  far = far * s + 1.34934322e-3;
  far = far * s - 3.67342844e-3;
  far = far * s + 5.73950773e-3;
  far = far * s - 7.6224613e-3;
  far = far * s + 9.43887047e-3;
  far = far * s + 1.00167406;
  far = far * s + 2.83297682;
  return 1.414213562 * (p - q) * select(w < 5.0, near, far);
}`,
    'levels',
  ),

  // The mass is summed from the mode, where Loader's form is exact to float32, downwards to the start of the sum and
  // then walked to the quantile. In the far tails the sum begins where nothing is left, below or above, as one that is
  // walked down to them has no digits left there. Above rate 10,000 Giles's expansion (TOMS 955, Q_N2), as float32 sums
  // do no better.
  poissonQuantile: define(
    `float poissonAtMode(float k, float rate) {
  float d = (k - rate) / rate;
  float deviance = rate * d * d * (0.5 - d * (0.1666666667 - d * (0.08333333333 - d * (0.05 - d * 0.03333333333))));
  float r = 1.0 / (k * k);
  return exp(-deviance - (0.08333333333 - r * (0.002777777778 - r * 7.936507937e-4)) / k) * inversesqrt(6.283185307 * k);
}
float poissonQuantile(float t, float rate) {
  if (!(rate >= 0.0 && rate < 3.0e38) || t != t) return NAN;
  float spread = sqrt(rate);
  if (rate > 10000.0) {
    float w = normalQuantile(t);
    float k = floor(rate + (spread * w + 0.3333333333 + w * w / 6.0 - (w / 36.0 + w * w * w / 72.0) / spread));
    return k > 0.0 ? k : 0.0;
  }
  float last = ceil(rate + 8.0 * spread + 40.0);
  float k = rate < 12.0 ? 0.0 : floor(rate);
  float mass = rate < 12.0 ? exp(-rate) : poissonAtMode(k, rate);
  float above = aboveOf(t);
  if (above < ${FAR_TAIL}) {
    while (mass > 1e-8 * above && k < last) {
      k += 1.0;
      mass *= rate / k;
    }
    float rest = 0.0;
    while (k > 0.0 && rest + mass < above) {
      rest += mass;
      mass *= k / rate;
      k -= 1.0;
    }
    return k;
  }
  float u = belowOf(t);
  if (u < ${FAR_TAIL})
    while (k > 0.0 && mass > 1e-8 * u) {
      mass *= k / rate;
      k -= 1.0;
    }
  float sum = mass;
  float term = mass;
  for (float j = k; j > 0.0 && term > 1e-9 * sum; j -= 1.0) {
    term *= j / rate;
    sum += term;
  }
  while (sum <= u && k < last) {
    k += 1.0;
    mass *= rate / k;
    sum += mass;
  }
  while (k > 0.0 && sum - mass > u) {
    sum -= mass;
    mass *= k / rate;
    k -= 1.0;
  }
  return k;
}`,
    'normalQuantile',
    'levels',
    'nan',
  ),

  // word >> 16. A renderer that takes a shift by a vector apart into one for each of its fragments (SLOW_SHIFTS) is
  // told to add the upper half, exact in float32, to 1.5 * 2^39: there one unit of the last place is 2^16.
  highHalf: define(`#ifdef SLOW_SHIFTS
#define highHalf(word) (floatBitsToUint(float(int((word) & 0xffff0000u)) + 824633720832.0) & 0xffffu)
#else
#define highHalf(word) ((word) >> 16)
#endif`),

  // pcg4d of base/noise but for the two first multiplications, which `hash` makes: see `Statements`.
  scramble: define(
    `uvec4 scramble(uint x, uint y, uint z, uint w) {
  z += x * y;
  w += y * z;
  x ^= highHalf(x);
  y ^= highHalf(y);
  z ^= highHalf(z);
  w ^= highHalf(w);
  x += y * w;
  y += z * x;
  z += x * y;
  w += y * z;
  return uvec4(x, y, z, w);
}`,
    'highHalf',
  ),

  // pcg4d, all four words; the counter comes with its first, linear step already taken.
  hash: define(
    `uvec4 hash(uint x, uint y, uint z, uint w) {
  x += y * w;
  y += z * x;
  return scramble(x, y, z, w);
}`,
    'scramble',
  ),

  // u = (word + 1/2) / 2^32, or where that is nearer to 0, u - 1: signed words become floats in one instruction, and
  // the result is rounded to float32 where it has most digits.
  nearZero: define(`float nearZero(uint word) {
  return (float(int(word)) + 0.5) * 2.3283064365386963e-10;
}`),

  // u itself, below 1 all the same. Not by adding a constant last: a shader compiler may merge that one with the next
  // addition of a program, and round otherwise.
  uniformFrom: define(
    `float uniformFrom(uint word) {
  float t = nearZero(word);
  return min(t - floor(t), 0.99999994);
}`,
    'nearZero',
  ),

  // -2 log u. The logarithm is split into a multiple e / 2^23 of log 2 and that of a mantissa in [2/3, 4/3); just below
  // u = 1 the distance t to 1 comes from the word itself, as float32 would lose it. Absolute error 2e-7 below 1,
  // relative above.
  squaredRadius: define(
    `float squaredRadius(uint word) {
  float t = nearZero(word);
  int bits = floatBitsToInt(t - floor(t));
  int e = (bits - 0x3f2aaaab) & int(0xff800000u);
  float g = select(e == 0, t, intBitsToFloat(bits - e) - 1.0);
  float p = -0.6667510274 + g * (0.500160512 + g * (-0.3959203926 + g * (0.3276527534 + g * (-0.3425583758 + g * 0.31262069))));
  return float(e) * -1.652591659e-7 + g * (g - 2.0 + g * g * p);
}`,
    'nearZero',
  ),
  radiusFrom: define('float radiusFrom(uint word) { return sqrt(squaredRadius(word)); }', 'squaredRadius'),
  logUniform: define('float logUniform(uint word) { return -0.5 * squaredRadius(word); }', 'squaredRadius'),

  // The angle 2 pi t of base/noise in half turns, s in (-1/2, 1/2) with t = s or t = s + 1: cos(2 pi t) = 1 - 2 sin(pi
  // s)^2 and sin(2 pi t) = 2 sin(pi s) cos(pi s), so that no quadrant is told apart. Absolute errors below 1.5e-7.
  angleFrom: define(`float angleFrom(uint word) {
  return (float(int(word & 0xffffff00u)) + 128.0) * 2.3283064365386963e-10;
}
float halfSine(float s) {
  float q = s * s;
  return s * (3.141592637 + q * (-5.167709685 + q * (2.550069731 + q * (-0.59824215 + q * 0.07756042789))));
}
float halfCosine(float s) {
  float q = s * s;
  return 0.9999999535 + q * (-4.934792861 + q * (4.058411942 + q * (-1.331880307 + q * 0.2196970584)));
}`),

  // Marsaglia and Tsang 2000, as in base/special; of the opposite noise where flip is all ones. A lane that finds no
  // draw gives the mode of the proposal.
  logStandardGamma: define(
    `float logStandardGamma(float concentration, uint x, uint y, uint z, uint firstBlock, uint flip) {
  if (!(concentration > 0.0)) return NAN;
  bool boosted = concentration < 1.0;
  float d = (boosted ? concentration + 1.0 : concentration) - 0.3333333333;
  float c = inversesqrt(9.0 * d);
  float front = safeLog(d);
  for (uint attempt = 0u; attempt < ${REJECTION_ATTEMPTS}u; attempt++) {
    uvec4 words = hash(x, y, z, (firstBlock + attempt) * 1664525u + 1013904223u);
    float s = halfSine(angleFrom(words.y));
    float normal = radiusFrom(words.x) * (1.0 - 2.0 * s * s) * (flip == 0u ? 1.0 : -1.0);
    words.zw ^= uvec2(flip);
    if (boosted && attempt == 0u) front += logUniform(words.w) / concentration;
    float w = c * normal;
    float logCube = 3.0 * safeLog1p(w);
    if (w > -1.0 && logUniform(words.z) < 0.5 * normal * normal + d * (logCube - w * (3.0 + w * (3.0 + w))))
      return front + logCube;
  }
  return front;
}`,
    'hash',
    'logUniform',
    'radiusFrom',
    'angleFrom',
    'safeLog',
    'safeLog1p',
    'nan',
  ),
} as const;

/** First of the blocks that the rejection sampler with source number `index` hashes. */
export const firstRejectionBlock = (index: number): number => rejectionBlock(index, 0) >>> 0;
