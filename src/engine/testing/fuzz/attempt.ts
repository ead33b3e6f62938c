import { analyse } from '../../analysis/analyse';
import { withDensityEdges } from '../../analysis/densityEdges';
import { checkGraph } from '../../check/check';
import { feedsOf } from '../../compile/feeds';
import { compilePlans } from '../../compile/plan';
import { readOwnData } from '../../data/ownData';
import { FindingError } from '../../diagnostics/types';
import { describe, isError } from '../../diagnostics/words';
import { type ParsedDocument, parseDraftText } from '../../document/parse';
import { withDefaultPlans } from '../../document/planEdits';
import { serializeDocument } from '../../document/serialize';
import type { Document } from '../../document/types';
import { exactTruth } from '../../exact/truth';
import { prepareReference } from '../../executors/reference/reference';
import { refuseWork } from '../../executors/reference/work';
import { estimatorLatexText } from '../../export/latexText';
import { completionsAt, signatureAt } from '../../expression/completion';
import { toLatex } from '../../expression/latex';
import { parse } from '../../expression/parse';
import { modelOf } from '../../model/model';
import { decodeShare, encodeShare } from '../../share/share';
import type { Input } from './inputs';

/** How far an input got: refused, with an error of its own, or run. */
export type Ending = 'refused' | 'faulty' | 'ran';

/**
 * Reads an input as the lab does, and does with it all that the lab would do. Throws where anything goes wrong that is not
 * told in words. Files of parameters are read above the engine: see `bench/fuzz`.
 */
export async function attempt(input: Input): Promise<Ending> {
  switch (input.kind) {
    case 'link':
      return opened(decodeShare(input.text));
    case 'document':
      return opened(parseDraftText(input.text));
    case 'expression': {
      completionsAt(input.text, input.text.length, ['x', 'theta']);
      signatureAt(input.text, input.text.length);
      const { tree, finding } = parse(input.text);
      if (finding) describe(finding);
      else toLatex(tree, () => 'x');
      return tree ? 'ran' : 'refused';
    }
    case 'table':
      return 'fault' in (await readOwnData(input.bytes)) ? 'refused' : 'ran';
    case 'parameters':
      return 'refused';
  }
}

function opened({ document, findings }: ParsedDocument): Ending {
  findings.map(describe);
  if (!document) return 'refused';
  const complete = withDefaultPlans(withDensityEdges(document));
  const again = parseDraftText(serializeDocument(document));
  if (!again.document) throw new Error('what was opened and saved cannot be opened again');
  encodeShare(complete);
  try {
    return worked(complete, findings.some(isError));
  } catch (error) {
    if (!(error instanceof FindingError)) throw error;
    error.findings.map(describe);
    return 'faulty';
  }
}

function worked(document: Document, isFaulty: boolean): Ending {
  const model = modelOf(document);
  const errors = checkGraph(model, { seconds: 0.2, now: () => performance.now() }).filter(
    ({ severity }) => severity === 'error',
  );
  const [plan] = document.plans;
  if (plan) {
    analyse(model, plan);
    estimatorLatexText(model, plan);
  }
  if (isFaulty || errors.length > 0) return 'faulty';
  const feeds = feedsOf(document);
  const plans = compilePlans(model);
  refuseWork(plans.map(({ plan: { name }, compiled }) => ({ name, program: compiled.program })));
  for (const { compiled } of plans.slice(0, 2))
    if (compiled.optima.length === 0)
      prepareReference(compiled.program).runNow({ seed: 1, first: 0, count: 2, feeds, raw: 2 });
  exactTruth(model, document.plans.slice(0, 1), feeds, { seconds: 0.2 });
  return 'ran';
}
