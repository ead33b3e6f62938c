/** A number that is known up to an error: the true one is no further from `value` than about `error`. */
export interface Bounded {
  readonly value: number;
  readonly error: number;
}

/** A mean, with the mean absolute value as its size. */
export interface Sized extends Bounded {
  readonly size: number;
}

export const ZERO: Bounded = { value: 0, error: 0 };

export function exactly(value: number): Bounded {
  return { value, error: 0 };
}

export function plus(a: Bounded, b: Bounded): Bounded {
  return { value: a.value + b.value, error: a.error + b.error };
}

export function times(a: Bounded, b: Bounded): Bounded {
  return {
    value: a.value * b.value,
    error: Math.abs(a.value) * b.error + a.error * (Math.abs(b.value) + b.error),
  };
}

export function scaled(a: Bounded, factor: number): Bounded {
  return { value: a.value * factor, error: a.error * Math.abs(factor) };
}

/** a / b, where the error of b is less than |b|. */
export function over(a: Bounded, b: Bounded): Bounded {
  const value = a.value / b.value;
  const least = Math.abs(b.value) - b.error;
  return {
    value,
    error: least > 0 ? (a.error + Math.abs(value) * b.error) / least : Number.POSITIVE_INFINITY,
  };
}

export function total(list: Iterable<Bounded>): Bounded {
  let sum = ZERO;
  for (const own of list) sum = plus(sum, own);
  return sum;
}
