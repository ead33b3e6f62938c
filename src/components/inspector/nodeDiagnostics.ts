import { useMemo } from 'react';
import type { Diagnostic } from '../../engine';
import { diagnosticsOf } from '../../state/derived';
import { useDocument } from '../../state/document';
import { useRun } from '../../state/run';

/** What is wrong with a node: found in its text, or met while running it. */
export function useNodeDiagnostics(name: string): readonly Diagnostic[] {
  const written = useDocument((state) => diagnosticsOf(state.document));
  const met = useRun((run) => run.diagnostics);
  return useMemo(() => {
    const seen = new Map<string, Diagnostic>();
    for (const diagnostic of [...written, ...met]) {
      if (diagnostic.nodes?.[0] === name && diagnostic.plan === undefined)
        seen.set(`${diagnostic.code} ${diagnostic.field} ${diagnostic.message}`, diagnostic);
    }
    return [...seen.values()];
  }, [written, met, name]);
}

/** Those about one field. */
export function inField(diagnostics: readonly Diagnostic[], field: string): readonly Diagnostic[] {
  return diagnostics.filter((diagnostic) => diagnostic.field === field);
}
