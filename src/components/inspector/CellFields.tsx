import { type CellRule, tensorShape, updateNode } from '../../engine';
import { attemptOrSay } from '../ui/attempt';
import { formatCount } from '../ui/numbers';
import { DraftField } from './DraftField';
import styles from './Fields.module.css';
import { inField, useNodeDiagnostics } from './nodeDiagnostics';
import { SeedField } from './SeedField';
import { textToWidths } from './widths';

/** The weights of a gated recurrent unit: the lengths of its input and its state, and where its first weights come from. */
export function CellFields({ name, value }: { readonly name: string; readonly value: CellRule }) {
  const diagnostics = useNodeDiagnostics(name);
  const [weights = 0] = tensorShape(value);
  return (
    <>
      <DraftField
        label="Lengths of input and state"
        aside={<span className="tabular">{formatCount(weights)} weights</span>}
        node={name}
        text={value.cell.join(', ')}
        diagnostics={inField(diagnostics, 'value')}
        read={(text) => {
          const reading = textToWidths(text);
          if ('problem' in reading) return reading;
          const [inputs, hidden, ...more] = reading.widths;
          return inputs === undefined || hidden === undefined || more.length > 0
            ? { problem: 'a cell has two lengths, such as 2, 8' }
            : { value: { ...value, cell: [inputs, hidden] } };
        }}
      />
      <SeedField
        label="Seed of the weights"
        value={value.seed}
        onChange={(seed) =>
          attemptOrSay((document) => updateNode(document, name, { value: { ...value, seed } }))
        }
      />
      <p className={`quiet ${styles.note}`}>
        A gated recurrent unit, used as gru({name}, x, h): {value.cell[0]} numbers in, a state of{' '}
        {value.cell[1]}.
      </p>
    </>
  );
}
