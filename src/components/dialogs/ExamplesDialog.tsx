import { type CSSProperties, Fragment, type ReactNode } from 'react';
import { PRESETS, type Preset } from '../../presets/registry';
import { show } from '../../state/open';
import { goToPage, type PageName } from '../../state/page';
import { openDialog } from '../../state/session';
import { Dialog } from '../ui/Dialog';
import { EveryEstimatorThumbnail } from './EveryEstimatorThumbnail';
import styles from './ExamplesDialog.module.css';
import { TableThumbnail } from './TableThumbnail';
import { Thumbnail } from './Thumbnail';

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
            <section className={styles.group} style={groupStyle(cardsOf(name, presets))} aria-label={name}>
              <h2>{name}</h2>
              <ul className={styles.cards}>
                {presets.map((preset) => (
                  <Card key={preset.id} preset={preset} />
                ))}
                {name === 'Reinforcement learning' && <EveryEstimator />}
              </ul>
            </section>
            {i === 0 && <OneLiners />}
          </Fragment>
        ))}
      </div>
    </Dialog>
  );
}

function cardsOf(name: string, presets: readonly Preset[]): number {
  return presets.length + (name === 'Reinforcement learning' ? 1 : 0);
}

function groupStyle(cards: number): CSSProperties & Record<'--cards', number> {
  return { '--cards': cards };
}

/** A page of its own, in the place that the lecture gives it. */
function OneLiners() {
  return (
    <section className={styles.group} style={groupStyle(1)} aria-label="Pathwise one-liners">
      <h2>Pathwise one-liners</h2>
      <ul className={styles.cards}>
        <PageCard
          page="oneLiners"
          title="Table of one-liners"
          notice="From noise to thirteen targets in one line each, drawn and judged; two are off as printed."
        >
          <TableThumbnail />
        </PageCard>
      </ul>
    </section>
  );
}

function EveryEstimator() {
  return (
    <PageCard
      page="everyEstimator"
      title="One problem, every estimator"
      notice="Twelve methods in one place: bias, variance against the horizon, and how fast each learns."
    >
      <EveryEstimatorThumbnail />
    </PageCard>
  );
}

interface PageCardProps {
  readonly page: Exclude<PageName, 'editor'>;
  readonly title: string;
  readonly notice: string;
  readonly children: ReactNode;
}

function PageCard({ page, title, notice, children }: PageCardProps) {
  return (
    <li>
      <button
        type="button"
        className={styles.card}
        onClick={() => {
          openDialog(undefined);
          goToPage(page);
        }}
      >
        <span className={styles.picture}>{children}</span>
        <span className={styles.title}>{title}</span>
        <span className={styles.notice}>{notice}</span>
      </button>
    </li>
  );
}

function Card({ preset: { document, notice } }: { readonly preset: Preset }) {
  return (
    <li>
      <button
        type="button"
        className={styles.card}
        onClick={() => {
          openDialog(undefined);
          show(document);
        }}
      >
        <span className={styles.picture}>
          <Thumbnail document={document} />
        </span>
        <span className={styles.title}>{document.title}</span>
        <span className={styles.notice}>{notice}</span>
      </button>
    </li>
  );
}
