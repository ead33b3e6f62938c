import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { type Completion, completionsAt, type Diagnostic, parse, signatureAt, toLatex } from '../../engine';
import { Tex } from '../ui/Tex';
import styles from './ExpressionField.module.css';
import { Field, type FieldMend } from './Field';

interface ExpressionFieldProps {
  readonly label: ReactNode;
  readonly aside?: ReactNode;
  readonly text: string;
  /** What stands in for a missing expression. */
  readonly placeholder?: string;
  /** Names to complete, the likeliest first. */
  readonly names: readonly string[];
  readonly nameLatex: (name: string) => string;
  /** Stands before the preview: `f =`. */
  readonly latexHead: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly mendOf?: (diagnostic: Diagnostic) => FieldMend | undefined;
  readonly onChange: (text: string, caret: number) => void;
  readonly onStart: () => void;
  readonly onEnd: () => void;
  /** Escape: the text becomes what it was before the visit. */
  readonly onCancel: () => void;
}

const SHOWN = 7;

/** An expression being typed: completion, the signature of the call around the caret, the place of an error, a preview. */
export function ExpressionField(props: ExpressionFieldProps) {
  const { text, diagnostics, onStart } = props;
  const { area, listed, chosen, signature, accept, onKeyDown, onChange, onSelect, onBlur } = useTyping(props);
  return (
    <Field
      label={props.label}
      aside={props.aside}
      diagnostics={diagnostics}
      {...(props.mendOf ? { mendOf: props.mendOf } : {})}
    >
      {({ id, describedBy, invalid }) => (
        <div className={styles.expression}>
          <div className={styles.box}>
            <Underlined text={text} diagnostics={diagnostics} />
            <textarea
              ref={area}
              id={id}
              className={`field ${styles.area}`}
              rows={1}
              aria-describedby={describedBy}
              aria-invalid={invalid}
              aria-autocomplete="list"
              aria-haspopup="listbox"
              aria-controls={listed.length > 0 ? `${id}-list` : undefined}
              aria-activedescendant={listed.length > 0 ? `${id}-${chosen}` : undefined}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={text}
              placeholder={props.placeholder}
              onFocus={onStart}
              onBlur={onBlur}
              onSelect={onSelect}
              onChange={onChange}
              onKeyDown={onKeyDown}
            />
          </div>
          {listed.length > 0 && <Completions id={id} listed={listed} chosen={chosen} onAccept={accept} />}
          {signature && listed.length === 0 && (
            <p className={`quiet ${styles.signature}`}>
              <code>{signature.signature}</code> {signature.help}
            </p>
          )}
          <Preview text={text} head={props.latexHead} nameLatex={props.nameLatex} />
        </div>
      )}
    </Field>
  );
}

type AreaEvent<E> = E & { readonly currentTarget: HTMLTextAreaElement };

/** Where the caret is while an expression is typed, what is offered there, and what keys do with it. */
function useTyping({ text, names, onChange, onEnd, onCancel }: ExpressionFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number>();
  const [typing, setTyping] = useState(false);
  const [chosen, setChosen] = useState(0);
  const listed = useMemo(
    () => (typing && caret !== undefined ? offersAt(text, caret, names) : []),
    [typing, text, caret, names],
  );
  const accept = (completion: Completion) => {
    const at = completion.from + completion.insert.length;
    onChange(text.slice(0, completion.from) + completion.insert + text.slice(completion.to), at);
    setCaret(at);
    setTyping(false);
    requestAnimationFrame(() => area.current?.setSelectionRange(at, at));
  };
  const onKeyDown = (event: AreaEvent<KeyboardEvent>) => {
    event.stopPropagation();
    const { key } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    const choice = listed[chosen];
    if (listed.length > 0 && step) setChosen((chosen + step + listed.length) % listed.length);
    else if ((key === 'Tab' || key === 'Enter') && choice) accept(choice);
    else if (key === 'Escape' && listed.length > 0) setTyping(false);
    else if (key === 'Enter' || key === 'Escape') {
      if (key === 'Escape') onCancel();
      event.currentTarget.blur();
    } else return;
    event.preventDefault();
  };
  return {
    area,
    listed,
    chosen,
    signature: caret === undefined ? undefined : signatureAt(text, caret),
    accept,
    onKeyDown,
    onSelect: ({ currentTarget }: AreaEvent<object>) => setCaret(currentTarget.selectionStart),
    onChange: ({ currentTarget }: AreaEvent<object>) => {
      const next = currentTarget.value.replaceAll('\n', ' ');
      const at = currentTarget.selectionStart;
      setTyping(/[A-Za-z0-9_]$/.test(next.slice(0, at)));
      setChosen(0);
      setCaret(at);
      onChange(next, at);
    },
    onBlur: () => {
      setTyping(false);
      setCaret(undefined);
      onEnd();
    },
  };
}

/** What completes the word at the caret; a word that is complete needs no list to say so. */
function offersAt(text: string, caret: number, names: readonly string[]): readonly Completion[] {
  const completions = completionsAt(text, caret, names).slice(0, SHOWN);
  const [only, ...more] = completions;
  const isComplete = more.length === 0 && only?.insert === text.slice(only?.from, only?.to);
  return isComplete ? [] : completions;
}

interface CompletionsProps {
  /** Of the field. */
  readonly id: string;
  readonly listed: readonly Completion[];
  readonly chosen: number;
  readonly onAccept: (completion: Completion) => void;
}

function Completions({ id, listed, chosen, onAccept }: CompletionsProps) {
  return (
    <div id={`${id}-list`} className={`floating ${styles.list}`} role="listbox" aria-label="Completions">
      {listed.map((completion, i) => (
        <div
          key={completion.insert}
          id={`${id}-${i}`}
          className={styles.option}
          role="option"
          tabIndex={-1}
          aria-selected={i === chosen}
          // The press must not take the focus out of the text.
          onPointerDown={(event) => {
            event.preventDefault();
            onAccept(completion);
          }}
        >
          <code>{completion.label}</code>
          <span>{completion.help}</span>
        </div>
      ))}
    </div>
  );
}

/** The same text behind the field, unseen but for the line under what is at fault. */
function Underlined({ text, diagnostics }: { text: string; diagnostics: readonly Diagnostic[] }) {
  const span = diagnostics.find((diagnostic) => diagnostic.span !== undefined)?.span;
  if (!span) return null;
  const [from, to] = span;
  return (
    <div className={styles.behind} aria-hidden="true">
      {text.slice(0, from)}
      <span className={styles.fault}>{text.slice(from, Math.max(to, from + 1)) || '\u00a0'}</span>
      {text.slice(Math.max(to, from + 1))}
    </div>
  );
}

interface PreviewProps extends Pick<ExpressionFieldProps, 'text' | 'nameLatex'> {
  readonly head: string;
}

function Preview({ text, head, nameLatex }: PreviewProps) {
  const latex = useMemo(() => {
    if (text.trim() === '') return undefined;
    const { tree } = parse(text);
    // A number says nothing more when it is set.
    return tree && tree.kind !== 'number' ? toLatex(tree, nameLatex) : undefined;
  }, [text, nameLatex]);
  if (latex === undefined) return null;
  return (
    <div className={`scrolls ${styles.preview}`}>
      <Tex latex={`${head} ${latex}`} />
    </div>
  );
}
