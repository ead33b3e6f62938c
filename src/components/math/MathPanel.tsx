import { useMemo, useState } from 'react';
import {
  type Analysis,
  costGroups,
  type Document,
  definitionsLatex,
  estimatorLatexText,
  type Form,
  gamesOf,
  modelOf,
  nameToUnicode,
  nodeLatex,
  objectiveLatex,
  surrogateLatex,
  theorem1Latex,
} from '../../engine';
import { activePlan, analysisOf, meaningOf } from '../../state/document/derived';
import { currentDocument, useDocument } from '../../state/document/document';
import { isCompared } from '../../state/document/trainable';
import { say } from '../../state/shell/messages';
import { highlighting, selectNodes, useSession } from '../../state/shell/session';
import { Button } from '../ui/Button';
import { Guard } from '../ui/Guard';
import { Section } from '../ui/Section';
import { Segmented } from '../ui/Segmented';
import { Tex } from '../ui/Tex';
import { useShortened } from '../ui/useShortened';
import { ConditionVerdict } from './ConditionVerdict';
import { FormulaView } from './FormulaView';
import styles from './MathPanel.module.css';

/** Parameters whose estimators are written out; of more, the one in view is. */
const WRITTEN_OUT = 3;
/** Where none is in view, so many are. */
const MOST_FORMULAS = 12;

/** The derivation for the active plan: objective, estimator, surrogate loss, and whether Condition 1 holds. */
export function MathPanel() {
  const document = useDocument((state) => meaningOf(state.document));
  const chosen = useSession((session) => session.plan);
  const plan = activePlan(document, chosen);
  const analysis = analysisOf(document, plan);
  if (!analysis || document.nodes.length === 0) return null;
  const has = (kind: string) => document.nodes.some((node) => node.kind === kind);
  if (!has('cost')) return null;
  return (
    <>
      <Guard part="The objective">
        <Objective analysis={analysis} />
      </Guard>
      {has('parameter') && (
        <>
          <Guard part="The gradient estimator">
            <Estimators analysis={analysis} />
          </Guard>
          <Guard part="The surrogate loss">
            <Surrogates analysis={analysis} />
          </Guard>
          <Guard part="Condition 1">
            <ConditionVerdict analysis={analysis} />
          </Guard>
        </>
      )}
      <Guard part="The list of nodes">
        <Definitions document={document} />
      </Guard>
    </>
  );
}

interface Derived {
  readonly analysis: Analysis;
}

function Objective({ analysis }: Derived) {
  const formulas = useMemo(() => {
    const games = gamesOf(analysis.structure.document);
    const latex = nodeLatex(analysis.rewritten);
    if (games.length < 2) return [{ key: '', head: undefined, formula: objectiveLatex(analysis) }];
    return games.slice(0, MOST_FORMULAS).map(({ parameters, costs }) => ({
      // Names differ where labels need not.
      key: parameters.join(' '),
      head: `J_{${parameters.slice(0, MOST_FORMULAS).map(latex).join(',')}${parameters.length > MOST_FORMULAS ? ',\\ldots' : ''}} =`,
      formula: objectiveLatex(analysis, costs),
    }));
  }, [analysis]);
  const count = useMemo(() => gamesOf(analysis.structure.document).length, [analysis]);
  const copy = async () => {
    const text = estimatorLatexText(modelOf(currentDocument()), analysis.plan);
    try {
      await navigator.clipboard.writeText(text);
      say('LaTeX of the derivation copied', {
        detail: 'objective, estimator, surrogate loss and definitions',
      });
    } catch {
      say('The browser did not allow copying', { tone: 'error' });
    }
  };
  return (
    <Section
      title="Objective"
      aside={
        <Button look="quiet" small onClick={copy} title="Copy the whole derivation">
          Copy LaTeX
        </Button>
      }
    >
      {formulas.map(({ key, head, formula }) => (
        <FormulaView key={key} formula={formula} {...(head ? { head } : {})} />
      ))}
      <FirstOf shown={formulas.length} count={count} what="objectives" />
    </Section>
  );
}

