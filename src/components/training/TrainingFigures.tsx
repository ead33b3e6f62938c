import { useCallback, useState } from 'react';
import { type Document, labelOf, nameToUnicode } from '../../engine';
import { useDocument } from '../../state/document/document';
import { chooseTrainedParameter, useSession } from '../../state/shell/session';
import { latestTraining, subscribeTraining } from '../../state/training/training';
import { Figure } from '../plot/Figure';
import type { Size } from '../plot/figure';
import { choices, MenuButton } from '../ui/Menu';
import { colourOfPlan, type Palette } from '../ui/palette';
import { Tex } from '../ui/Tex';
import { usePalette } from '../ui/usePalette';
import { curvesFigure } from './curves';
import { isScaled, ratioWords } from './ratioWords';
import { shownParameter, trainedParametersOf } from './shownParameter';
import { useSlowTraining } from './slowTraining';
import styles from './TrainingPanel.module.css';

/** The cost and the gradient's variance over steps, a line a plan. */
export function TrainingFigures({ document }: { readonly document: Document }) {
  const wished = useSession((session) => session.trainedParameter);
  const palette = usePalette();
  const shown = useShown(document, palette);
  const parameter = shownParameter(document, wished);
  const [of, setOf] = useState<Progress>('cost');

  const progress = useCallback(
    (size: Size) => {
      const isCost = of === 'cost';
      const curves = shown().map(({ plan, colour }) => ({
        plan: plan.plan,
        colour,
        step: plan.curve.step,
        value: isCost ? plan.curve.cost : plan.curve.gradientNorm,
        ...(isCost && plan.curve.heldOut.length > 0 ? { dotted: plan.curve.heldOut } : {}),
      }));
      const axis = isCost
        ? { what: 'mean cost', whatDotted: 'held out' }
        : { what: 'norm of the mean gradient', log: true };
      return hasPoints(curves) ? curvesFigure(curves, axis, palette, size) : undefined;
    },
    [shown, palette, of],
  );

  const variances = useCallback(
    (size: Size) => {
      const curves = shown().map(({ plan, colour }) => ({
        plan: plan.plan,
        colour,
        step: plan.curve.step,
        value:
          plan.parameters.find((entry) => entry.parameter === parameter)?.varianceCurve ?? new Float64Array(),
      }));
      return hasPoints(curves)
        ? curvesFigure(curves, { log: true, what: 'variance' }, palette, size)
        : undefined;
    },
    [shown, palette, parameter],
  );

  return (
    <>
      <div className={styles.figures}>
        <Figure
          title={<ProgressTitle of={of} onChoose={setOf} />}
          draw={progress}
          subscribe={subscribeTraining}
          pause={pauseOfCurves}
        />
        <Figure
          title={<VarianceTitle document={document} parameter={parameter} />}
          draw={variances}
          subscribe={subscribeTraining}
          pause={pauseOfCurves}
        />
      </div>
      <Ratio parameter={parameter} />
    </>
  );
}

/** What reads the plans in view, each with its colour. */
function useShown(document: Document, palette: Palette) {
  const hidden = useSession((session) => session.hiddenPlans);
  const names = document.plans.map(({ name }) => name).join('\n');
  return useCallback(() => {
    const { snapshot } = latestTraining();
    return names.split('\n').flatMap((name, index) => {
      const plan = snapshot?.plans.find((entry) => entry.plan === name);
      const colour = colourOfPlan(palette, index);
      return plan && !hidden.has(name) ? [{ plan, colour }] : [];
    });
  }, [names, hidden, palette]);
}

/** Points from which on one more is hardly seen: then curves are redrawn once a second, since each redraw leaves much behind in memory. */
const MANY_POINTS = 100;
const PAUSE = { few: 150, many: 1000 };

function pauseOfCurves(): number {
  const plans = latestTraining().snapshot?.plans ?? [];
  return plans.some(({ curve }) => curve.step.length > MANY_POINTS) ? PAUSE.many : PAUSE.few;
}

/** A line needs two points. */
function hasPoints(curves: readonly { readonly step: Float64Array }[]): boolean {
  return curves.some(({ step }) => step.length > 1);
}

/** What the first figure shows over steps. */
type Progress = 'cost' | 'gradient';

const PROGRESS = { cost: 'Mean cost', gradient: 'Norm of the mean gradient' } as const;

interface ProgressProps {
  readonly of: Progress;
  readonly onChoose: (of: Progress) => void;
}

function ProgressTitle({ of, onChoose }: ProgressProps) {
  const { snapshot } = useSlowTraining();
  const heldOut = of === 'cost' && snapshot?.plans.some(({ curve }) => curve.heldOut.length > 0);
  return (
    <span className={`row ${styles.titleRow}`} data-menu="true">
      <MenuButton
        label={`Figure: ${PROGRESS[of]}`}
        small
        look="quiet"
        entries={choices(
          ['cost', 'gradient'] as const,
          (each) => each === of,
          (each) => PROGRESS[each],
          onChoose,
        )}
      >
        {PROGRESS[of]} <span aria-hidden="true">▾</span>
      </MenuButton>
      {heldOut && <span className={styles.aside}>dotted: held-out rows</span>}
    </span>
  );
}

interface VarianceProps {
  readonly document: Document;
  readonly parameter: string | undefined;
}

function VarianceTitle({ document, parameter }: VarianceProps) {
  const parameters = trainedParametersOf(document);
  const node = parameters.find(({ name }) => name === parameter);
  return (
    <span className={`row ${styles.titleRow}`}>
      Variance of one estimate in
      {parameters.length > 1 ? (
        <MenuButton
          label="Parameter whose variance is shown"
          small
          look="quiet"
          entries={choices(
            parameters.map(({ name }) => name),
            (name) => name === parameter,
            nameToUnicode,
            chooseTrainedParameter,
          )}
        >
          {node && <Tex latex={labelOf(node)} />} <span aria-hidden="true">▾</span>
        </MenuButton>
      ) : (
        node && <Tex latex={labelOf(node)} />
      )}
    </span>
  );
}

/** How the plans' variances compare now, in a sentence. */
function Ratio({ parameter }: { readonly parameter: string | undefined }) {
  const hidden = useSession((session) => session.hiddenPlans);
  const { snapshot } = useSlowTraining();
  const plans = useDocument((state) => state.document.plans);
  const spreads = (snapshot?.plans ?? [])
    .filter(
      ({ plan }) => !hidden.has(plan) && !plans.some(({ name, nodes }) => name === plan && isScaled(nodes)),
    )
    .map(({ plan, parameters }) => ({
      plan,
      variance: parameters.find((entry) => entry.parameter === parameter)?.totalVariance ?? Number.NaN,
    }));
  const words = parameter && ratioWords(spreads, nameToUnicode(parameter));
  const begun = snapshot?.plans.some(({ steps }) => steps > 0);
  return (
    <p className={styles.ratio} data-quiet={!words}>
      {words
        ? `${words}, each at its own parameters`
        : begun
          ? ''
          : 'Curves and variances are drawn here as the training goes on.'}
    </p>
  );
}
