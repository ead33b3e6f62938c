import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { type Completion, completionsAt, type Diagnostic, parse, signatureAt, toLatex } from '../../engine';
import { Tex } from '../ui/Tex';
import styles from './ExpressionField.module.css';
import { Field, type Mend } from './Field';

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
  readonly mendOf?: (diagnostic: Diagnostic) => Mend | undefined;
  readonly onChange: (text: string, caret: number) => void;
  readonly onStart: () => void;
  readonly onEnd: () => void;
  /** Escape: the text becomes what it was before the visit. */
  readonly onCancel: () => void;
}

const SHOWN = 7;

/** An expression being typed: completion, the signature of the call around the caret, the place of an error, a preview. */
export function ExpressionField(props: ExpressionFieldProps) {
  const { text, names, diagnostics, onChange, onStart, onEnd, onCancel } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number>();
  const [typing, setTyping] = useState(false);
  const [chosen, setChosen] = useState(0);
  const completions = useMemo(
    () => (typing && caret !== undefined ? completionsAt(text, caret, names).slice(0, SHOWN) : []),
    [typing, text, caret, names],
  );
  // A word that is complete needs no list to say so.
  const [only] = completions;
  const complete =
    only !== undefined && completions.length === 1 && only.insert === text.slice(only.from, only.to);
  const listed = complete ? [] : completions;
  const signature = caret === undefined ? undefined : signatureAt(text, caret);

  const accept = (completion: Completion) => {
    const next = text.slice(0, completion.from) + completion.insert + text.slice(completion.to);
    const at = completion.from + completion.insert.length;
    onChange(next, at);
    setCaret(at);
    setTyping(false);
    requestAnimationFrame(() => area.current?.setSelectionRange(at, at));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = listed[chosen];
    if (listed.length > 0 && step) {
      event.preventDefault();
      setChosen((chosen + step + listed.length) % listed.length);
    } else if ((event.key === 'Tab' || event.key === 'Enter') && choice && listed.length > 0) {
      event.preventDefault();
      accept(choice);
    } else if (event.key === 'Escape' && listed.length > 0) {
      event.preventDefault();
      setTyping(false);
    } else if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault();
      if (event.key === 'Escape') onCancel();
      event.currentTarget.blur();
    }
  };

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
              onBlur={() => {
                setTyping(false);
                setCaret(undefined);
                onEnd();
              }}
              onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
              onChange={(event) => {
                const next = event.currentTarget.value.replaceAll('\n', ' ');
                const at = event.currentTarget.selectionStart;
                setTyping(/[A-Za-z0-9_]$/.test(next.slice(0, at)));
                setChosen(0);
                setCaret(at);
                onChange(next, at);
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          {listed.length > 0 && (
            <div id={`${id}-list`} className={styles.list} role="listbox" aria-label="Completions">
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
                    accept(completion);
                  }}
                >
                  <code>{completion.label}</code>
                  <span>{completion.help}</span>
                </div>
              ))}
            </div>
          )}
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

function Preview({
  text,
  head,
  nameLatex,
}: {
  text: string;
  head: string;
  nameLatex: (name: string) => string;
}) {
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
