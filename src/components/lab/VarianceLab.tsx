import { type CSSProperties, useMemo } from 'react';
import type { Document } from '../../engine';
import { useDocument } from '../../state/document/document';
import { coordinateCount, isCompared } from '../../state/document/trainable';
import { subscribeFrame, useRun } from '../../state/run/run';
import { type ParameterCoordinate, useSession } from '../../state/shell/session';
import { Figure } from '../plot/Figure';
import { comparePlans, coordinateTruth } from '../results/comparison';
import { shownCoordinate } from '../results/coordinate';
import { coordinateLatex } from '../results/coordinateLatex';
import { LabTabs } from '../results/LabTabs';
import { NothingToRun, useStoppers, whatIsMissing } from '../results/NothingToRun';
import { useSlowFrame } from '../results/slowFrame';
import { untrainedWords } from '../results/untrained';
import { type ShownPlan, useLabFigures } from '../results/useLabFigures';
import { Guard } from '../ui/Guard';
import { formatCount } from '../ui/numbers';
import { Tex } from '../ui/Tex';
import { usePalette } from '../ui/usePalette';
import { ComparisonTable } from './ComparisonTable';
import styles from './Lab.module.css';
import { RunControls } from './RunControls';

/** The run and what it finds: controls, three figures, and the same in numbers. */
export function VarianceLab() {
  const document = useDocument((state) => state.document);
  const wished = useSession((session) => session.coordinate);
  const coordinate = useMemo(() => shownCoordinate(document, wished), [document, wished]);
  const missing = whatIsMissing(document);
  const stoppers = useStoppers();
  const isHeld = useRun((run) => run.isHeld);
  const untrained = coordinate && untrainedWords(document, coordinate.parameter);
  const isEmpty = !coordinate || (!isHeld && (missing !== undefined || stoppers.length > 0 || !!untrained));
  if (!isCompared(document)) return <NotCompared document={document} />;
  return (
    <div className={styles.lab}>
      <Guard part="The controls of the run" look="line">
        <RunControls coordinate={coordinate} isVain={isEmpty && stoppers.length === 0} />
      </Guard>
      {isEmpty || !coordinate ? (
        <NothingToRun
          missing={missing ?? (stoppers.length === 0 ? untrained && nothingSentence(untrained) : undefined)}
          stoppers={stoppers}
        />
      ) : (
        <Findings document={document} coordinate={coordinate} isHeld={isHeld} />
      )}
    </div>
  );
}

/** A graph that is only trained. */
function NotCompared({ document }: { readonly document: Document }) {
  const count = formatCount(coordinateCount(document));
  return (
    <div className={styles.lab}>
      <div className={styles.tabs}>
        <LabTabs />
      </div>
      <NothingToRun
        missing={`With ${count} coordinates, plans are not compared one by one here: Training shows how much each plan’s gradient varies.`}
        stoppers={[]}
      />
    </div>
  );
}

function nothingSentence(untrained: string): string {
  return `There is nothing to estimate: ${untrained}, so its gradient is zero.`;
}

interface FindingsProps {
  readonly document: Document;
  readonly coordinate: ParameterCoordinate;
  readonly isHeld: boolean;
}

function Findings({ document, coordinate, isHeld }: FindingsProps) {
  const hidden = useSession((session) => session.hiddenPlans);
  const palette = usePalette();
  const names = document.plans.map(({ name }) => name).join('\n');
  const plans = useMemo(() => shownPlans(names, hidden), [names, hidden]);
  const figures = useLabFigures(plans, coordinate, palette);
  const latex = coordinateLatex(document, coordinate);
  return (
    <div className={`column fill ${styles.findings}`} data-held={isHeld}>
      <div className={styles.figures} style={rowsHeight(plans.length)}>
        <Figure
          title={
            <>
              Distribution of single estimates, <Tex latex={`\\partial/\\partial ${latex}`} />
            </>
          }
          draw={figures.estimates}
          subscribe={subscribeFrame}
        />
        <Figure title="Running mean ± 2 standard errors" draw={figures.means} subscribe={subscribeFrame} />
        <Figure title="Variance of one estimate" draw={figures.variances} subscribe={subscribeFrame} />
      </div>
      <Guard part="The table of numbers">
        <Numbers plans={plans} coordinate={coordinate} />
      </Guard>
    </div>
  );
}

/** What a figure with so many rows needs, so that their names stand one below the other. */
function rowsHeight(rows: number): CSSProperties & Record<'--rows-height', string> {
  return { '--rows-height': `${72 + 14 * rows}px` };
}

/** Apart from the figures, so that a new reading of the numbers renders nothing but the table. */
function Numbers({ plans, coordinate }: { plans: readonly ShownPlan[]; coordinate: ParameterCoordinate }) {
  const { snapshot, truth } = useSlowFrame();
  const { parameter, index } = coordinate;
  const names = plans.map(({ name }) => name);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.numbers} tabIndex={0} aria-label="Plans in numbers">
      <ComparisonTable
        rows={comparePlans(names, snapshot, truth, parameter, index)}
        places={plans.map((plan) => plan.index)}
        truth={coordinateTruth(truth, parameter, index)}
        method={truth?.method}
      />
    </section>
  );
}

/** `names`: those of all plans, a line each, which stays the same text while the plans stay the same. */
function shownPlans(names: string, hidden: ReadonlySet<string>): ShownPlan[] {
  return names
    .split('\n')
    .map((name, index) => ({ name, index }))
    .filter(({ name }) => name !== '' && !hidden.has(name));
}
