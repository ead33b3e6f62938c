import { useState } from 'react';
import type { Formula, Term } from '../../engine';
import { highlighting, useSession } from '../../state/shell/session';
import { Button } from '../ui/Button';
import { Tex } from '../ui/Tex';
import styles from './Formula.module.css';

interface FormulaViewProps {
  readonly formula: Formula;
  /** Stands before the formula: `\hat g_\theta =`. */
  readonly head?: string;
}

/** Of a formula with more terms than this, only the first are shown unasked. */
const LONG = 14;
const SHOWN = 8;

function firstTerms(lines: Formula['lines'], most: number): Formula['lines'] {
  let left = most;
  return lines.flatMap((line) => {
    const first = line.slice(0, left);
    left -= first.length;
    return first.length > 0 ? [first] : [];
  });
}

/**
 * A formula as terms that break into lines between them. A hovered term marks its nodes on the canvas, and a hovered
 * node its terms.
 */
export function FormulaView({ formula: { lines }, head }: FormulaViewProps) {
  const [isCut, setCut] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const isLong = lines.flat().length > LONG;
  const shown = isLong && !isWhole ? firstTerms(lines, SHOWN) : lines;
  const [watch] = useState(() => (element: HTMLElement | null) => {
    if (!element) return;
    const sizes = new ResizeObserver(() => setCut(element.scrollWidth > element.clientWidth));
    sizes.observe(element);
    return () => sizes.disconnect();
  });
  return (
    <>
      {/* What is wider than its place is scrolled, by keys too. */}
      <div className={`scrolls ${styles.formula}`} ref={watch} tabIndex={isCut ? 0 : undefined}>
        {shown.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a formula is all there is to tell its lines apart
          <div key={i} className={i === 0 ? styles.line : styles.further}>
            {i === 0 && head && <Tex display latex={head} className={styles.head} />}
            {line.map((term, j) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <TermView key={j} term={term} />
            ))}
          </div>
        ))}
      </div>
      {isLong && (
        <div className={styles.more}>
          <Button look="quiet" small aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Fewer terms' : `${termsIn(lines) - termsIn(shown)} more terms`}
          </Button>
        </div>
      )}
    </>
  );
}

/** Terms, but for what stands around them. */
function termsIn(lines: Formula['lines']): number {
  return lines.flat().filter(({ nodes }) => nodes.length > 0).length;
}

function TermView({ term }: { term: Term }) {
  const marked = useSession(({ hovered }) => hovered !== undefined && term.nodes.includes(hovered));
  // A relation or a sign at the edge of a term needs something beside it, or KaTeX leaves out its space.
  const signed = term.sign === '' ? term.latex : `{}${term.sign} ${term.latex}`;
  const latex = signed.endsWith('=') ? `${signed}{}` : signed;
  if (term.nodes.length === 0) return <Tex display latex={latex} className={styles.term} />;
  return (
    <span
      className={
        marked ? `${styles.term} ${styles.pointed} ${styles.marked}` : `${styles.term} ${styles.pointed}`
      }
      {...highlighting(term.nodes)}
    >
      <Tex display latex={latex} />
    </span>
  );
}
