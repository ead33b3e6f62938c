import {
  type Allowance,
  checkGraph,
  type Diagnostic,
  type Document,
  decodeShare,
  describe,
  type Finding,
  messageOf,
  modelOf,
  parseDraftText,
  parseFragment,
  withDefaultPlans,
  withDensityEdges,
} from '../engine';
import { findPreset } from '../presets/registry';
import { UsageError } from './usage';

/** The best constants of a plan are worked out for so long of the processor, whatever else is going on. */
export const BEST_CONSTANTS: Allowance = {
  seconds: 5,
  now: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

export interface ReadDocument {
  /** Missing where a diagnostic is an error. Has the default plans where it has none of its own. */
  readonly document: Document | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a document from a file, standard input (`-`) or a share link, and checks it. */
export function readDocument(file: string, read: (file: string) => string): ReadDocument {
  const { document, findings } = isLink(file) ? fromLink(file) : parseDraftText(textOf(file, read));
  const diagnostics = findings.map(describe);
  if (!document) return { document: undefined, diagnostics };
  const complete = withDefaultPlans(withDensityEdges(document));
  const all = [...diagnostics, ...checkGraph(modelOf(complete), BEST_CONSTANTS)];
  return {
    document: all.some(({ severity }) => severity === 'error') ? undefined : complete,
    diagnostics: all,
  };
}

/** The graph that a link holds, or the example that it names. */
function fromLink(link: string): { readonly document?: Document; readonly findings: readonly Finding[] } {
  const fragment = parseFragment(link);
  if (fragment.kind !== 'preset') return decodeShare(link);
  const preset = findPreset(fragment.id);
  return preset
    ? { document: preset.document, findings: [] }
    : { findings: [{ code: 'no-example', facts: { id: fragment.id } }] };
}

function isLink(file: string): boolean {
  return file.startsWith('#') || /^[a-z]+:\/\/.*#/.test(file);
}

/** The text of a file; throws a UsageError where it cannot be read. */
export function textOf(file: string, read: (file: string) => string): string {
  try {
    return read(file);
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${messageOf(error)}`);
  }
}
