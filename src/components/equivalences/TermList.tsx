import { memo, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { type MarkName, nodeLatex, type Planned, type Side, type Term } from '../../engine';
import { Tex } from '../ui/Tex';
import type { GraphFigure } from './figure';
import { roleLookOf } from './figure';
import type { Lit, Pointed } from './lit';
import type { Decided } from './rows';
import { graphAfter } from './Spelled';
import styles from './TermList.module.css';
import { type TermLine, termLines } from './termLines';

interface TermsProps {
  readonly comparison: Decided;
  readonly planned: Readonly<Record<Side, Planned>>;
  readonly figures: Readonly<Record<Side, GraphFigure>>;
  readonly titles: Readonly<Record<Side, string>>;
  readonly lit: Lit | undefined;
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

/** The two surrogate losses, every term beside its partner; every name in them points at its node. */
export const TermList = memo(function TermList({
  comparison,
  planned,
  figures,
  titles,
  lit,
  onPoint,
}: TermsProps) {
  const lines = useMemo(
    () => termLines(comparison, planned, markIn(figures)),
    [comparison, planned, figures],
  );
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const element of host.current?.querySelectorAll<HTMLElement>('[data-node]') ?? []) {
      const { node = '', side } = element.dataset;
      element.dataset.lit = String(isSide(side) && lit?.[side].has(node) === true);
    }
  });
  const point = ({ target }: PointerEvent) => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-node]') : null;
    const { node, side } = element?.dataset ?? {};
    onPoint(node !== undefined && isSide(side) ? { side, names: [node] } : undefined);
  };
  return (
    <div ref={host} className={styles.terms} onPointerOver={point} onPointerLeave={() => onPoint(undefined)}>
      {groupsOf(lines).map((group) => (
        <section key={group.id} className={styles.loss}>
          <h3>{lossWords(group.lines[0], planned, titles)}</h3>
          <ul>
            {group.lines.map((line) => (
              <li key={line.id} className={styles.line} data-same={line.isSame}>
                <TermView term={line.left} />
                <span className={styles.sign}>{line.isSame ? '=' : '≠'}</span>
                <TermView term={line.right} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
});

function TermView({ term }: { readonly term: Term | undefined }) {
  if (!term) return <span className="muted">no such term</span>;
  return (
    <span className={`scrolls ${styles.term}`}>
      <Tex display marked latex={term.latex} />
    </span>
  );
}

function isSide(text: string | undefined): text is Side {
  return text === 'left' || text === 'right';
}

/** Tells names apart by their node and its kind; names of nodes need no escape. */
function markIn(figures: Readonly<Record<Side, GraphFigure>>): MarkName {
  return (side, name, latex) => {
    const { form, nodes } = figures[side];
    const drawn = nodes.find((node) => node.name === name);
    const own = form?.nodes.find((node) => node.name === name || node.parts.includes(name));
    const look = own ? roleLookOf(own) : drawn?.look;
    return look ? `\\htmlData{node=${name},side=${side},look=${look}}{${latex}}` : latex;
  };
}

function groupsOf(lines: readonly TermLine[]) {
  const groups = new Map<string, { id: string; lines: TermLine[] }>();
  for (const line of lines) {
    const id = `${line.parameters.left.join()} = ${line.parameters.right.join()}`;
    const group = groups.get(id) ?? { id, lines: [] };
    group.lines.push(line);
    groups.set(id, group);
  }
  return [...groups.values()];
}

/** What descends the loss: `minimised over φ, q beside θ`. */
function lossWords(
  line: TermLine | undefined,
  planned: Readonly<Record<Side, Planned>>,
  titles: Readonly<Record<Side, string>>,
) {
  if (!line) return null;
  const named = (side: Side) => {
    const names = line.parameters[side];
    if (names.length === 0) return null;
    const latexOf = nodeLatex(graphAfter(planned[side]));
    return <Tex latex={names.map(latexOf).join(',')} />;
  };
  const [left, right] = [named('left'), named('right')];
  return (
    <>
      <span>
        {titles.left}
        {left && <>, minimised over {left}</>}
      </span>
      <span />
      <span>
        {titles.right}
        {right && <>, minimised over {right}</>}
      </span>
    </>
  );
}
