import {
  type Analysis,
  describe,
  estimatorRefusal,
  nameToUnicode,
  nodeLatex,
  setNodePlan,
  type Violation,
} from '../../engine';
import { edit } from '../../state/document/document';
import { say } from '../../state/shell/messages';
import { highlighting } from '../../state/shell/session';
import { useDiagnostics } from '../results/useDiagnostics';
import { Button } from '../ui/Button';
import { Section } from '../ui/Section';
import { Tex } from '../ui/Tex';
import { DesignBias } from './DesignBias';
import styles from './MathPanel.module.css';

const SHOWN = 4;

/** Condition 1 for the active plan, in words: that it holds, or which edge breaks it and what mends it. */
export function ConditionVerdict({ analysis }: { analysis: Analysis }) {
  const { violations } = analysis;
  const latex = nodeLatex(analysis.graph);
  // What a plan asks for and cannot have says nothing of the graph's formulas.
  const broken = useDiagnostics().find(
    ({ severity, nodes, plan }) => severity === 'error' && nodes?.length && plan === undefined,
  );
  if (violations.length === 0 && broken)
    return (
      <Section title="Condition 1">
        <p className={styles.verdict}>
          <strong>undecided</strong> as long as a node is at fault: {broken.message}
        </p>
      </Section>
    );
  if (violations.length === 0) {
    const parameters = analysis.structure.document.nodes.flatMap(({ kind, name }) =>
      kind === 'parameter' ? [name] : [],
    );
    return (
      <Section title="Condition 1">
        <p className={styles.verdict}>
          <strong className="good">holds</strong> every edge that{' '}
          <Tex
            latex={
              parameters.slice(0, SHOWN).map(latex).join(', ') +
              (parameters.length > SHOWN ? ', \\ldots' : '')
            }
          />{' '}
          {parameters.length > 1 ? 'reach' : 'reaches'} deterministically is differentiable
        </p>
        <Meeting analysis={analysis} />
        <DesignBias analysis={analysis} />
      </Section>
    );
  }
  return (
    <Section title="Condition 1">
      <ul className={styles.violations}>
        {violations.slice(0, SHOWN).map((violation) => (
          <ViolationWords
            key={`${violation.parameter} ${violation.edge.join(' ')}`}
            violation={violation}
            analysis={analysis}
          />
        ))}
      </ul>
      {violations.length > SHOWN && (
        <p className={`quiet ${styles.note}`}>and {violations.length - SHOWN} more, red on the canvas</p>
      )}
      <Meeting analysis={analysis} />
      <DesignBias analysis={analysis} />
    </Section>
  );
}

/** What looks like a jump and is none. */
function Meeting({ analysis }: { analysis: Analysis }) {
  const latex = nodeLatex(analysis.rewritten);
  return analysis.meeting.slice(0, SHOWN).map(({ edge: [from, to], culprit, below }) => (
    <p key={`${from} ${to}`} className={`quiet ${styles.note}`} {...highlighting([from, to])}>
      <code>{culprit}</code> in <Tex latex={latex(to)} /> {below ? 'jumps, but what' : 'makes no jump:'}{' '}
      <Tex latex={latex(to)} /> {below ? 'feeds ' : ''}is continuous there as <Tex latex={latex(from)} />{' '}
      moves.
    </p>
  ));
}

function hint({ kind, edge }: Violation, { graph }: Analysis): string {
  if (kind === 'function') return 'Replace it by something continuous.';
  if (kind === 'edge') return 'Keep its value inside the support.';
  if (kind === 'weak') return 'Take the score function there.';
  const node = graph.nodes.get(edge[1])?.source;
  const hasPath = node?.kind === 'stochastic' && estimatorRefusal(node, 'pathwise') === undefined;
  return hasPath ? 'Make it pathwise, or fix its ends.' : 'Fix its ends.';
}

function ViolationWords({ violation, analysis }: { violation: Violation; analysis: Analysis }) {
  const { parameter, edge, culprit, kind, sure, mend } = violation;
  const before = nodeLatex(analysis.rewritten);
  const [from, to] = edge;
  const score = (name: string) => {
    const refused = edit((document) =>
      setNodePlan(document, analysis.plan.name, name, { estimator: 'score' }),
    );
    if (refused) say(describe(refused).message, { tone: 'error', detail: describe(refused).hint });
  };
  return (
    <li className={styles.verdict} {...highlighting(edge)}>
      <strong className={sure ? 'error' : 'warning'}>{sure ? 'violated' : 'undecided'}</strong>{' '}
      <Tex latex={before(parameter)} /> reaches <Tex latex={`${before(from)}\\to ${before(to)}`} />{' '}
      deterministically,{' '}
      {kind === 'function' && (
        <>
          but <code>{culprit}</code> {sure ? 'jumps there: the plan' : 'may jump there: if so, the plan'}{' '}
          misses the jump, and is biased.
        </>
      )}
      {kind === 'edge' && (
        <>
          but <code>{culprit}</code> {sure ? 'jumps' : 'may jump'} at the edge of its support:{' '}
          {sure ? 'the plan' : 'if so, the plan'} misses the jump, and is biased.
        </>
      )}
      {kind === 'support' && (
        <>
          but the support of {culprit} moves with it: the score function misses what happens at its ends, and
          is biased.
        </>
      )}
      {kind === 'weak' && (
        <>
          but no weak derivative in the {culprit} is known here: the plan misses that part of the gradient,
          and is biased.
        </>
      )}{' '}
      {mend.length === 0 && hint(violation, analysis)}
      {mend.length > 0 && (
        <span className={`flow ${styles.mends}`}>
          {mend.slice(0, SHOWN).map((name) => (
            <Button
              key={name}
              small
              aria-label={`Score ${nameToUnicode(name)} instead`}
              onClick={() => score(name)}
            >
              Score <Tex latex={nodeLatex(analysis.graph)(name)} /> instead
            </Button>
          ))}
        </span>
      )}
    </li>
  );
}
