import { type ReactNode, useId } from 'react';
import type { Diagnostic } from '../../engine';
import { Button } from '../ui/Button';
import styles from './Field.module.css';

/** Something to press that mends what a finding is about. */
export interface FieldMend {
  readonly label: string;
  readonly run: () => void;
}

interface FieldProps {
  readonly label: ReactNode;
  /** The control is several ones, each with a name of its own. */
  readonly group?: boolean;
  /** Something small at the right of the label. */
  readonly aside?: ReactNode;
  /** Why what was typed is refused. */
  readonly problem?: string | undefined;
  readonly diagnostics?: readonly Diagnostic[];
  readonly mendOf?: (diagnostic: Diagnostic) => FieldMend | undefined;
  /** The control; takes the id that the label and the words below are tied to. */
  readonly children: (ids: {
    readonly id: string;
    readonly describedBy: string;
    readonly invalid: boolean;
  }) => ReactNode;
}

/** A labelled control of the inspector, with what is wrong in it below. */
export function Field({ label, group, aside, problem, diagnostics = [], mendOf, children }: FieldProps) {
  const id = useId();
  const describedBy = `${id}-words`;
  const invalid = problem !== undefined || diagnostics.some(({ severity }) => severity === 'error');
  return (
    <div className={styles.field}>
      <div className={`quiet row ${styles.head}`}>
        {group ? <span>{label}</span> : <label htmlFor={id}>{label}</label>}
        {aside}
      </div>
      {children({ id, describedBy, invalid })}
      <div id={describedBy} className={styles.words} aria-live="polite">
        {problem && <p className="error">{problem}</p>}
        {diagnostics.map((diagnostic) => (
          <FieldDiagnostic
            key={diagnostic.code + diagnostic.message}
            diagnostic={diagnostic}
            mend={mendOf?.(diagnostic)}
          />
        ))}
      </div>
    </div>
  );
}

export function FieldDiagnostic({
  diagnostic,
  mend,
}: {
  diagnostic: Diagnostic;
  mend: FieldMend | undefined;
}) {
  return (
    <div className={styles.diagnostic}>
      <p className={diagnostic.severity}>{diagnostic.message}</p>
      <p className="muted">{diagnostic.hint}</p>
      {mend && (
        <Button small onClick={mend.run}>
          {mend.label}
        </Button>
      )}
    </div>
  );
}

interface TextProps {
  readonly ids: { readonly id: string; readonly describedBy: string; readonly invalid: boolean };
  readonly value: string;
  readonly placeholder?: string;
  readonly mono?: boolean;
  readonly onChange: (text: string) => void;
  readonly onStart?: () => void;
  readonly onEnd?: () => void;
  /** Escape, before the field is left. */
  readonly onCancel?: () => void;
  readonly inputRef?: React.Ref<HTMLInputElement>;
}

/** One line of text. Enter leaves it, Escape too but takes back what was typed; keys typed in it are not taken for those of the canvas. */
export function TextInput(props: TextProps) {
  const { ids, value, placeholder, mono, onChange, onStart, onEnd, onCancel, inputRef } = props;
  return (
    <input
      ref={inputRef}
      id={ids.id}
      className={mono ? `field ${styles.input} ${styles.mono}` : `field ${styles.input}`}
      aria-describedby={ids.describedBy}
      aria-invalid={ids.invalid}
      autoComplete="off"
      spellCheck={false}
      value={value}
      placeholder={placeholder}
      onFocus={onStart}
      onBlur={onEnd}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onCancel?.();
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
