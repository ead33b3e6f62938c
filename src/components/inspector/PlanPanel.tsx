import { type CSSProperties, useId, useState } from 'react';
import {
  addPlan,
  type Document,
  labelOf,
  nameToUnicode,
  type Plan,
  renamePlan,
  type StochasticNode,
} from '../../engine';
import { activePlan, meaningOf } from '../../state/document/derived';
import { edit, useDocument } from '../../state/document/document';
import { isCompared } from '../../state/document/trainable';
import {
  choosePlan,
  highlighting,
  hovering,
  renamePlanInSession,
  useSession,
} from '../../state/shell/session';
import { comparePlans, coordinateTruth, type PlanRow } from '../results/comparison';
import { shownCoordinate } from '../results/coordinate';
import { useSlowFrame } from '../results/slowFrame';
import { TailSign } from '../results/TailSign';
import { untrainedWords } from '../results/untrained';
import { attemptEdit } from '../ui/attempt';
import { Button } from '../ui/Button';
import { formatCount, formatNumber } from '../ui/numbers';
import { planColour } from '../ui/palette';
import { Section } from '../ui/Section';
import { Tex } from '../ui/Tex';
import { PlanChoice } from './PlanChoice';
import { PlanMenu } from './PlanMenu';
import styles from './PlanPanel.module.css';
import { isDataRule } from './valueKinds';

/** What is compared: a row a plan, a column a stochastic node; and what the run has found so far. */
export function PlanPanel() {
  const document = useDocument((state) => meaningOf(state.document));
  const chosen = useSession((session) => session.plan);
  const active = activePlan(document, chosen);
  const circles = document.nodes.filter((node) => node.kind === 'stochastic');
  const compared = isCompared(document);
  const columns = useColumns(circles.length, document.plans.length);
  const shown = circles.slice(columns.first, columns.first + columns.width);
  const isDrawn = document.nodes.some((node) => node.kind === 'input' && isDataRule(node.value));
  if (document.nodes.length === 0) return null;
  return (
    <Section
      title="Plans"
      aside={
        <Button
          look="quiet"
          small
          title="Add another set of estimators to compare"
          onClick={() => edit((before) => addPlan(before))}
        >
          Add plan
        </Button>
      }
    >
      {circles.length === 0 && (
        <p className={styles.note}>
          {isDrawn
            ? 'No circle here: every plan is plain backpropagation, and its variance comes from the rows drawn alone.'
            : 'Nothing here is random: every plan is plain backpropagation, and its variance is zero.'}
        </p>
      )}
      {columns.width < circles.length && <ColumnsChoice count={circles.length} {...columns} />}
      <div className={styles.scroll}>
        <table className={styles.table} style={tableStyle(shown.length, compared)}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">plan</span>
              </th>
              {shown.map((node) => (
                <CircleHead key={node.name} node={node} />
              ))}
              {compared && (
                <>
                  <th scope="col">mean</th>
                  <th scope="col">variance</th>
                </>
              )}
              <th scope="col">
                <span className="visually-hidden">more</span>
              </th>
            </tr>
          </thead>
          <PlanRows document={document} circles={shown} active={active} />
        </table>
      </div>
    </Section>
  );
}

/** As many cells as a table may hold at once, and columns at least. */
const MOST_CELLS = 200;
const FEWEST_COLUMNS = 4;

interface Columns {
  readonly first: number;
  readonly width: number;
  readonly onTurn: (first: number) => void;
}

/** Which of the circles have a column now: all, unless they are very many. */
function useColumns(circles: number, plans: number): Columns {
  const [wished, setWished] = useState(0);
  const width = Math.min(circles, Math.max(FEWEST_COLUMNS, Math.floor(MOST_CELLS / Math.max(1, plans))));
  return { first: Math.min(wished, Math.max(0, circles - width)), width, onTurn: setWished };
}

function ColumnsChoice({ count, first, width, onTurn }: Columns & { readonly count: number }) {
  const last = first + width;
  return (
    <fieldset className={`row ${styles.columns}`} aria-label="Circles in the table">
      <Button
        small
        square
        aria-label="Previous circles"
        disabled={first === 0}
        onClick={() => onTurn(Math.max(0, first - width))}
      >
        ‹
      </Button>
      <span className="quiet tabular">
        circles {formatCount(first + 1)} to {formatCount(last)} of {formatCount(count)}
      </span>
      <Button small square aria-label="Next circles" disabled={last >= count} onClick={() => onTurn(last)}>
        ›
      </Button>
    </fieldset>
  );
}

function CircleHead({ node }: { node: StochasticNode }) {
  return (
    <th scope="col" className={styles.node} {...hovering(node.name)}>
      <span className="visually-hidden">{nameToUnicode(node.name)}</span>
      <span aria-hidden="true">
        <Tex latex={labelOf(node)} />
      </span>
    </th>
  );
}

type Variables<K extends string> = CSSProperties & Record<K, string>;

/** Without columns of numbers there is room for whole names, and columns that are scrolled anyway leave it to them. */
const SHORTEST = { compared: '62px', alone: '98px', scrolled: '100px' };
const MOST_IN_VIEW = 2;

/** Names give way to the columns of nodes. */
function tableStyle(columns: number, compared: boolean): Variables<'--longest-name' | '--shortest-name'> {
  if (!compared) return { '--longest-name': '132px', '--shortest-name': SHORTEST.alone };
  if (columns > MOST_IN_VIEW) return { '--longest-name': '104px', '--shortest-name': SHORTEST.scrolled };
  return {
    '--longest-name': columns < 2 ? '132px' : 'calc(var(--side) - 326px)',
    '--shortest-name': SHORTEST.compared,
  };
}

