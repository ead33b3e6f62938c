import { PRESETS, type Preset } from '../../presets/registry';
import { show } from '../../state/open';
import { openDialog } from '../../state/session';
import { Dialog } from '../ui/Dialog';
import styles from './ExamplesDialog.module.css';
import { Thumbnail } from './Thumbnail';

const GROUPS = [...new Set(PRESETS.map(({ group }) => group))];

/** The lecture's examples, drawn, each with what to notice. */
export function ExamplesDialog() {
  return (
    <Dialog title="Examples" wide onClose={() => openDialog(undefined)}>
      {GROUPS.map((group) => (
        <section key={group} className={styles.group} aria-label={group}>
          <h2>{group}</h2>
          <ul className={styles.cards}>
            {PRESETS.filter((preset) => preset.group === group).map((preset) => (
              <Card key={preset.id} preset={preset} />
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
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
