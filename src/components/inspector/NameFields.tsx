import { useEffect, useRef, useState } from 'react';
import { describe, isRefused, type Node, renameNode, updateNode } from '../../engine';
import { currentDocument, edit } from '../../state/document/document';
import { say } from '../../state/shell/messages';
import { renameInSession, useSession } from '../../state/shell/session';
import { useGesture } from '../ui/useGesture';
import { Field, TextInput } from './Field';

/** The node's name: checked while it is typed, and taken over, everywhere it is used, when the field is left. */
export function NameField({ node }: { node: Node }) {
  const [draft, setDraft] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const requests = useSession((session) => session.nameRequests);
  const answered = useRef(requests);
  useEffect(() => {
    if (answered.current === requests) return;
    answered.current = requests;
    input.current?.focus();
    input.current?.select();
  }, [requests]);

  const name = draft?.trim() ?? node.name;
  const renamed = draft === undefined ? undefined : renameNode(currentDocument(), node.name, name);
  const words = renamed && isRefused(renamed) ? describe(renamed) : undefined;
  const cancelled = useRef(false);
  const commit = () => {
    setDraft(undefined);
    if (cancelled.current || draft === undefined || name === node.name) return;
    if (words) {
      say(`The name stays ${node.name}`, { tone: 'error', detail: `${words.message}: ${words.hint}` });
      return;
    }
    // Before the document changes, or the selection would point nowhere for a moment.
    renameInSession(node.name, name);
    edit((document) => renameNode(document, node.name, name));
  };
  return (
    <Field label="Name" problem={words && `${words.message}: ${words.hint}`}>
      {(ids) => (
        <TextInput
          ids={ids}
          mono
          inputRef={input}
          value={draft ?? node.name}
          onChange={setDraft}
          onStart={() => {
            cancelled.current = false;
          }}
          onEnd={commit}
          onCancel={() => {
            cancelled.current = true;
          }}
        />
      )}
    </Field>
  );
}

/** LaTeX shown in place of the name. */
export function LabelField({ node }: { node: Node }) {
  const visit = useGesture();
  return (
    <Field label="Label (LaTeX)">
      {(ids) => (
        <TextInput
          ids={ids}
          mono
          value={node.label ?? ''}
          placeholder="as its name"
          onStart={visit.begin}
          onEnd={visit.end}
          onCancel={visit.cancel}
          onChange={(label) =>
            edit((document) => updateNode(document, node.name, { label: label || undefined }))
          }
        />
      )}
    </Field>
  );
}
