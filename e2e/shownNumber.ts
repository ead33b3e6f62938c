/** A number as the page shows it, with what its three digits leave open. */
export interface ShownNumber {
  readonly value: number;
  /** Half of the last digit's unit: what is shown may be off by this much. */
  readonly rounding: number;
}

const DIGITS = 3;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Reads `−0.0123`, `1,235` or `2.50×10⁻⁷`; throws for anything else. */
export function shownNumber(text: string): ShownNumber {
  const [, sign, digits, exponent] =
    /^(−?)([\d,]+(?:\.\d+)?)(?:×10(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text.trim()) ?? [];
  if (digits === undefined) throw new Error(`no number: "${text}"`);
  const power = exponent === undefined ? 0 : plainExponent(exponent);
  const size = Number(digits.replaceAll(',', '')) * 10 ** power;
  const unit = size === 0 ? 0 : 10 ** (Math.floor(Math.log10(size)) - DIGITS + 1);
  return { value: sign === '−' ? -size : size, rounding: unit / 2 };
}

function plainExponent(text: string): number {
  const size = Number([...text.replace('⁻', '')].map((digit) => SUPERSCRIPTS.indexOf(digit)).join(''));
  return text.startsWith('⁻') ? -size : size;
}
