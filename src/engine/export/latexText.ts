import { analyse } from '../analysis/analyse';
import type { Analysis, Violation } from '../analysis/contract';
import { namesOfKind } from '../analysis/graph';
import { costGroups, gamesOf } from '../compile/groups';
import type { Plan } from '../document/types';
import type { Model } from '../model/model';
import { type Formula, formulaText } from './formula';
import { objectiveLatex, surrogateLatex, theorem1Latex } from './latex';
import { definitionsLatex } from './latexDefinitions';
import { nodeLatex } from './latexNames';

const NEXT_LINE = ' \\\\\n';

/**
 * A plan's derivation as LaTeX to paste (package amsmath): objective, estimator of every parameter for one sample,
 * surrogate losses and definitions of the nodes, each in its `align*`. Takes a document that passed its checks; throws
 * a FindingError for a cycle.
 */
export function estimatorLatexText(model: Model, plan: Plan): string {
  const analysis = analyse(model, plan);
  const latex = nodeLatex(analysis.rewritten);
  const estimators = namesOfKind(analysis.rewritten, 'parameter').map((parameter) =>
    aligned(`\\hat{g}_{${latex(parameter)}}=`, theorem1Latex(analysis, parameter, 'score-times-downstream')),
  );
  const surrogates = costGroups(model.document).map((group) => aligned('', surrogateLatex(analysis, group)));
  const definitions = definitionsLatex(model).map(({ latex: text }) =>
    text.replace(/ (=|\\sim|\\in) /, ' &$1 '),
  );
  return [
    block('Objective', objectives(analysis)),
    block('Gradient estimator (Theorem 1), for one sample', estimators, analysis.violations.map(warning)),
    block('Surrogate loss: its gradient is the estimator', surrogates),
    block('Nodes', definitions),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

/** One, or in a game one for every player. */
function objectives(analysis: Analysis): string[] {
  const games = gamesOf(analysis.structure.document);
  const latex = nodeLatex(analysis.rewritten);
  if (games.length < 2) return [aligned('J=', objectiveLatex(analysis))];
  return games.map(({ parameters, costs }) =>
    aligned(`J_{${parameters.map(latex).join(',')}}=`, objectiveLatex(analysis, costs)),
  );
}

/** A formula whose lines stand below one another, aligned at its first relation. */
function aligned(head: string, formula: Formula): string {
  return (head + formulaText(formula, `${NEXT_LINE}&\\quad `)).replace('=', '&=');
}

function block(title: string, rows: readonly string[], remarks: readonly string[] = []): string {
  if (rows.length === 0) return '';
  const comments = [title, ...remarks].map((line) => `% ${line}\n`).join('');
  return `${comments}\\begin{align*}\n${rows.join(NEXT_LINE)}\n\\end{align*}\n`;
}

function warning({ parameter, edge: [from, to], culprit, sure }: Violation): string {
  return sure
    ? `Condition 1 fails for ${parameter}: ${to} is not differentiable in ${from} (${culprit}), so this is biased`
    : `Condition 1 may fail for ${parameter}: ${to} may jump in ${from} (${culprit}), and this would then be biased`;
}
