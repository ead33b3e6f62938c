/** How loosely a piece of LaTeX holds together: what stands inside a tighter construction gets brackets. */
export const BINDING = { conditional: 0, sum: 1, negation: 2, product: 3, power: 4, atom: 5 } as const;
export type Level = (typeof BINDING)[keyof typeof BINDING];

/** A piece of LaTeX and how it holds together. */
export interface Typeset {
  readonly text: string;
  readonly level: Level;
}

/** The text, in brackets where it holds looser than `level`. */
export function atLeast(level: Level, { text, level: own }: Typeset): string {
  return own >= level ? text : bracketed(text);
}

/** The text as a right operand: also in brackets where it begins with a minus. */
export function onTheRight(level: Level, setting: Typeset): string {
  return setting.text.startsWith('-') ? bracketed(setting.text) : atLeast(level, setting);
}

/** Brackets that grow with their content only where the content is tall. */
export function bracketed(text: string): string {
  return /\\(?:frac|begin|left|sqrt)/.test(text) ? `\\left(${text}\\right)` : `(${text})`;
}

/** `operator(a, b)`. */
export function application(operator: string, args: readonly Typeset[]): Typeset {
  return { text: operator + bracketed(args.map(({ text }) => text).join(', ')), level: BINDING.power };
}

/** The base is bracketed unless it is an atom; braces keep a superscript of its own apart. */
export function power(base: Typeset, exponent: string): Typeset {
  const scripted = base.level === BINDING.atom && /['^]/.test(base.text);
  const text = scripted ? `{${base.text}}` : atLeast(BINDING.atom, base);
  return { text: `${text}^{${exponent}}`, level: BINDING.power };
}

/**
 * A product, with a thin space between factors; with a dot where that could be misread: before a digit, and between a
 * name and a bracket, which would look like a function of its argument.
 */
export function productLatex(left: Typeset, right: Typeset): Typeset {
  const a = atLeast(BINDING.negation, left);
  const b = onTheRight(BINDING.product, right);
  const ambiguous = /^\d/.test(b) || (/^(?:\(|\\left\()/.test(b) && /[A-Za-z}]$/.test(a));
  return { text: `${a} ${ambiguous ? '\\cdot' : '\\,'} ${b}`, level: BINDING.product };
}

/** Content between delimiters of its height: an atom. */
export function enclosed(open: string, content: string, close: string): Typeset {
  return { text: `\\left${open} ${content} \\right${close}`, level: BINDING.atom };
}
