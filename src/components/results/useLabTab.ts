import { useDocument } from '../../state/document/document';
import { labTabOf } from '../../state/document/trainable';
import { type LabTab, useSession } from '../../state/shell/session';

/** What the lab shows of the open document. */
export function useLabTab(): LabTab {
  const chosen = useSession((session) => session.labTab);
  return useDocument(({ document }) => labTabOf(document, chosen));
}
