import { type CSSProperties, Fragment } from 'react';
import { CLAIM_ROWS, type ClaimRow } from '../../engine';
import { PRESETS, type Preset } from '../../presets/registry';
import { show } from '../../state/open';
import { goToEquivalences, goToOneLiners } from '../../state/page';
import { openDialog } from '../../state/session';
import { Dialog } from '../ui/Dialog';
import { ClaimThumbnail } from './ClaimThumbnail';
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
            <section className={styles.group} style={groupStyle(presets.length)} aria-label={name}>
              <h2>{name}</h2>
              <ul className={styles.cards}>
                {presets.map((preset) => (
                  <Card key={preset.id} preset={preset} />
                ))}
              </ul>
            </section>
            {i === 0 && <OneLiners />}
          </Fragment>
        ))}
        <section className={styles.group} style={groupStyle(CLAIM_ROWS.length)} aria-label="Equivalences">
          <h2>Equivalences</h2>
          <ul className={styles.cards}>
            {CLAIM_ROWS.map((row) => (
              <ClaimCard key={row.id} row={row} />
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
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
        <li>
          <button
            type="button"
            className={styles.card}
            onClick={() => {
              openDialog(undefined);
              goToOneLiners();
            }}
          >
            <span className={styles.picture}>
              <TableThumbnail />
            </span>
            <span className={styles.title}>Table of one-liners</span>
            <span className={styles.notice}>
              From noise to thirteen targets in one line each, drawn and judged; two are off as printed.
            </span>
          </button>
        </li>
      </ul>
    </section>
  );
}

/** Opens the page of equivalences at a claim. */
function ClaimCard({ row: { id, title, notice, sizes, make } }: { readonly row: ClaimRow }) {
  const size = sizes?.value ?? 1;
  return (
    <li>
      <button
        type="button"
        className={styles.card}
        onClick={() => {
          openDialog(undefined);
          goToEquivalences({ kind: 'claim', id, size });
        }}
      >
        <span className={styles.picture}>
          <ClaimThumbnail claim={make(size)} />
        </span>
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
