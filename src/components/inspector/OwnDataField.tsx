import { useState } from 'react';
import type { DataSet, OwnRows } from '../../engine';
import { chooseFile } from '../../state/shell/files';
import { bringData, forgetData, misfit, rowWords, useOwnData } from '../../state/training/ownData';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/numbers';
import styles from './DataFields.module.css';
import { Field } from './Field';
import fields from './Fields.module.css';

const TABLES = '.csv,.tsv,.txt,.gz,.idx,.idx3-ubyte,.idx1-ubyte,*';

/** A visitor's own rows in place of a data set: chosen or dropped, and kept in this page alone. */
export function OwnDataField({ name, set }: { readonly name: string; readonly set: DataSet }) {
  const { width } = set;
  const own = useOwnData(({ rows }) => rows.get(name));
  const [problem, setProblem] = useState<string>();
  const [over, setOver] = useState(false);
  const [reading, setReading] = useState(false);
  const bring = async (file: File | undefined) => {
    if (!file) return;
    setReading(true);
    setProblem(await bringData(name, file, set));
    setReading(false);
  };
  return (
    <Field label="Your own file" group problem={problem}>
      {() => (
        <>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the button does the same by keyboard */}
          <div
            className={`row ${styles.drop}`}
            data-over={over}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              event.preventDefault();
              setOver(false);
              void bring(event.dataTransfer.files[0]);
            }}
          >
            <p role="status">
              {reading ? 'reading …' : own ? ownWords(own, width) : 'Drop an IDX or CSV file here'}
            </p>
            {own && (
              <Button small onClick={() => forgetData(name)}>
                Remove
              </Button>
            )}
            <Button small onClick={() => chooseFile(TABLES, (file) => void bring(file))}>
              Choose …
            </Button>
          </div>
          <p className={`quiet ${fields.note}`}>
            {rowWords(width)} per row{set.form === 'picture' && '; larger pictures are scaled down'}. IDX
            files (the format of MNIST) may be gzipped. Your rows stay in this page until you close it. They
            are in no link, and are used for training only.
          </p>
        </>
      )}
    </Field>
  );
}

function ownWords({ name, width: own, scaledFrom, train, heldOut }: OwnRows, width: number): string {
  if (own !== width) return `${name} rests: ${misfit(own, width)}`;
  return `${name}: ${formatCount(train.length / own)} training rows, ${formatCount(heldOut.length / own)} held out${scaledFrom ? `; scaled down from ${rowWords(scaledFrom)}` : ''}`;
}
