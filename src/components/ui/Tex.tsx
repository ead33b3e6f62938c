import katex from 'katex';
import { memo, useLayoutEffect, useRef } from 'react';

interface TexProps {
  readonly latex: string;
  /** Large operators and fractions, as in a displayed formula; it still flows with the text around it. */
  readonly display?: boolean;
  readonly className?: string;
  /** Whether the formula may tell its parts apart by `\\htmlData`, which no label of a document can hold. */
  readonly marked?: boolean;
}

/**
 * A formula set by KaTeX, with MathML for screen readers. Labels come from documents that strangers share, so no
 * command that makes links, images or HTML is trusted, and what KaTeX cannot read is shown as it was written.
 */
export const Tex = memo(function Tex({ latex, display = false, className, marked = false }: TexProps) {
  const host = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!host.current) return;
    katex.render(display ? `\\displaystyle ${latex}` : latex, host.current, {
      throwOnError: false,
      errorColor: 'currentColor',
      strict: false,
      trust: ({ command }) => marked && command === '\\htmlData',
      maxSize: 20,
      maxExpand: 500,
    });
  }, [latex, display, marked]);
  return <span ref={host} className={className} />;
});
