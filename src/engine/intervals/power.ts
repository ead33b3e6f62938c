import { type Result, setEnds, setWhole } from './arithmetic';
import type { UnaryRule } from './unary';

/** x to a power that is a number. */
export function powerRule(power: number): UnaryRule {
  return {
    range: (out, low, high) => setPower(out, low, high, power),
    slope: (out, low, high) => {
      setPower(out, low, high, power - 1);
      const [p, q] = [power * out.low, power * out.high];
      setEnds(out, Math.min(p, q), Math.max(p, q));
    },
    pace: Number.isInteger(power) && power > 0 ? 0 : 'relative',
  };
}

/** Where a pole lies inside, or no number below 0 has such a power, it is the whole line. */
function setPower(out: Result, low: number, high: number, power: number): void {
  const isWhole = Number.isInteger(power);
  if (low < 0 && !(isWhole && (power >= 0 || high < 0))) {
    setWhole(out);
    return;
  }
  // The pole at -0 is the one at 0.
  const [p, q] = [(low + 0) ** power, high ** power];
  const turns = isWhole && power > 0 && power % 2 === 0 && low <= 0 && high >= 0;
  setEnds(out, turns ? 0 : Math.min(p, q), Math.max(p, q));
}
