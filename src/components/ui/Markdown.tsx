import { Fragment, useMemo } from 'react';
import styles from './Markdown.module.css';
import { type Block, type Inline, parseMarkdown } from './markdown';
import { Tex } from './Tex';

/** Text in Markdown, with formulas. */
export function Markdown({ text }: { readonly text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return (
    <div className={`column ${styles.text}`}>
      {blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have nothing but their place
        <BlockView key={i} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'formula':
      return (
        <p className={styles.formula}>
          <Tex latex={block.text} display />
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
      return <Tex latex={inline.text} />;
    case 'link':
      return (
        <a href={inline.address} target="_blank" rel="noreferrer">
          {inline.text}
        </a>
      );
  }
}
