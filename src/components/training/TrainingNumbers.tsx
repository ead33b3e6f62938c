import { type Document, labelOf, type PlanTraining } from '../../engine';
import { activePlan, planIndex } from '../../state/document/derived';
import { choosePlan, useSession } from '../../state/shell/session';
import table from '../results/NumberTable.module.css';
import { formatCount, formatNumber } from '../ui/numbers';
import { Swatch } from '../ui/Swatch';
import { Tex } from '../ui/Tex';
import { useShortened } from '../ui/useShortened';
import { shownParameter, trainedParametersOf } from './shownParameter';
import { useSlowTraining } from './slowTraining';
import styles from './TrainingNumbers.module.css';

/** What the figures show, in numbers: a row a plan, and a row a layer of the active plan's parameters. */
export function TrainingNumbers({ document }: { readonly document: Document }) {
  const { snapshot } = useSlowTraining();
  const hidden = useSession((session) => session.hiddenPlans);
  const chosen = useSession((session) => session.plan);
  const wished = useSession((session) => session.trainedParameter);
  const active = activePlan(document, chosen).name;
  const plans = (snapshot?.plans ?? []).filter(({ plan }) => !hidden.has(plan));
  const shown = plans.find(({ plan }) => plan === active) ?? plans[0];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={`flow ${styles.numbers}`} tabIndex={0} aria-label="Training in numbers">
      <PlanTable
        document={document}
        plans={plans}
        active={shown?.plan}
        parameter={shownParameter(document, wished)}
      />
      {shown && <LayerTable document={document} plan={shown} />}
    </section>
  );
}

interface PlanTableProps {
  readonly document: Document;
  readonly plans: readonly PlanTraining[];
  readonly active: string | undefined;
  readonly parameter: string | undefined;
}

function PlanTable({ document, plans, active, parameter }: PlanTableProps) {
  return (
    <table className={`${table.table} ${styles.table}`}>
      <thead>
        <tr>
          <th scope="col">plan</th>
          <th scope="col">steps</th>
          <th scope="col">cost</th>
          <th scope="col">held out</th>
          <th scope="col" title="Euclidean norm of the mean gradient of all parameters">
            gradient
          </th>
          <th scope="col" title="Total variance of one estimate, one sample, at the present parameters">
            variance
          </th>
        </tr>
      </thead>
      <tbody>
        {plans.map((plan) => (
          <tr key={plan.plan} data-active={plan.plan === active}>
            <th scope="row">
              <button
                type="button"
                aria-pressed={plan.plan === active}
                title="Show the pictures and layers of this plan"
                onClick={() => choosePlan(plan.plan)}
              >
                <Swatch plan={planIndex(document, plan.plan)} />
                {plan.plan}
              </button>
            </th>
            <td>{plan.divergence ? <span className="error">stopped</span> : formatCount(plan.steps)}</td>
            <td>{formatNumber(last(plan.curve.cost))}</td>
            <td>{formatNumber(last(plan.curve.heldOut))}</td>
            <td>{formatNumber(last(plan.curve.gradientNorm))}</td>
            <td>
              {formatNumber(
                plan.parameters.find((entry) => entry.parameter === parameter)?.totalVariance ?? Number.NaN,
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LayerTable({ document, plan }: { readonly document: Document; readonly plan: PlanTraining }) {
  const parameters = new Map(trainedParametersOf(document).map((node) => [node.name, node]));
  const { shown, more } = useShortened(plan.parameters, 'parameters');
  return (
    <>
      <table className={`${table.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">
              <Swatch plan={planIndex(document, plan.plan)} label={plan.plan} />
              layer
            </th>
            <th scope="col">size</th>
            <th scope="col">norm</th>
            <th
              scope="col"
              title="Norm of the mean of single estimates over the root of their total variance"
            >
              signal-to-noise
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.flatMap(({ parameter, layers }) => {
            const node = parameters.get(parameter);
            return layers.map((layer) => (
              <tr key={`${parameter} ${layer.words}`}>
                <th scope="row">
                  {node ? <Tex latex={labelOf(node)} className="parameter" /> : parameter}
                  {layers.length > 1 && <span className={styles.words}> {layer.words}</span>}
                </th>
                <td>{formatCount(layer.size)}</td>
                <td>{formatNumber(layer.norm)}</td>
                <td>{formatNumber(layer.signalToNoise)}</td>
              </tr>
            ));
          })}
        </tbody>
      </table>
      {more}
    </>
  );
}

function last(values: Float64Array): number {
  return values.findLast(Number.isFinite) ?? Number.NaN;
}
