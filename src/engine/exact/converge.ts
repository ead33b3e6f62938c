export type Converged =
  | { readonly kind: 'converged'; readonly values: Float64Array }
  /** Too many rows; the rule does not settle within them; or something is not finite. */
  | { readonly kind: 'rows' | 'rough' | 'not-finite' };

/** Between two rules; the finer one, which is taken, is closer to the truth by orders of magnitude. */
const TOLERANCE = 1e-5;
/** Panels of the coarsest rule, by the number of continuous scalars. */
const START = [1, 8, 5, 4] as const;
const GROWTH = 1.5;

/** Refines the panels until two rules agree to a relative 1e-5 of the larger value. */
export function converge(
  continuous: number,
  evaluate: (panels: number) => Float64Array | undefined,
): Converged {
  let panels: number = START[continuous] ?? 4;
  let last = evaluate(panels);
  if (!last) return { kind: 'rows' };
  if (last.some((x) => !Number.isFinite(x))) return { kind: 'not-finite' };
  if (continuous === 0) return { kind: 'converged', values: last };
  for (;;) {
    panels = Math.ceil(panels * GROWTH);
    const next = evaluate(panels);
    if (!next) return { kind: 'rough' };
    if (next.some((x) => !Number.isFinite(x))) return { kind: 'not-finite' };
    if (agree(last, next)) return { kind: 'converged', values: next };
    last = next;
  }
}

function agree(a: Float64Array, b: Float64Array): boolean {
  return a.every((x, i) => {
    const y = b[i] as number;
    return Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y)) + 1e-9;
  });
}
