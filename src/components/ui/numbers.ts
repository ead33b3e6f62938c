/** The one place where numbers become text: three significant digits, a true minus sign, an exponent only when needed. */

const MINUS = '\u2212';
const SUPERSCRIPTS = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/** Stands where there is no number. */
export const NO_NUMBER = '–';

function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)] ?? '');
  return `${exponent < 0 ? '⁻' : ''}${digits.join('')}`;
}

function grouped(integer: number): string {
  return String(integer).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `10ᵏ`, with a true superscript. */
export function powerOfTen(exponent: number): string {
  return `10${superscript(exponent)}`;
}

/**
 * A measured number: `7.64`, `−0.0123`, `1,235`, `2.5×10⁻⁷`. From 1,000 to a million it is rounded to a whole number;
 * NaN gives a dash, infinity `∞`.
 */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return NO_NUMBER;
  const sign = value < 0 ? MINUS : '';
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return `${sign}∞`;
  if (size === 0) return '0';
  const rounded = Number(size.toPrecision(3));
  if (rounded < 1e-3 || Math.round(size) >= 1e6) {
    const exponent = Math.floor(Math.log10(rounded));
    const mantissa = (rounded / 10 ** exponent).toPrecision(3);
    return `${sign}${mantissa}×${powerOfTen(exponent)}`;
  }
  if (rounded >= 1000) return sign + grouped(Math.round(size));
  return sign + size.toPrecision(3);
}

/**
 * A number that is off by at most `bound`: three significant digits, or as many of them as the bound leaves, `0.16`, `3×10⁻⁵`; `0`
 * where it may be zero.
 */
export function formatBounded(value: number, bound: number): string {
  const size = Math.abs(value);
  if (size <= bound) return '0';
  const exponent = Math.floor(Math.log10(size));
  // Twice the bound fits into a unit of the last digit.
  const digits = exponent + 1 - Math.ceil(Math.log10(2 * bound));
  if (!(digits < 3)) return formatNumber(value);
  const text = size.toPrecision(Math.max(1, digits));
  const sign = value < 0 ? MINUS : '';
  const rounded = Number(text);
  if (rounded < 1e-3 || rounded >= 1e6) {
    const [mantissa, power] = size.toExponential(Math.max(0, digits - 1)).split('e');
    return `${sign}${mantissa}×${powerOfTen(Number(power))}`;
  }
  return sign + (text.includes('e') || rounded >= 1000 ? grouped(rounded) : text);
}

/** A number that is worth no more than two digits, such as a time: `19`, `0.93`, `13,000`, `2.1×10⁻⁵`. */
export function formatRough(value: number): string {
  const rounded = Number(value.toPrecision(2));
  const size = Math.abs(rounded);
  // Beyond, an exponent is needed, after three digits of which the last is 0.
  if (!(size >= 1e-3 && size < 1e6)) return formatNumber(rounded).replace('0×', '×');
  return (value < 0 ? MINUS : '') + (size < 10 ? size.toPrecision(2) : grouped(size));
}

/** A whole number with thousands set apart: `1,048,576`. */
export function formatCount(count: number): string {
  return grouped(Math.round(count));
}

/** A large quantity in thousands, millions or thousand millions: `12.3 k`, `4.56 M`. */
export function formatQuantity(value: number): string {
  if (!Number.isFinite(value)) return NO_NUMBER;
  if (value >= 999.5e6) return `${(value / 1e9).toPrecision(3)} G`;
  if (value >= 999.5e3) return `${(value / 1e6).toPrecision(3)} M`;
  if (value >= 999.5) return `${(value / 1e3).toPrecision(3)} k`;
  return formatNumber(value);
}

/** A tick of an axis in powers of ten: `0.01`, `1`, `1,000`, `10k`, `1M`, `10⁻⁵`. */
export function formatDecade(exponent: number): string {
  if (exponent >= 9 || exponent <= -4) return powerOfTen(exponent);
  if (exponent >= 6) return `${10 ** (exponent - 6)}M`;
  if (exponent >= 4) return `${10 ** (exponent - 3)}k`;
  if (exponent === 3) return '1,000';
  return exponent >= 0 ? String(10 ** exponent) : (10 ** exponent).toFixed(-exponent);
}

/** A tick of a linear axis whose ticks are `step` apart: as many decimals as the step needs. */
export function formatTick(value: number, step: number): string {
  const rounded = Math.abs(value) < step * 1e-9 ? 0 : value;
  const sign = rounded < 0 ? MINUS : '';
  const size = Math.abs(rounded);
  if (step >= 1e5 || (step < 1e-4 && size > 0)) return formatNumber(rounded);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const [whole = '0', fraction] = size.toFixed(decimals).split('.');
  return sign + grouped(Number(whole)) + (fraction === undefined ? '' : `.${fraction}`);
}

/** A number as one types it: full precision, a plain minus sign, no thousands. */
export function formatInput(value: number): string {
  return String(Number(value.toPrecision(12)));
}
