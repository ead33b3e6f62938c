import { gaussLegendre } from '../../base/gaussLegendre';
import { FAR_TAIL } from './glslDraws';

/**
 * Functions of a generated shader that are algorithms of base/special cut to float32: fewer terms and nodes, the same
 * forms. Each is written with the functions of `glslFunctions` that it needs, which also says how they are chosen from.
 */

const SLOPE_NODES = 12;
/** The integral is cut where its kernel has fallen to exp(-16). */
const SLOPE_REACH = '16.0';

const RULE = gaussLegendre(SLOPE_NODES);
const arrayOf = (values: readonly number[]) =>
  `float[${values.length}](${values.map((value) => value.toPrecision(9)).join(', ')})`;

export const SPECIAL_FUNCTIONS = {
  // As in base/special/gammaSlope, to a relative error below 1e-5. A draw x that float32 holds is told by its logarithm
  // less exactly than by itself, so that beyond 1 all is worked out from x.
  gammaSlope: {
    source: `float expLess(float v) {
  float near = 0.5 + v * (0.1666666667 + v * (0.04166666667 + v * (0.008333333333 + v * (0.001388888889 + v * (1.984126984e-4 + v * 2.480158730e-5)))));
  return select(abs(v) < 0.5, v * v * near, exp(v) - 1.0 - v);
}
float logLessDigamma(float x) {
  float sum = 0.0;
  float y = x;
  for (int i = 0; i < 6; i++) {
    bool low = y < 6.0;
    sum += select(low, 1.0 / y, 0.0);
    y += select(low, 1.0, 0.0);
  }
  float r = 1.0 / (y * y);
  return safeLog(x / y) + sum + 0.5 / y + r * (0.08333333333 - r * (0.008333333333 - r * 0.003968253968));
}
float slopeOfSmall(float a, float x, float level) {
  float term = 1.0;
  float harmonic = 0.0;
  float sum = 1.0;
  float slope = 0.0;
  for (int n = 1; n <= 10; n++) {
    float share = 1.0 / (a + float(n));
    term *= x * share;
    harmonic += share;
    sum += term;
    slope += term * harmonic;
  }
  return (slope - sum * level) / a;
}
const float slopeNodes[${SLOPE_NODES}] = ${arrayOf(RULE.points.map((z) => 0.5 * (1 + z)))};
const float slopeWeights[${SLOPE_NODES}] = ${arrayOf(RULE.weights.map((weight) => 0.5 * weight))};
float slopeOfLarge(float a, float x, float distance) {
  float s = distance >= 0.0 ? 1.0 : -1.0;
  float gap = s * (x - a);
  float y = ${SLOPE_REACH} / x;
  float curved = y + sqrt(2.0 * y);
  float reach = s > 0.0 ? safeLog1p(curved) : curved;
  reach = gap > 0.0 ? min(reach, ${SLOPE_REACH} / gap) : reach;
  reach -= (gap * reach + x * expLess(s * reach) - ${SLOPE_REACH}) / (gap + s * x * expm1(s * reach));
  float sum = 0.0;
  for (int i = 0; i < ${SLOPE_NODES}; i++) {
    float w = reach * slopeNodes[i];
    sum += slopeWeights[i] * exp(-(gap * w + x * expLess(s * w))) * (abs(distance) + w);
  }
  return reach * sum;
}
float gammaSlope(float a, float logDraw) {
  if (!(a > 0.0 && a < 3.0e38) || logDraw != logDraw) return NAN;
  float x = exp(logDraw);
  if (x > 3.0e38) return 0.0;
  float next = a + 1.0;
  float ratio = logDraw <= 0.0 || x < 0.5 * next ? logDraw - safeLog(next) : safeLog(x / next);
  float level = ratio + logLessDigamma(next);
  return logDraw <= 0.0 ? slopeOfSmall(a, x, level) : slopeOfLarge(a, x, level + 1.0 / a);
}`,
    needs: ['safeLog', 'safeLog1p', 'expm1', 'select', 'nan'],
  },

  // As in base/special/binomial, with the sum that `poissonQuantile` takes: from the mode, where the saddle-point form
  // is exact to float32, downwards, and then walked to the quantile. The expansion serves from variance 10,000 on.
  binomialQuantile: {
    source: `float stirlingRest(float x) {
  float r = 1.0 / (x * x);
  return (0.08333333333 - r * (0.002777777778 - r * 7.936507937e-4)) / x;
}
float devianceOf(float mean, float d) {
  return mean * d * d * (0.5 - d * (0.1666666667 - d * (0.08333333333 - d * (0.05 - d * 0.03333333333))));
}
float binomialAtMode(float k, float n, float p) {
  float successes = n * p;
  float failures = n - successes;
  float off = k - successes;
  float deviance = devianceOf(successes, off / successes) + devianceOf(failures, -off / failures);
  float rest = stirlingRest(k) + stirlingRest(n - k) - stirlingRest(n);
  return exp(-deviance - rest) * sqrt(n / k / (n - k) * 0.1591549431);
}
float binomialExpansion(float t, float p, float spread) {
  float w = normalQuantile(t);
  float cube = w * w * w;
  float skew = 1.0 - 2.0 * p;
  float excess = 1.0 - 6.0 * p * (1.0 - p);
  float cubic = (excess * (cube - 3.0 * w) - w) / 24.0 - skew * skew * (2.0 * cube - 5.0 * w) / 36.0;
  return spread * w + skew * (w * w - 1.0) / 6.0 + cubic / spread;
}
float smallestCount(float t, float n, float p, bool reached) {
  float mean = n * p;
  float spread = sqrt(mean * (1.0 - p));
  if (spread > 100.0) return clamp(floor(mean + (0.5 + binomialExpansion(t, p, spread))), 0.0, n);
  float odds = p / (1.0 - p);
  float last = min(n, ceil(mean + 8.0 * spread + 40.0));
  float k = mean < 12.0 ? 0.0 : floor(mean);
  float mass = mean < 12.0 ? exp(n * safeLog1p(-p)) : binomialAtMode(k, n, p);
  float above = aboveOf(t);
  if (above < ${FAR_TAIL}) {
    while (mass > 1e-8 * above && k < last) {
      mass *= (n - k) / (k + 1.0) * odds;
      k += 1.0;
    }
    float rest = 0.0;
    while (k > 0.0 && (reached ? rest + mass <= above : rest + mass < above)) {
      rest += mass;
      mass *= k / ((n - k + 1.0) * odds);
      k -= 1.0;
    }
    return k;
  }
  float u = belowOf(t);
  if (u < ${FAR_TAIL})
    while (k > 0.0 && mass > 1e-8 * u) {
      mass *= k / ((n - k + 1.0) * odds);
      k -= 1.0;
    }
  float sum = mass;
  float term = mass;
  for (float j = k; j > 0.0 && term > 1e-9 * sum; j -= 1.0) {
    term *= j / ((n - j + 1.0) * odds);
    sum += term;
  }
  while ((reached ? sum < u : sum <= u) && k < last) {
    mass *= (n - k) / (k + 1.0) * odds;
    k += 1.0;
    sum += mass;
  }
  while (k > 0.0 && (reached ? sum - mass >= u : sum - mass > u)) {
    sum -= mass;
    mass *= k / ((n - k + 1.0) * odds);
    k -= 1.0;
  }
  return k;
}
float binomialQuantile(float t, float n, float p) {
  if (!(n >= 0.0 && n < 3.0e38 && floor(n) == n && p >= 0.0 && p <= 1.0) || t != t) return NAN;
  return p <= 0.5 ? smallestCount(t, n, p, false) : n - smallestCount(t == 0.0 ? 1.0 : -t, n, 1.0 - p, true);
}`,
    needs: ['normalQuantile', 'levels', 'safeLog1p', 'nan'],
  },
} as const;
