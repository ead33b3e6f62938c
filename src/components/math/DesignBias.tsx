import { type Analysis, type NodePlan, nodeLatex, type ScoreFactor, scoreFactor } from '../../engine';
import { highlighting } from '../../state/shell/session';
import { Tex } from '../ui/Tex';
import styles from './MathPanel.module.css';

/** What makes a plan biased whatever the graph: estimators that differentiate something else, and scaled ones. */
export function DesignBias({ analysis }: { analysis: Analysis }) {
  const latex = nodeLatex(analysis.graph);
  const biases = Object.entries(analysis.plan.nodes).flatMap(([name, entry]) => {
    const words = biasWords(entry);
    return words === undefined || !analysis.graph.nodes.has(name) ? [] : [{ name, words }];
  });
  if (biases.length === 0) return null;
  return (
    <ul className={styles.violations}>
      {biases.map(({ name, words }) => (
        <li key={name} className={styles.verdict} {...highlighting([name])}>
          <strong className="error">biased by design</strong> <Tex latex={latex(name)} /> {words}
        </li>
      ))}
    </ul>
  );
}

function biasWords(entry: NodePlan): string | undefined {
  switch (entry.estimator) {
    case 'concrete':
      return 'is a relaxed draw: this is the exact gradient of another objective, closer the lower the temperature.';
    case 'straightThrough':
      return 'lets the derivative through as if its draw were its mean.';
    case 'straightThroughGumbel':
      return 'lets the derivative through the relaxed draw that it is rounded from.';
    case 'score':
      return FACTOR_WORDS[scoreFactor(entry)];
    case 'pathwise':
    case 'measureValued':
    case 'enumerate':
      return undefined;
  }
}

const FACTOR_WORDS: Readonly<Record<ScoreFactor, string | undefined>> = {
  plain: undefined,
  normalized: 'is scaled: its score is divided by a running deviation where that is above 1.',
  ranked:
    'is ranked: this is the gradient of another objective, the chance that a draw costs more than one of today\u2019s, and says nothing of how much more.',
};
