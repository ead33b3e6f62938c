import { createContext, Fragment, useCallback, useContext, useMemo, useState } from 'react';
import { shortened } from '../../state/shell/words';
import styles from './Markdown.module.css';
import { type Block, type Inline, parseMarkdown } from './markdown';
import { formatCount } from './numbers';
import { Tex } from './Tex';

interface MarkdownProps {
  readonly text: string;
  /** Only its beginning is in view. */
  readonly brief?: boolean;
}

/** What is shown of a text, and how many of its formulas are typeset: each takes a millisecond. */
const LONGEST = 20_000;
const MOST_FORMULAS = 150;
const BRIEF = { blocks: 3, characters: 1500 };

/** Text in Markdown, with formulas. Says what of it is not shown, or not set. */
export function Markdown({ text, brief = false }: MarkdownProps) {
  const longest = brief ? BRIEF.characters : LONGEST;
  const blocks = useMemo(() => {
    const all = parseMarkdown(text.slice(0, longest));
    return brief ? all.slice(0, BRIEF.blocks) : all;
  }, [text, longest, brief]);
  const formulas = useMemo(() => blocks.flatMap(formulasOf), [blocks]);
  const unset = useMemo(() => new Set(formulas.slice(MOST_FORMULAS)), [formulas]);
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const refuse = useCallback(
    (latex: string, why: string) => setRefused((before) => new Map(before).set(latex, why)),
    [],
  );
  const setting = useMemo(() => ({ unset, refuse }), [unset, refuse]);
  const told = formulas.flatMap(({ text: latex }) => {
    const why = refused.get(latex);
    return why === undefined ? [] : [{ latex, why }];
  });
  return (
    <Setting value={setting}>
      <div className={`column ${styles.text}`}>
        {blocks.map((block, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have nothing but their place
          <BlockView key={i} block={block} />
        ))}
        {!brief && text.length > LONGEST && (
          <p className="quiet">
            This text has {formatCount(text.length)} characters; the first {formatCount(LONGEST)} are shown.
          </p>
        )}
        {unset.size > 0 && (
          <p className="quiet">
            Only the first {MOST_FORMULAS} of its {formatCount(formulas.length)} formulas are typeset.
          </p>
        )}
        {told.slice(0, MOST_TOLD).map(({ latex, why }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same formula may be there twice
          <p key={i} className="quiet">
            The formula “{shortened(latex, 40)}” cannot be typeset: {why}.
          </p>
        ))}
      </div>
    </Setting>
  );
}

const MOST_TOLD = 5;

type Formula = Extract<Block | Inline, { readonly kind: 'formula' }>;

function formulasOf(block: Block): Formula[] {
  switch (block.kind) {
    case 'formula':
      return [block];
    case 'paragraph':
    case 'heading':
      return block.inlines.filter(isFormula);
    case 'list':
      return block.items.flat().filter(isFormula);
  }
}

function isFormula(inline: Inline): inline is Formula {
  return inline.kind === 'formula';
}

/** Which formulas are not set, and who is to hear of those that cannot be. */
interface FormulaSetting {
  readonly unset: ReadonlySet<object>;
  readonly refuse: (latex: string, why: string) => void;
}

const Setting = createContext<FormulaSetting>({ unset: new Set(), refuse: () => undefined });

function FormulaOf({ formula, display = false }: { readonly formula: Formula; readonly display?: boolean }) {
  const { unset, refuse } = useContext(Setting);
  if (unset.has(formula)) return <code>{shortened(formula.text, 400)}</code>;
  return <Tex latex={formula.text} display={display} onRefused={refuse} />;
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'formula':
      return (
        <p className={styles.formula}>
          <FormulaOf formula={block} display />
        </p>
      );
    case 'heading':
      return (
        <h2>
          <Inlines inlines={block.inlines} />
        </h2>
      );
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.inlines} />
        </p>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((inlines, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items have nothing but their place
            <li key={i}>
              <Inlines inlines={inlines} />
            </li>
          ))}
        </List>
      );
    }
  }
}

function Inlines({ inlines }: { readonly inlines: readonly Inline[] }) {
  return inlines.map((inline, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: inlines have nothing but their place
    <Fragment key={i}>
      <InlineView inline={inline} />
    </Fragment>
  ));
}

function InlineView({ inline }: { readonly inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'strong':
      return <strong>{inline.text}</strong>;
    case 'emphasis':
      return <em>{inline.text}</em>;
    case 'code':
      return <code>{inline.text}</code>;
    case 'formula':
      return <FormulaOf formula={inline} />;
    case 'link':
      return (
        <a href={inline.address} target="_blank" rel="noreferrer">
          {inline.text}
        </a>
      );
  }
}
