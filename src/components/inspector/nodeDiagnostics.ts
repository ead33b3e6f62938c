import { useMemo } from 'react';
import type { Diagnostic } from '../../engine';
import { useDiagnostics } from '../results/useDiagnostics';

/** What is wrong with a node itself. */
export function useNodeDiagnostics(name: string): readonly Diagnostic[] {
  const diagnostics = useDiagnostics();
  return useMemo(
    () => diagnostics.filter(({ nodes, plan }) => nodes?.[0] === name && plan === undefined),
    [diagnostics, name],
  );
}

/** Those about one field. */
export function inField(diagnostics: readonly Diagnostic[], field: string): readonly Diagnostic[] {
  return diagnostics.filter((diagnostic) => diagnostic.field === field);
}
