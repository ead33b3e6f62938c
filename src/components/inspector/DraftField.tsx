import { type ReactNode, useState } from 'react';
import type { Diagnostic, NodePatch } from '../../engine';
import { updateNode } from '../../engine';
import { attemptEdit } from '../ui/attempt';
import { useGesture } from '../ui/useGesture';
import { Field, TextInput } from './Field';

interface DraftFieldProps {
  readonly label: string;
  readonly aside?: ReactNode;
  /** The node whose field this is. */
  readonly node: string;
  /** The field as the document holds it. */
  readonly text: string;
  readonly placeholder?: string;
  readonly diagnostics: readonly Diagnostic[];
  /** What a text means for the node, or why it means nothing. */
  readonly read: (text: string) => NodePatch | { readonly problem: string };
}

/** A field whose text means something else: what is typed takes effect as soon as it can be read, and says why it cannot. */
export function DraftField({ label, aside, node, text, placeholder, diagnostics, read }: DraftFieldProps) {
  const [draft, setDraft] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const visit = useGesture();
  const change = (typed: string) => {
    setDraft(typed);
    const reading = read(typed);
    setRefusal(
      'problem' in reading ? reading.problem : attemptEdit((document) => updateNode(document, node, reading)),
    );
  };
  return (
    <Field label={label} aside={aside} problem={refusal} diagnostics={diagnostics}>
      {(ids) => (
        <TextInput
          ids={ids}
          mono
          value={draft ?? text}
          {...(placeholder === undefined ? {} : { placeholder })}
          onStart={visit.begin}
          onEnd={() => {
            setDraft(undefined);
            setRefusal(undefined);
            visit.end();
          }}
          onCancel={visit.cancel}
          onChange={change}
        />
      )}
    </Field>
  );
}
