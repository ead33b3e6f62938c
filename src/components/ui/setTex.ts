import katex from 'katex';
import { shortened } from '../../state/shell/words';

interface Manner {
  readonly display: boolean;
  readonly marked: boolean;
}

/** Longer formulas, and deeper braces, are not set: what is sent to make a page busy is longer than what is sent to be read. */
const LONGEST = 8000;
const DEEPEST = 100;
/** Of a formula that is not set, so much is shown as it was written. */
const SHOWN = 400;

/**
 * Sets a formula in an element. Labels come from documents that strangers share, so no command that makes links, images or HTML is trusted,
 * and what KaTeX cannot read is shown as it was written. Gives why it was not set at all, in words; never throws.
 */
export function setTex(latex: string, host: HTMLElement, { display, marked }: Manner): string | undefined {
  const why = texRefusal(latex);
  if (why === undefined)
    try {
      katex.render(display ? `\\displaystyle ${latex}` : latex, host, {
        throwOnError: false,
        errorColor: 'currentColor',
        strict: false,
        trust: ({ command }) => marked && command === '\\htmlData',
        maxSize: 20,
        maxExpand: 500,
      });
      return undefined;
    } catch {
      // Its parser calls itself, and so it has no room left for some formulas.
    }
  host.textContent = shortened(latex, SHOWN);
  return why ?? 'it is nested too deeply';
}

function texRefusal(latex: string): string | undefined {
  if (latex.length > LONGEST) return `it is longer than ${LONGEST.toLocaleString('en-US')} characters`;
  let depth = 0;
  for (const sign of latex) {
    if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    if (depth > DEEPEST) return `its braces are more than ${DEEPEST} deep`;
  }
  return undefined;
}
