import type { Document, Side } from '../../engine';
import { findPreset, PRESETS } from '../../presets/registry';
import { shownTitle } from '../../state/shell/words';
import { choose, useEquivalences } from '../../state/views/equivalences';
import { OPEN_GRAPH, type PairChoice, type SideChoice } from '../../state/views/equivalencesAddress';
import { goToGraph } from '../../state/views/page';
import { Button } from '../ui/Button';
import { NumberField } from '../ui/NumberField';
import type { Subject } from './question';
import styles from './SideHead.module.css';

interface SideHeadProps {
  readonly side: Side;
  readonly subject: Subject;
  /** The document of the editor. */
  readonly open: Document;
}

const EXAMPLES = [...new Set(PRESETS.map(({ group }) => group))].map((group) => (
  <optgroup key={group} label={group}>
    {PRESETS.filter((preset) => preset.group === group).map(({ id, document }) => (
      <option key={id} value={id}>
        {document.title}
      </option>
    ))}
  </optgroup>
));

/** What stands on a side: told for a claim, chosen for a pair. */
export function SideHead({ side, subject, open }: SideHeadProps) {
  const choice = useEquivalences((state) => state.choice);
  return (
    <div className={`row ${styles.head}`}>
      {choice.kind === 'pair' ? (
        <Fields side={side} pair={choice} subject={subject} open={open} />
      ) : (
        subject.kind === 'ready' && (
          <>
            <h2 className={styles.title}>{subject.title}</h2>
            <p className="muted">plan “{subject.planned.plan.name}”</p>
          </>
        )
      )}
      {subject.kind === 'ready' && subject.planned.document !== open && (
        <Button
          look="quiet"
          small
          className={styles.open}
          aria-label={`Open in the editor: ${subject.title}`}
          onClick={() => goToGraph(subject.planned.document)}
        >
          Open
        </Button>
      )}
    </div>
  );
}

interface FieldsProps extends SideHeadProps {
  readonly pair: PairChoice;
}

function Fields({ side, pair, subject, open }: FieldsProps) {
  const set = (own: SideChoice) => choose({ kind: 'pair', left: pair.left, right: pair.right, [side]: own });
  const { source } = pair[side];
  const plans = subject.kind === 'ready' ? subject.planned.document.plans : [];
  const slider = subject.kind === 'ready' ? subject.slider : undefined;
  const choosePreset = (next: string) => {
    const size = PRESETS.find(({ id }) => id === next)?.slider?.value;
    set({ source: next, ...(size !== undefined && { size }) });
  };
  return (
    <div className={`row fill ${styles.fields}`}>
      <select
        aria-label={`Graph on the ${side}`}
        value={source}
        onChange={(event) => choosePreset(event.target.value)}
      >
        {source !== OPEN_GRAPH && !findPreset(source) && (
          <option value={source} disabled>
            Choose a graph
          </option>
        )}
        <option value={OPEN_GRAPH}>In the editor: {shownTitle(open.title)}</option>
        {EXAMPLES}
      </select>
      {plans.length > 0 && subject.kind === 'ready' && (
        <select
          aria-label={`Plan on the ${side}`}
          value={subject.planned.plan.name}
          onChange={(event) => set({ ...pair[side], plan: event.target.value })}
        >
          {plans.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
      {slider && (
        <span className={`row ${styles.size}`}>
          {slider.label}
          <NumberField
            label={`${slider.label} on the ${side}`}
            value={pair[side].size ?? slider.value}
            integer
            min={slider.least}
            max={slider.most}
            step={1}
            width={56}
            onChange={(size) => set({ ...pair[side], size })}
          />
        </span>
      )}
    </div>
  );
}
