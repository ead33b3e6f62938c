import { useMemo } from 'react';
import type { Diagnostic } from '../../engine';
import { diagnosticsOf } from '../../state/document/derived';
import { useDocument } from '../../state/document/document';
import { useRun } from '../../state/run/run';

/** What is wrong with the document: found in its text, or met while running it; each once. */
export function useDiagnostics(): readonly Diagnostic[] {
  const written = useDocument((state) => diagnosticsOf(state.document));
  const met = useRun((run) => run.diagnostics);
  return useMemo(() => {
    const seen = new Map<string, Diagnostic>();
    for (const diagnostic of [...written, ...met]) {
      const { code, nodes, plan, field, message } = diagnostic;
      seen.set(JSON.stringify([code, nodes, plan, field, message]), diagnostic);
    }
    return [...seen.values()];
  }, [written, met]);
}
