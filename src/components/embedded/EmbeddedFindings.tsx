import { useMemo } from 'react';
import { activePlan } from '../../state/document/derived';
import { useDocument } from '../../state/document/document';
import { subscribeFrame, useRun } from '../../state/run/run';
import { choosePlan, type ParameterCoordinate, useSession } from '../../state/shell/session';
import { Figure } from '../plot/Figure';
import { comparePlans, coordinateTruth } from '../results/comparison';
import { shownCoordinate } from '../results/coordinate';
import { coordinateLatex } from '../results/coordinateLatex';
import { NothingToRun, useStoppers, whatIsMissing } from '../results/NothingToRun';
import table from '../results/NumberTable.module.css';
import { useSlowFrame } from '../results/slowFrame';
import { TailSign } from '../results/TailSign';
import { useLabFigures } from '../results/useLabFigures';
import { Guard } from '../ui/Guard';
import { formatNumber, NO_NUMBER } from '../ui/numbers';
import { Swatch } from '../ui/Swatch';
import { Tex } from '../ui/Tex';
import { usePalette } from '../ui/usePalette';
import styles from './EmbeddedFindings.module.css';

/** What the plans find, in little room: a row of numbers a plan, and the means closing in on the truth. */
export function EmbeddedFindings() {
  const document = useDocument((state) => state.document);
  const coordinate = useMemo(() => shownCoordinate(document, undefined), [document]);
  const missing = whatIsMissing(document);
  const stoppers = useStoppers();
  if (missing || stoppers.length > 0 || !coordinate)
    return <NothingToRun missing={missing} stoppers={stoppers} />;
  return (
    <div className={`fill ${styles.findings}`}>
      <Guard part="The table of numbers">
        <Numbers coordinate={coordinate} />
      </Guard>
      <Means coordinate={coordinate} />
    </div>
  );
}

function Numbers({ coordinate: { parameter, index } }: { coordinate: ParameterCoordinate }) {
  const document = useDocument((state) => state.document);
  const chosen = useSession((session) => session.plan);
  const { snapshot, truth } = useSlowFrame();
  const active = activePlan(document, chosen);
  const names = document.plans.map(({ name }) => name);
  const rows = comparePlans(names, snapshot, truth, parameter, index);
  const target = coordinateTruth(truth, parameter, index);
  return (
    <div className={styles.scroll}>
      <table className={`${table.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">
              <Tex latex={`\\partial/\\partial ${coordinateLatex(document, { parameter, index })}`} />
            </th>
            <th scope="col">mean</th>
            <th scope="col">variance</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={row.plan} data-active={row.plan === active.name}>
              <th scope="row">
                <button
                  type="button"
                  aria-pressed={row.plan === active.name}
                  title="Show which costs it credits"
                  onClick={() => choosePlan(row.plan)}
                >
                  <Swatch plan={i} />
                  {row.plan}
                </button>
              </th>
              <td>
                {row.broken ? 'not finite' : formatNumber(row.mean)}
                {row.heavyTail && <TailSign tail={row.heavyTail} />}
              </td>
              <td>{row.broken ? NO_NUMBER : formatNumber(row.variance)}</td>
            </tr>
          ))}
          {target && (
            <tr className={styles.truth}>
              <th scope="row">{target.name}</th>
              <td>{target.text}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
      <NoExactTruth />
    </div>
  );
}

/** Why the last row is no exact truth, or is not there. */
function NoExactTruth() {
  const why = useRun(({ truth }) => (truth.kind === 'known' ? truth.why : undefined));
  return why === undefined ? null : <p className={`quiet ${styles.why}`}>No exact truth: {why}.</p>;
}

function Means({ coordinate }: { coordinate: ParameterCoordinate }) {
  const plans = useDocument(({ document }) => document.plans);
  const palette = usePalette();
  const shown = useMemo(() => plans.map(({ name }, place) => ({ name, index: place })), [plans]);
  const { means } = useLabFigures(shown, coordinate, palette);
  return <Figure title="Running mean ± 2 standard errors" draw={means} subscribe={subscribeFrame} />;
}
