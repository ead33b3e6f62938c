import { REJECTION_ATTEMPTS, rejectionBlock } from '../../base/noise';
import { SPECIAL_FUNCTIONS } from './glslSpecial';

/**
 * Functions that a generated shader may call, in float32. GLSL leaves `log`, `sqrt`, `pow`, `min` and `max` undefined on part of
 * their domain and lets `sin` and `cos` be off by 2^-11, so none of these is called unguarded: outside its domain every
 * function here gives NaN or an infinity, as float64 arithmetic would, and never a plausible number.
 *
 * They choose by `select`, which evaluates both sides: a branch costs a software renderer more than most of these sides do,
 * and the time it takes to compile them grows much faster than their number.
 */
export type GlslName = keyof typeof FUNCTIONS;

const define = (source: string, ...needs: string[]) => ({ source, needs });

const FUNCTIONS = {
  ...SPECIAL_FUNCTIONS,

  infinity: define('#define INFINITY uintBitsToFloat(0x7f800000u)'),
  nan: define('#define NAN uintBitsToFloat(0x7fc00000u)'),
  select: define('#define select(condition, then, otherwise) mix(otherwise, then, condition)'),

  // log(1 + x) = 2 atanh(s) with s = x / (2 + x), |x| < 0.4: where 1 + x would round x away, or its logarithm is near 0.
  logNear1: define(`float logNear1(float x) {
  float s = x / (2.0 + x);
  float q = s * s;
  return s * (2.0 + q * (0.6666666667 + q * (0.4 + q * (0.2857142857 + q * (0.2222222222 + q * 0.1818181818)))));
}`),
  safeLog: define(
    `float safeLog(float x) {
  float y = select(abs(x - 1.0) < 0.4, logNear1(x - 1.0), log(x));
  return select(x > 0.0, y, select(x == 0.0, -INFINITY, NAN));
}`,
    'logNear1',
    'infinity',
    'nan',
  ),
  safeLog1p: define(
    `float safeLog1p(float x) {
  float y = select(abs(x) < 0.4, logNear1(x), log(1.0 + x));
  return select(x > -1.0, y, select(x == -1.0, -INFINITY, NAN));
}`,
    'logNear1',
    'infinity',
    'nan',
  ),

  // The built-in one may give infinity for NaN.
  safeExp: define(`float safeExp(float x) {
  return select(x == x, exp(x), x);
}`),

  // Near 0 a polynomial for (exp(x) - 1) / x, relative error below 1e-7 on [-1/2, 1/2].
  expm1: define(
    `float expm1(float x) {
  float near = x * (1.0 + x * (0.4999998314 + x * (0.1666597427 + x * (0.04166870033 + x * (0.008407682674 + x * 0.001388881913)))));
  return select(abs(x) < 0.5, near, safeExp(x) - 1.0);
}`,
    'safeExp',
  ),

  safeSqrt: define(
    `float safeSqrt(float x) {
  return select(x >= 0.0, sqrt(x), NAN);
}`,
    'nan',
  ),

  // Near 0 a polynomial for tanh(x) / x, relative error below 1.1e-7; elsewhere by exp of a negative number, which cannot overflow.
  stableTanh: define(
    `float stableTanh(float x) {
  float q = x * x;
  float e = safeExp(-2.0 * abs(x));
  float far = (1.0 - e) / (1.0 + e);
  float near = x * (1.0 + q * (-0.3333195452 + q * (0.133045285 + q * (-0.05182195174 + q * 0.01505104169))));
  return select(abs(x) < 0.625, near, select(x < 0.0, -far, far));
}`,
    'safeExp',
  ),

  sigmoid: define(
    `float sigmoid(float x) {
  return 1.0 / (1.0 + safeExp(-x));
}`,
    'safeExp',
  ),

  softplus: define(
    `float softplus(float x) {
  return select(x > 0.0, x, 0.0) + safeLog1p(safeExp(-abs(x)));
}`,
    'safeExp',
    'safeLog1p',
  ),

  // A negative base takes an integer exponent; the largest odd float32 is 2^24 - 1.
  safePow: define(
    `float safePow(float x, float y) {
  float size = exp2(y * log2(abs(x)));
  bool odd = abs(y) < 16777216.0 && floor(0.5 * y) * 2.0 != y;
  float negative = select(floor(y) == y, select(odd, -size, size), NAN);
  float power = select(x > 0.0, size, select(x < 0.0, negative, select(y > 0.0, 0.0, INFINITY)));
  power = select(x != x || y != y, NAN, power);
  return select(y == 0.0 || x == 1.0 && y == y, 1.0, power);
}`,
    'infinity',
    'nan',
  ),

  smaller: define(`float smaller(float x, float y) {
  return select(x < y, x, select(y <= x, y, x + y));
}`),

  larger: define(`float larger(float x, float y) {
  return select(x > y, x, select(y >= x, y, x + y));
}`),

  signOf: define(`float signOf(float x) {
  return select(x > 0.0, 1.0, select(x < 0.0, -1.0, x));
}`),

  // Sine and cosine of r in [-pi/4, pi/4], relative error below 4e-9 before rounding.
  octantSine: define(`float octantSine(float r) {
  float q = r * r;
  return r * (0.9999999968 + q * (-0.1666665023 + q * (0.00833201653 - q * 0.0001950182913)));
}
float octantCosine(float r) {
  float q = r * r;
  return 1.0 + q * (-0.4999999962 + q * (0.04166661674 + q * (-0.001388661931 + q * 0.00002437993655)));
}`),

  // Pi / 2 is taken off in three parts (Cody and Waite), exact to float32 up to |x| of about
  // 10,000. Beyond 10^7 neighbouring float32 are further apart than a turn, and it gives a quarter turn's value.
  quadrantTurn: define(
    `float quadrantTurn(float x, int turns) {
  float k = floor(x * 0.6366197724 + 0.5);
  float r = ((x - k * 1.5703125) - k * 4.837512969970703e-4) - k * 7.549789948768648e-8;
  r = select(abs(r) < 1.0, r, x - x);
  int quadrant = int(k) + turns;
  float size = select((quadrant & 1) == 0, octantSine(r), octantCosine(r));
  return select((quadrant & 2) == 0, size, -size);
}`,
    'octantSine',
  ),
  reducedSin: define('float reducedSin(float x) { return quadrantTurn(x, 0); }', 'quadrantTurn'),
  reducedCos: define('float reducedCos(float x) { return quadrantTurn(x, 1); }', 'quadrantTurn'),

  // Taylor series of log gamma around 2, |z| <= 1/2 (Abramowitz and Stegun 6.1.33).
  lgammaPositive: define(
    `float lgammaAround2(float z) {
  float sum = z * 2.050721278e-05;
  sum = z * (-4.492623674e-05 + sum);
  sum = z * (9.945751278e-05 + sum);
  sum = z * (-0.0002231547585 + sum);
  sum = z * (0.0005096695247 + sum);
  sum = z * (-0.0011927539117 + sum);
  sum = z * (0.0028905103307 + sum);
  sum = z * (-0.0073855510287 + sum);
  sum = z * (0.0205808084278 + sum);
  sum = z * (-0.0673523010532 + sum);
  sum = z * (0.3224670334 + sum);
  return z * (0.4227843351 + sum);
}
float lgammaPositive(float x) {
  float product = 1.0;
  float y = x;
  for (int i = 0; i < 6; i++) {
    bool far = y > 2.5;
    y = select(far, y - 1.0, y);
    product = select(far, product * y, product);
  }
  bool low = x < 1.5;
  float around2 = lgammaAround2(select(low, x - 1.0, y - 2.0));
  float near = around2 + select(low, -safeLog1p(x - 1.0), log(product));
  float r = 1.0 / (x * x);
  float far = (x - 0.5) * log(x) - x + 0.9189385332 + (0.08333333333 - r * (0.002777777778 - r * 7.936507937e-4)) / x;
  return select(x >= 8.0, far, near);
}`,
    'safeLog1p',
  ),
  lgamma: define(
    `float lgamma(float x) {
  float y = select(x > 0.5, x, 1.0 - x);
  float positive = lgammaPositive(select(x > 0.0 && x <= 0.5, x + 1.0, y));
  float sine = abs(reducedSin(3.1415926536 * (x - floor(x + 0.5))));
  float value = select(x > 0.5, positive, select(x > 0.0, positive - log(x), log(3.1415926536 / sine) - positive));
  bool pole = x <= 0.0 && floor(x) == x || x > 3.0e38;
  return select(x != x, x, select(pole, INFINITY, value));
}`,
    'lgammaPositive',
    'reducedSin',
    'infinity',
  ),

  // Shifted up to 6 by the recurrence, then the asymptotic series (Abramowitz and Stegun 6.3.18, 6.4.12).
  digamma: define(
    `float digammaPositive(float x) {
  float sum = 0.0;
  float y = x;
  for (int i = 0; i < 6; i++) {
    bool low = y < 6.0;
    sum -= select(low, 1.0 / y, 0.0);
    y += select(low, 1.0, 0.0);
  }
  float r = 1.0 / (y * y);
  return sum + log(y) - 0.5 / y - r * (0.08333333333 - r * (0.008333333333 - r * (0.003968253968 - r * 0.004166666667)));
}
float digamma(float x) {
  float angle = 3.1415926536 * (x - floor(x + 0.5));
  float mirrored = 3.1415926536 * reducedCos(angle) / reducedSin(angle);
  float value = digammaPositive(select(x > 0.0, x, 1.0 - x)) - select(x > 0.0, 0.0, mirrored);
  float end = select(x > 0.0, INFINITY, NAN);
  return select(x != x, x, select(x <= 0.0 && floor(x) == x || x > 3.0e38, end, value));
}`,
    'reducedSin',
    'reducedCos',
    'infinity',
    'nan',
  ),
  trigamma: define(
    `float trigammaPositive(float x) {
  float sum = 0.0;
  float y = x;
  for (int i = 0; i < 6; i++) {
    bool low = y < 6.0;
    sum += select(low, 1.0 / (y * y), 0.0);
    y += select(low, 1.0, 0.0);
  }
  float r = 1.0 / (y * y);
  return sum + (1.0 + (0.5 + (0.1666666667 - r * (0.03333333333 - r * (0.02380952381 - r * 0.03333333333))) / y) / y) / y;
}
float trigamma(float x) {
  float ratio = 3.1415926536 / reducedSin(3.1415926536 * (x - floor(x + 0.5)));
  float positive = trigammaPositive(select(x > 0.0, x, 1.0 - x));
  float value = select(x > 0.0, positive, ratio * ratio - positive);
  float end = select(x > 0.0, 0.0, INFINITY);
  return select(x != x, x, select(x <= 0.0 && floor(x) == x || x > 3.0e38, end, value));
}`,
    'reducedSin',
    'infinity',
  ),

  // Below 0.93 the Taylor form of erf, above 1 - exp(polynomial): both fitted to float32 (N. Juffa's erff).
  erf: define(`float erf(float x) {
  float t = abs(x);
  float q = x * x;
  float r = -1.72853470e-5 * t + 3.83197126e-4;
  float u = -3.88396438e-3 * t + 2.42546219e-2;
  r = r * q + u;
  r = r * t - 1.06777877e-1;
  r = r * t - 6.34846687e-1;
  r = r * t - 1.28717512e-1;
  r = r * t - t;
  float far = 1.0 - exp(select(t > 4.0, -16.5, r));
  float p = -5.96761703e-4;
  p = p * q + 4.99119423e-3;
  p = p * q - 2.67681349e-2;
  p = p * q + 1.12819925e-1;
  p = p * q - 3.76125336e-1;
  p = p * q + 1.28379166e-1;
  float near = p * x + x;
  return select(t > 0.927734375, select(x < 0.0, -far, far), near);
}`),

  // M. Giles, "Approximating the erfinv function" (GPU Computing Gems 2, 2011), single precision, of erfinv(2 p - 1).
  normalQuantile: define(`float normalQuantile(float p) {
  float w = -log(4.0 * p * (1.0 - p));
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
  float t = sqrt(w) - 3.0;
  float far = -2.00214257e-4;
  far = far * t + 1.00950558e-4;
  far = far * t + 1.34934322e-3;
  far = far * t - 3.67342844e-3;
  far = far * t + 5.73950773e-3;
  far = far * t - 7.6224613e-3;
  far = far * t + 9.43887047e-3;
  far = far * t + 1.00167406;
  far = far * t + 2.83297682;
  return 1.414213562 * (2.0 * p - 1.0) * select(w < 5.0, near, far);
}`),

  // The mass is summed from the mode, where Loader's form is exact to float32, downwards to the start of the sum and
  // then walked to the quantile. Above rate 10,000 Giles's expansion (TOMS 955, Q_N2), as float32 sums do no better.
  poissonQuantile: define(
    `float poissonAtMode(float k, float rate) {
  float d = (k - rate) / rate;
  float deviance = rate * d * d * (0.5 - d * (0.1666666667 - d * (0.08333333333 - d * (0.05 - d * 0.03333333333))));
  float r = 1.0 / (k * k);
  return exp(-deviance - (0.08333333333 - r * (0.002777777778 - r * 7.936507937e-4)) / k) * inversesqrt(6.283185307 * k);
}
float poissonQuantile(float u, float rate) {
  if (!(rate >= 0.0 && rate < 3.0e38) || u != u) return NAN;
  float spread = sqrt(rate);
  if (rate > 10000.0) {
    float w = normalQuantile(u);
    float k = floor(rate + (spread * w + 0.3333333333 + w * w / 6.0 - (w / 36.0 + w * w * w / 72.0) / spread));
    return k > 0.0 ? k : 0.0;
  }
  float last = ceil(rate + 8.0 * spread + 40.0);
  float k = rate < 12.0 ? 0.0 : floor(rate);
  float mass = rate < 12.0 ? exp(-rate) : poissonAtMode(k, rate);
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
    'nan',
  ),

  // pcg4d of base/noise, all four words; the counter comes with its first, linear step already taken.
  hash: define(`uvec4 hash(uint x, uint y, uint z, uint w) {
  x += y * w;
  y += z * x;
  z += x * y;
  w += y * z;
  x ^= x >> 16;
  y ^= y >> 16;
  z ^= z >> 16;
  w ^= w >> 16;
  x += y * w;
  y += z * x;
  z += x * y;
  w += y * z;
  return uvec4(x, y, z, w);
}`),

  // The centres (m + 1/2) / 2^23 of the top 23 bits, exactly. Not by way of [1, 2) and a subtraction: a shader compiler may
  // merge that one with the next subtraction of a program, and round otherwise.
  uniformFrom: define(`float uniformFrom(uint word) {
  return (float(int(word >> 9)) + 0.5) * 1.1920928955078125e-7;
}`),

  // sqrt(-2 log u) for u = (word + 1/2) / 2^32. The logarithm is split into exponent and mantissa in [sqrt 1/2, sqrt 2); just
  // below u = 1 the distance to 1 comes from the word itself, as float32 would lose it. Absolute error of the square 2e-7.
  radiusFrom: define(`float radiusFrom(uint word) {
  float u = float(word) + 0.5;
  int bits = floatBitsToInt(u);
  int exponent = (bits - 0x3f3504f3) >> 23;
  float g = intBitsToFloat(bits - (exponent << 23)) - 1.0;
  g = select(word >= 0xb504f334u, (float(~word) + 0.5) * -2.3283064e-10, g);
  float p = 0.3333340316 + g * (-0.2500112888 + g * (0.1998623796 + g * (-0.1658345019 + g * (0.1464610349 + g * (-0.1420186036 + g * 0.09501310309)))));
  float q = g * g;
  return sqrt(float(32 - exponent) * 1.3862943611 + (q - 2.0 * g - 2.0 * (q * g) * p));
}`),

  // The angle 2 pi t of base/noise in half turns off pi, s in (-1/2, 1/2) with t = s + 1/2: cos(2 pi t) = 2 sin(pi s)^2 - 1
  // and sin(2 pi t) = -2 sin(pi s) cos(pi s), so that no quadrant is told apart. Absolute errors below 1.5e-7.
  angleFrom: define(`float angleFrom(uint word) {
  return (float(int(word ^ 0x80000000u) >> 8) + 0.5) * 5.9604645e-8;
}
float halfSine(float s) {
  float q = s * s;
  return s * (3.141592637 + q * (-5.167709685 + q * (2.550069731 + q * (-0.59824215 + q * 0.07756042789))));
}
float halfCosine(float s) {
  float q = s * s;
  return 0.9999999535 + q * (-4.934792861 + q * (4.058411942 + q * (-1.331880307 + q * 0.2196970584)));
}`),

  // Marsaglia and Tsang 2000, as in base/special/gammaDraw, of the opposite noise where flip is all ones; a lane that finds no draw gives the mode of the proposal.
  standardGamma: define(
    `float standardGamma(float concentration, uint x, uint y, uint z, uint firstBlock, uint flip) {
  if (!(concentration > 0.0)) return NAN;
  bool boosted = concentration < 1.0;
  float d = (boosted ? concentration + 1.0 : concentration) - 0.3333333333;
  float c = inversesqrt(9.0 * d);
  float factor = 1.0;
  for (uint attempt = 0u; attempt < ${REJECTION_ATTEMPTS}u; attempt++) {
    uvec4 words = hash(x, y, z, (firstBlock + attempt) * 1664525u + 1013904223u);
    float s = halfSine(angleFrom(words.y));
    float normal = radiusFrom(words.x) * (2.0 * s * s - 1.0) * (flip == 0u ? 1.0 : -1.0);
    words.zw ^= uvec2(flip);
    if (boosted && attempt == 0u) factor = exp(log(uniformFrom(words.w)) / concentration);
    float w = c * normal;
    float v = 1.0 + w;
    float cube = v * v * v;
    float logCube = 3.0 * safeLog1p(w);
    if (v > 0.0 && log(uniformFrom(words.z)) < 0.5 * normal * normal + d * (logCube - w * (3.0 + w * (3.0 + w))))
      return max(d * cube * factor, 1.17549435e-38);
  }
  return max(d * factor, 1.17549435e-38);
}`,
    'hash',
    'uniformFrom',
    'radiusFrom',
    'angleFrom',
    'safeLog1p',
    'nan',
  ),
} as const;

/** The sources of the named functions and of all that they need, each defined before its use. */
export function functionsOf(names: Iterable<GlslName>): string {
  const sources = new Map<GlslName, string>();
  const visit = (name: GlslName): void => {
    if (sources.has(name)) return;
    const { source, needs }: { source: string; needs: readonly string[] } = FUNCTIONS[name];
    for (const needed of needs) {
      if (!isName(needed)) throw new Error(`${name} needs ${needed}, which there is not`);
      visit(needed);
    }
    sources.set(name, source);
  };
  for (const name of names) visit(name);
  return [...sources.values()].join('\n');
}

function isName(name: string): name is GlslName {
  return Object.hasOwn(FUNCTIONS, name);
}

/** First of the blocks that the rejection sampler with source number `index` hashes. */
export const firstRejectionBlock = (index: number): number => rejectionBlock(index, 0) >>> 0;
