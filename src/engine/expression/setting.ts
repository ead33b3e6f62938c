/** How loosely a piece of LaTeX holds together: what stands inside a tighter construction gets brackets. */
export const LEVEL = { conditional: 0, sum: 1, negation: 2, product: 3, power: 4, atom: 5 } as const;
export type Level = (typeof LEVEL)[keyof typeof LEVEL];

/** A piece of LaTeX and how it holds together. */
export interface Setting {
  readonly text: string;
  readonly level: Level;
}

/** The text, in brackets where it holds looser than `level`. */
export function atLeast(level: Level, { text, level: own }: Setting): string {
  return own >= level ? text : bracketed(text);
}

/** The text as a right operand: also in brackets where it begins with a minus. */
export function onTheRight(level: Level, setting: Setting): string {
  return setting.text.startsWith('-') ? bracketed(setting.text) : atLeast(level, setting);
}

/** Brackets that grow with their content only where the content is tall. */
export function bracketed(text: string): string {
  return /\\(?:frac|begin|left|sqrt)/.test(text) ? `\\left(${text}\\right)` : `(${text})`;
}

/** `operator(a, b)`. */
export function application(operator: string, args: readonly Setting[]): Setting {
  return { text: operator + bracketed(args.map(({ text }) => text).join(', ')), level: LEVEL.power };
}

/** The base is bracketed unless it is an atom; braces keep a superscript of its own apart. */
export function power(base: Setting, exponent: string): Setting {
  const scripted = base.level === LEVEL.atom && /['^]/.test(base.text);
  const text = scripted ? `{${base.text}}` : atLeast(LEVEL.atom, base);
  return { text: `${text}^{${exponent}}`, level: LEVEL.power };
}

/**
 * A product, with a thin space between factors; with a dot where that could be misread: before a digit, and between a
 * name and a bracket, which would look like a function of its argument.
 */
export function product(left: Setting, right: Setting): Setting {
  const a = atLeast(LEVEL.negation, left);
  const b = onTheRight(LEVEL.product, right);
  const ambiguous = /^\d/.test(b) || (/^(?:\(|\\left\()/.test(b) && /[A-Za-z}]$/.test(a));
  return { text: `${a} ${ambiguous ? '\\cdot' : '\\,'} ${b}`, level: LEVEL.product };
}

/** Content between delimiters of its height: an atom. */
export function enclosed(open: string, content: string, close: string): Setting {
  return { text: `\\left${open} ${content} \\right${close}`, level: LEVEL.atom };
}