function rowStyle(colour: string): Variables<'--plan'> {
  return { '--plan': colour };
}

interface RowsProps {
  readonly document: Document;
  readonly circles: readonly StochasticNode[];
  readonly active: Plan;
}

function PlanRows({ document, circles, active }: RowsProps) {
  const wished = useSession((session) => session.coordinate);
  const { snapshot, truth } = useSlowFrame();
  const shown = shownCoordinate(document, wished);
  const coordinate = shown && untrainedWords(document, shown.parameter) ? undefined : shown;
  const names = document.plans.map(({ name }) => name);
  const rows = coordinate ? comparePlans(names, snapshot, truth, coordinate.parameter, coordinate.index) : [];
  const target = coordinate && coordinateTruth(truth, coordinate.parameter, coordinate.index);
  return (
    <tbody>
      {document.plans.map((plan, index) => (
        <PlanLine
          key={plan.name}
          document={document}
          plan={plan}
          index={index}
          circles={circles}
          isActive={plan.name === active.name}
          row={rows[index]}
        />
      ))}
      {target && (
        <tr className={styles.truth}>
          <th scope="row">
            {target.name}
            {/* Its column is out of sight. */}
            {circles.length > MOST_IN_VIEW && <strong aria-hidden="true">{target.text}</strong>}
          </th>
          {circles.length > 0 && <td colSpan={circles.length} />}
          <td className={styles.true}>{target.text}</td>
          <td />
          <td />
        </tr>
      )}
    </tbody>
  );
}

interface LineProps {
  readonly document: Document;
  readonly plan: Plan;
  readonly index: number;
  readonly circles: readonly StochasticNode[];
  readonly isActive: boolean;
  readonly row: PlanRow | undefined;
}

function PlanLine({ document, plan, index, circles, isActive, row }: LineProps) {
  const [renaming, setRenaming] = useState(false);
  const isHidden = useSession((session) => session.hiddenPlans.has(plan.name));
  const colour = planColour(index);
  return (
    <tr
      className={isActive ? styles.active : undefined}
      style={rowStyle(colour)}
      onClick={() => choosePlan(plan.name)}
    >
      <th scope="row">
        <span className={`row ${styles.name}`}>
          <span
            className={styles.swatch}
            style={isHidden ? { boxShadow: `inset 0 0 0 2px ${colour}` } : { background: colour }}
          />
          {renaming ? (
            <PlanName plan={plan} onDone={() => setRenaming(false)} />
          ) : (
            <button
              type="button"
              className={styles.choose}
              aria-pressed={isActive}
              title={isHidden ? `${plan.name}, hidden` : plan.name}
              onClick={() => choosePlan(plan.name)}
              onDoubleClick={() => setRenaming(true)}
            >
              {plan.name}
            </button>
          )}
        </span>
        <PlanOptionsNote plan={plan} />
      </th>
      {circles.map((node) => (
        <td key={node.name} className={styles.node} {...highlighting([node.name])}>
          <PlanChoice document={document} plan={plan} node={node} />
        </td>
      ))}
      {isCompared(document) && (
        <>
          <td className={styles.number}>
            {row?.broken ? <Broken /> : formatNumber(row?.mean ?? Number.NaN)}
            {row?.heavyTail && <TailSign tail={row.heavyTail} />}
          </td>
          <td className={styles.number}>{row?.broken ? null : formatNumber(row?.variance ?? Number.NaN)}</td>
        </>
      )}
      <td className={styles.more}>
        <PlanMenu
          plan={plan}
          isOnly={document.plans.length === 1}
          isHidden={isHidden}
          onRename={() => setRenaming(true)}
        />
      </td>
    </tr>
  );
}

function Broken() {
  return (
    <span className={styles.broken} title="an estimate was NaN or infinite, so there is no mean">
      not finite
    </span>
  );
}

/** What is unusual about a plan as a whole. */
function PlanOptionsNote({ plan }: { plan: Plan }) {
  const notes = [
    ...(plan.samples !== undefined && plan.samples > 1 ? [`M = ${plan.samples}`] : []),
    ...(plan.credit === 'all' ? ['all costs'] : []),
  ];
  return notes.length > 0 ? <span className={`quiet ${styles.options}`}>{notes.join(', ')}</span> : null;
}

function PlanName({ plan, onDone }: { plan: Plan; onDone: () => void }) {
  const [draft, setDraft] = useState(plan.name);
  const [problem, setProblem] = useState<string>();
  const id = useId();
  const commit = () => {
    const name = draft.trim();
    const words = attemptEdit((document) => renamePlan(document, plan.name, name));
    if (words) setProblem(words);
    else {
      renamePlanInSession(plan.name, name);
      onDone();
    }
  };
  return (
    <span>
      <input
        className={styles.rename}
        // biome-ignore lint/a11y/noAutofocus: the field stands where the visitor has just asked for it
        autoFocus
        aria-label="Name of the plan"
        aria-invalid={problem !== undefined}
        aria-describedby={id}
        value={draft}
        size={8}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          setProblem(undefined);
        }}
        onClick={(event) => event.stopPropagation()}
        onBlur={() => (problem ? onDone() : commit())}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') onDone();
        }}
      />
      <span id={id} className={styles.broken}>
        {problem}
      </span>
    </span>
  );
}
