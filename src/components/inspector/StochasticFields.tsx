import { useMemo } from 'react';
import {
  argsGivenBy,
  DISTRIBUTION_ARGS,
  DISTRIBUTIONS,
  type DistributionName,
  type Document,
  isWeighting,
  modelOf,
  type NodeDensity,
  nodeDensity,
  PATHWISE,
  parentsOf,
  type StochasticNode,
  type Support,
  updateNode,
} from '../../engine';
import { meaningOf } from '../../state/document/derived';
import { attemptOrSay } from '../ui/attempt';
import { MenuButton } from '../ui/Menu';
import { formatNumber } from '../ui/numbers';
import { Segmented } from '../ui/Segmented';
import { Tex } from '../ui/Tex';
import { DensityPicture } from './DensityPicture';
import { DraftField } from './DraftField';
import { ExpressionField } from './ExpressionField';
import { Field } from './Field';
import styles from './Fields.module.css';
import { inField, useNodeDiagnostics } from './nodeDiagnostics';
import { shapeToText, textToShape } from './tensorText';
import { useExpressions } from './useExpressions';

interface FieldsProps {
  readonly node: StochasticNode;
  readonly document: Document;
}

const NAMES = Object.keys(DISTRIBUTION_ARGS).filter(
  (name): name is DistributionName => name in DISTRIBUTION_ARGS,
);

/** The distribution of a stochastic node, drawn at its current arguments, and the expressions of these. */
export function StochasticFields({ node, document }: FieldsProps) {
  const meaning = meaningOf(document);
  const density = useMemo(() => nodeDensity(modelOf(meaning), node.name), [meaning, node.name]);
  return (
    <>
      <DistributionField node={node} density={density} />
      {node.distribution ? (
        <Arguments node={node} document={document} density={density} distribution={node.distribution} />
      ) : (
        <p className={`quiet ${styles.note}`}>
          By default Normal({parentsOf(node).join(' + ') || '0'}, 1). Choose a distribution to set its
          arguments.
        </p>
      )}
      <ShapeField node={node} />
    </>
  );
}

function DistributionField({ node, density }: { node: StochasticNode; density: NodeDensity | undefined }) {
  const name = node.distribution ?? 'Normal';
  const distribution = DISTRIBUTIONS[name];
  const diagnostics = useNodeDiagnostics(node.name);
  const choose = (next: DistributionName | undefined) =>
    attemptOrSay((document) => updateNode(document, node.name, { distribution: next }));
  return (
    <Field
      group
      label="Distribution"
      diagnostics={[...inField(diagnostics, 'distribution'), ...inField(diagnostics, 'args')]}
    >
      {() => (
        <>
          <MenuButton
            label="Distribution"
            entries={[
              ...NAMES.map((other) => ({
                label: other,
                detail: PATHWISE.has(other) ? 'pathwise or score' : 'score only',
                checked: node.distribution === other,
                onChoose: () => choose(other),
              })),
              'line' as const,
              {
                label: 'None: Normal around the parents’ sum',
                checked: node.distribution === undefined,
                onChoose: () => choose(undefined),
              },
            ]}
          >
            {name}
            <svg
              width="10"
              height="6"
              viewBox="0 0 10 6"
              fill="none"
              stroke="currentColor"
              aria-hidden="true"
            >
              <path d="m1 1 4 4 4-4" />
            </svg>
          </MenuButton>
          {density ? (
            <DensityPicture density={density} name={node.name} />
          ) : (
            <p className={`quiet ${styles.note}`}>No picture: its arguments cannot be evaluated yet.</p>
          )}
          <div className={`scrolls ${styles.formulas}`}>
            <Tex latex={distribution.latex.sampler} />
            <span>
              {supportWords(distribution.support)}
              {PATHWISE.has(name) ? '' : '; no differentiable path'}
            </span>
          </div>
        </>
      )}
    </Field>
  );
}

interface ArgumentsProps extends FieldsProps {
  readonly density: NodeDensity | undefined;
  readonly distribution: DistributionName;
}

function Arguments({ node, document, density, distribution }: ArgumentsProps) {
  const expressions = useExpressions(node, document);
  const diagnostics = useNodeDiagnostics(node.name);
  const alternatives: readonly (readonly string[])[] = DISTRIBUTION_ARGS[distribution];
  const given = Object.keys(node.args ?? {});
  const current =
    alternatives.find((names) => names.some((name) => given.includes(name))) ?? alternatives[0] ?? [];
  return (
    <>
      {alternatives.length > 1 && (
        <Field group label="Given by">
          {() => (
            <Segmented
              label="Arguments"
              small
              value={current.join(', ')}
              options={alternatives.map((names) => ({ value: names.join(', '), label: names.join(', ') }))}
              onChange={(value) => {
                if (!isWeighting(value)) return;
                attemptOrSay((before) => updateNode(before, node.name, { args: argsGivenBy(node, value) }));
              }}
            />
          )}
        </Field>
      )}
      {current.map((arg) => {
        const text = ownText(node, arg);
        const at = density?.args[arg];
        return (
          <ExpressionField
            key={arg}
            label={arg}
            aside={
              at && (
                <span className="tabular" title="with everything above it at its mean">
                  now {at.slice(0, 4).map(formatNumber).join(', ')}
                  {at.length > 4 ? ', …' : ''}
                </span>
              )
            }
            text={text}
            names={expressions.names}
            nameLatex={expressions.nameLatex}
            latexHead={`\\mathrm{${arg.replace(/\d/g, '_$&')}} =`}
            diagnostics={inField(diagnostics, `args.${arg}`)}
            mendOf={expressions.mendOf(text)}
            onChange={(next, caret) => expressions.type({ args: { ...node.args, [arg]: next } }, next, caret)}
            onStart={expressions.begin}
            onEnd={expressions.leave}
            onCancel={expressions.cancel}
          />
        );
      })}
    </>
  );
}

function ownText(node: StochasticNode, arg: string): string {
  return node.args && Object.hasOwn(node.args, arg) ? (node.args[arg] ?? '') : '';
}

/** How many independent copies are drawn, by axis. */
function ShapeField({ node }: { node: StochasticNode }) {
  return (
    <DraftField
      label="Shape (independent copies)"
      node={node.name}
      text={shapeToText(node.shape)}
      placeholder="same as the arguments"
      diagnostics={inField(useNodeDiagnostics(node.name), 'shape')}
      read={textToShape}
    />
  );
}

const WORDS: Readonly<Record<Support, string>> = {
  real: 'on the real line',
  positive: 'on the positive numbers',
  unitInterval: 'between 0 and 1',
  interval: 'on an interval',
  naturals: 'on 0, 1, 2, …',
  counts: 'on 0, 1, 2, … up to the total count',
  boolean: '0 or 1',
  signs: '−1 or 1',
  index: 'an index, from 0',
  oneHot: 'a unit vector',
  simplex: 'a vector of shares of 1',
  realVector: 'a vector of real numbers',
};

/** Where a draw lies, in words. */
function supportWords(support: Support): string {
  return WORDS[support];
}
