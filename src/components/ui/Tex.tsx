import { memo, useLayoutEffect, useRef } from 'react';
import { setTex } from './setTex';

interface TexProps {
  readonly latex: string;
  /** Large operators and fractions, as in a displayed formula; it still flows with the text around it. */
  readonly display?: boolean;
  readonly className?: string;
  /** Whether the formula may tell its parts apart by `\\htmlData`, which no label of a document can hold. */
  readonly marked?: boolean;
  /** Hears why the formula could not be set. It must keep its identity. */
  readonly onRefused?: (latex: string, why: string) => void;
}

/** A formula set by KaTeX, with MathML for screen readers; one that cannot be set is shown as it was written. */
export const Tex = memo(function Tex({
  latex,
  display = false,
  className,
  marked = false,
  onRefused,
}: TexProps) {
  const host = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!host.current) return;
    const why = setTex(latex, host.current, { display, marked });
    if (why === undefined) host.current.removeAttribute('title');
    else {
      host.current.title = `This formula cannot be typeset: ${why}.`;
      onRefused?.(latex, why);
    }
  }, [latex, display, marked, onRefused]);
  return <span ref={host} className={className} />;
});
