import { DATA_NAMES, DATA_SETS, type DataRule, updateNode } from '../../engine';
import { attemptOrSay } from '../ui/attempt';
import { formatCount } from '../ui/numbers';
import styles from './DataFields.module.css';
import { DataThumbnail } from './DataThumbnail';
import { Field } from './Field';
import fields from './Fields.module.css';
import { OwnDataField } from './OwnDataField';
import { SeedField } from './SeedField';

/** The data set that every sample draws a row of: a built-in one, or the visitor's own in its place. */
export function DataFields({ name, value }: { readonly name: string; readonly value: DataRule }) {
  const set = DATA_SETS[value.data];
  const change = (next: DataRule) => attemptOrSay((document) => updateNode(document, name, { value: next }));
  return (
    <>
      <Field label="Data set" group aside={<span className="tabular">{set.width} numbers per row</span>}>
        {() => (
          <div className={styles.sets} role="radiogroup" aria-label="Data set">
            {DATA_NAMES.map((data) => (
              <label key={data} className={`column ${styles.set}`} title={DATA_SETS[data].about}>
                <input
                  type="radio"
                  name={`data of ${name}`}
                  checked={data === value.data}
                  onChange={() => change({ ...value, data })}
                />
                <DataThumbnail data={data} seed={value.seed ?? 1} />
                <span>{data}</span>
              </label>
            ))}
          </div>
        )}
      </Field>
      <p className={`quiet ${fields.note}`}>
        {set.about}: {formatCount(set.train)} rows to train on, {formatCount(set.heldOut)} held out.
      </p>
      <SeedField
        label="Seed of the data"
        value={value.seed}
        onChange={(seed) => change({ ...value, seed })}
      />
      <OwnDataField name={name} set={set} />
    </>
  );
}
