import { useDocument } from '../../state/document';
import { type LabTab, useSession } from '../../state/session';
import { labTabOf } from '../../state/trainable';

/** What the lab shows of the open document. */
export function useLabTab(): LabTab {
  const chosen = useSession((session) => session.labTab);
  return useDocument(({ document }) => labTabOf(document, chosen));
}
