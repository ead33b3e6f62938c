/** The source of a function, and the names of those that it needs defined before it. */
export const define = (source: string, ...needs: string[]) => ({ source, needs });

/**
 * Elementary and special functions that a generated shader may call, in float32. GLSL leaves `log`, `sqrt`, `pow`,
 * `min` and `max` undefined on part of their domain and lets `sin` and `cos` be off by 2^-11, so none of these is
 * called unguarded: outside its domain every function here gives NaN or an infinity, as float64 arithmetic would, and
 * never a plausible number.
 *
 * They choose by `select`, which evaluates both sides: a branch costs a software renderer more than most of these sides
 * do, and the time it takes to compile them grows much faster than their number.
 */
export const MATH_FUNCTIONS = {
  infinity: define('#define INFINITY uintBitsToFloat(0x7f800000u)'),
  nan: define('#define NAN uintBitsToFloat(0x7fc00000u)'),
  select: define('#define select(condition, then, otherwise) mix(otherwise, then, condition)'),

  // log(1 + x) = 2 atanh(s) with s = x / (2 + x), |x| < 0.4: where 1 + x would round x away, or its logarithm is near
  // 0.
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

  // Near 0 a polynomial for tanh(x) / x, relative error below 1.1e-7; elsewhere by exp of a negative number, which
  // cannot overflow.
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
} as const;
