import { describe } from '../../engine';
import { type DocumentEdit, edit } from '../../state/document/document';
import { say } from '../../state/shell/messages';

/** Applies an edit; gives back, in words, why it is refused. */
export function attemptEdit(change: DocumentEdit): string | undefined {
  const refused = edit(change);
  if (!refused) return undefined;
  const { message, hint } = describe(refused);
  return `${message}: ${hint}`;
}

/** Applies an edit; says why it is refused where there is no field to show that under. */
export function attemptOrSay(change: DocumentEdit): void {
  const refused = edit(change);
  if (!refused) return;
  const { message, hint } = describe(refused);
  say(message, { tone: 'error', detail: hint });
}