interface FirstOfProps {
  readonly shown: number;
  readonly count: number;
  readonly what: string;
}

/** Of very many formulas, which are shown. */
function FirstOf({ shown, count, what }: FirstOfProps) {
  if (count <= MOST_FORMULAS) return null;
  return (
    <p className={`quiet ${styles.note}`}>
      The first {shown} of {count} {what}.
    </p>
  );
}

function Estimators({ analysis }: Derived) {
  const [form, setForm] = useState<Form>('score-times-downstream');
  const wished = useSession((session) => session.coordinate?.parameter);
  const latex = nodeLatex(analysis.rewritten);
  const { formulas, count } = useMemo(() => {
    const { document } = analysis.structure;
    const all = document.nodes.flatMap(({ kind, name }) => (kind === 'parameter' ? [name] : []));
    const inView = all.filter((name) => name === wished);
    const isOfOne = isCompared(document) && all.length > WRITTEN_OUT;
    const shown = !isOfOne ? all.slice(0, MOST_FORMULAS) : inView.length > 0 ? inView : all.slice(0, 1);
    return {
      count: all.length,
      formulas: shown.map((name) => ({ name, formula: theorem1Latex(analysis, name, form) })),
    };
  }, [analysis, form, wished]);
  return (
    <Section
      title="Gradient estimator · Theorem 1"
      aside={
        <Segmented
          label="Form of Theorem 1"
          small
          value={form}
          onChange={setForm}
          options={[
            {
              value: 'score-times-downstream',
              label: 'by score',
              hint: 'each score times its downstream costs',
            },
            { value: 'cost-times-scores', label: 'by cost', hint: 'each cost times the scores above it' },
          ]}
        />
      }
    >
      {formulas.map(({ name, formula }) => (
        <FormulaView
          key={name}
          formula={formula}
          {...(count > 1 ? { head: `\\hat g_{${latex(name)}} =` } : {})}
        />
      ))}
      {formulas.length < count && (
        <p className={`quiet ${styles.note}`}>
          {formulas.length === 1
            ? `One of ${count} parameters; choose another one in the lab, under “gradient in”.`
            : `The first ${formulas.length} of ${count} parameters.`}
        </p>
      )}
    </Section>
  );
}

function Surrogates({ analysis }: Derived) {
  const { formulas, count } = useMemo(() => {
    const groups = costGroups(analysis.structure.document).filter((group) => group.costs.length > 0);
    return {
      count: groups.length,
      formulas: groups
        .slice(0, MOST_FORMULAS)
        .map((group) => ({ key: group.parameters.join(' '), formula: surrogateLatex(analysis, group) })),
    };
  }, [analysis]);
  return (
    <Section title="Surrogate loss">
      {formulas.map(({ key, formula }) => (
        <FormulaView key={key} formula={formula} />
      ))}
      <FirstOf shown={formulas.length} count={count} what="losses" />
    </Section>
  );
}

function Definitions({ document }: { readonly document: Document }) {
  const definitions = useMemo(() => definitionsLatex(modelOf(document)), [document]);
  const hovered = useSession((session) => session.hovered);
  const { shown, more } = useShortened(definitions, 'nodes');
  return (
    <Section title="Nodes">
      <ul className={styles.definitions}>
        {shown.map(({ node, latex, missing }) => (
          <li key={node}>
            <button
              type="button"
              aria-label={nameToUnicode(node)}
              className={`entry ${styles.definition} ${hovered === node ? styles.marked : ''}`}
              {...highlighting([node])}
              onClick={() => selectNodes([node])}
            >
              <Tex latex={latex} />
              {missing && <span className="quiet">by default</span>}
            </button>
          </li>
        ))}
      </ul>
      {more}
    </Section>
  );
}
