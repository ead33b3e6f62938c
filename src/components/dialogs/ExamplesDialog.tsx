import { type CSSProperties, Fragment, type ReactNode } from 'react';
import { CLAIM_ROWS, type ClaimRow } from '../../engine';
import { PRESETS, type Preset } from '../../presets/registry';
import { show } from '../../state/document/open';
import { openDialog } from '../../state/shell/session';
import { goToEquivalences, goToPage } from '../../state/views/page';
import { ClaimThumbnail } from '../drawing/ClaimThumbnail';
import { EveryEstimatorThumbnail } from '../drawing/EveryEstimatorThumbnail';
import { TableThumbnail } from '../drawing/TableThumbnail';
import { Thumbnail } from '../drawing/Thumbnail';
import { Dialog } from '../ui/Dialog';
import { Guard } from '../ui/Guard';
import styles from './ExamplesDialog.module.css';

const GROUPS = [...new Set(PRESETS.map(({ group }) => group))].map((name) => ({
  name,
  presets: PRESETS.filter(({ group }) => group === name),
}));

/** The lecture's examples, drawn, each with what to notice. */
export function ExamplesDialog() {
  return (
    <Dialog title="Examples" wide onClose={() => openDialog(undefined)}>
      <div className={styles.groups}>
        {GROUPS.map(({ name, presets }, i) => (
          <Fragment key={name}>
            <Group name={name} cards={cardsOf(name, presets)}>
              {presets.map((preset) => (
                <PresetCard key={preset.id} preset={preset} />
              ))}
              {name === 'Reinforcement learning' && <EveryEstimator />}
            </Group>
            {i === 0 && <OneLiners />}
          </Fragment>
        ))}
        <Group name="Equivalences" cards={CLAIM_ROWS.length}>
          {CLAIM_ROWS.map((row) => (
            <ClaimCard key={row.id} row={row} />
          ))}
        </Group>
      </div>
    </Dialog>
  );
}

function cardsOf(name: string, presets: readonly Preset[]): number {
  return presets.length + (name === 'Reinforcement learning' ? 1 : 0);
}

interface GroupProps {
  readonly name: string;
  readonly cards: number;
  readonly children: ReactNode;
}

function Group({ name, cards, children }: GroupProps) {
  const style: CSSProperties & Record<'--cards', number> = { '--cards': cards };
  return (
    <section className={styles.group} style={style} aria-label={name}>
      <h2>{name}</h2>
      <ul className={styles.cards}>{children}</ul>
    </section>
  );
}

/** A page of its own, in the place that the lecture gives it. */
function OneLiners() {
  return (
    <Group name="Pathwise one-liners" cards={1}>
      <Card
        title="Table of one-liners"
        notice="From noise to thirteen targets in one line each, drawn and judged; two are off as printed."
        onOpen={() => goToPage('oneLiners')}
      >
        <TableThumbnail />
      </Card>
    </Group>
  );
}

function EveryEstimator() {
  return (
    <Card
      title="One problem, every estimator"
      notice="Twelve methods in one place: bias, variance against the horizon, and how fast each learns."
      onOpen={() => goToPage('everyEstimator')}
    >
      <EveryEstimatorThumbnail />
    </Card>
  );
}

/** Opens the page of equivalences at a claim. */
function ClaimCard({ row: { id, title, notice, sizes, make } }: { readonly row: ClaimRow }) {
  const size = sizes?.value ?? 1;
  return (
    <Card title={title} notice={notice} onOpen={() => goToEquivalences({ kind: 'claim', id, size })}>
      <ClaimThumbnail claim={make(size)} />
    </Card>
  );
}

function PresetCard({ preset: { document, notice } }: { readonly preset: Preset }) {
  return (
    <Card title={document.title ?? ''} notice={notice} onOpen={() => show(document)}>
      <Thumbnail document={document} />
    </Card>
  );
}

interface CardProps {
  readonly title: string;
  readonly notice: string;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

function Card({ title, notice, onOpen, children }: CardProps) {
  return (
    <li>
      <button
        type="button"
        className={`column ${styles.card}`}
        onClick={() => {
          openDialog(undefined);
          onOpen();
        }}
      >
        <span className={styles.picture}>
          <Guard part={`The picture of “${title}”`} look="nothing">
            {children}
          </Guard>
        </span>
        <span className={styles.title}>{title}</span>
        <span className={`quiet ${styles.notice}`}>{notice}</span>
      </button>
    </li>
  );
}
