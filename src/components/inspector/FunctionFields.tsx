import {
  type CostNode,
  type DeterministicNode,
  type Document,
  labelOf,
  parentsOf,
  updateNode,
} from '../../engine';
import { attemptOrSay } from '../ui/attempt';
import { Tex } from '../ui/Tex';
import { ExpressionField } from './ExpressionField';
import { Field } from './Field';
import styles from './Fields.module.css';
import { inField, useNodeDiagnostics } from './nodeDiagnostics';
import { useExpressions } from './useExpressions';

interface FieldsProps<N> {
  readonly node: N;
  readonly document: Document;
}

export function DeterministicFields({ node, document }: FieldsProps<DeterministicNode>) {
  return <Formula node={node} document={document} />;
}

/** A cost has a formula, and parameters that descend it. */
export function CostFields({ node, document }: FieldsProps<CostNode>) {
  return (
    <>
      <Formula node={node} document={document} />
      <Trains node={node} document={document} />
    </>
  );
}

function Formula({ node, document }: FieldsProps<DeterministicNode | CostNode>) {
  const { names, nameLatex, type, leave, cancel, begin, mendOf } = useExpressions(node, document);
  const diagnostics = inField(useNodeDiagnostics(node.name), 'expression');
  const text = node.expression ?? '';
  const sum = parentsOf(node).join(' + ') || '0';
  return (
    <ExpressionField
      label="Expression"
      text={text}
      placeholder={node.kind === 'cost' ? `(${sum})^2` : sum}
      names={names}
      nameLatex={nameLatex}
      latexHead={`${labelOf(node)} =`}
      diagnostics={diagnostics}
      mendOf={mendOf(text)}
      onChange={(next, caret) => type({ expression: next.trim() === '' ? undefined : next }, next, caret)}
      onStart={begin}
      onEnd={leave}
      onCancel={cancel}
    />
  );
}

/** Which parameters descend the cost: all, unless some are left out. */
function Trains({ node, document }: FieldsProps<CostNode>) {
  const parameters = document.nodes.filter(({ kind }) => kind === 'parameter');
  const diagnostics = inField(useNodeDiagnostics(node.name), 'trains');
  if (parameters.length === 0) return null;
  const trained = new Set(node.trains ?? parameters.map(({ name }) => name));
  const toggle = (name: string) => {
    const next = parameters
      .map((parameter) => parameter.name)
      .filter((other) => trained.has(other) !== (other === name));
    const trains = next.length === parameters.length ? undefined : next;
    attemptOrSay((before) => updateNode(before, node.name, { trains }));
  };
  return (
    <Field group label="Trains" diagnostics={diagnostics}>
      {({ id }) => (
        <fieldset id={id} className={`flow ${styles.checks}`} aria-label="Parameters that this cost trains">
          {parameters.map((parameter) => (
            <label key={parameter.name}>
              <input
                type="checkbox"
                checked={trained.has(parameter.name)}
                onChange={() => toggle(parameter.name)}
                aria-label={parameter.name}
              />
              <Tex latex={labelOf(parameter)} />
            </label>
          ))}
        </fieldset>
      )}
    </Field>
  );
}
