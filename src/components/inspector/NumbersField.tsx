import { type InputNode, type ParameterNode, tensorShape } from '../../engine';
import { DraftField } from './DraftField';
import styles from './Fields.module.css';
import { inField, useNodeDiagnostics } from './nodeDiagnostics';
import { ValueSliders } from './ParameterSliders';
import { tensorToText, textToTensor } from './tensorText';

/** A value of numbers: sliders where it is one or a few, and always as text. */
export function NumbersField({ node }: { node: ParameterNode | InputNode }) {
  const shape = tensorShape(node.value);
  return (
    <>
      <div className={styles.sliders}>
        <ValueSliders node={node} />
      </div>
      <DraftField
        label="Value"
        aside={shape.length > 0 ? <span>shape {shape.join(' × ')}</span> : undefined}
        node={node.name}
        text={tensorToText(node.value)}
        diagnostics={inField(useNodeDiagnostics(node.name), 'value')}
        read={(text) => {
          const reading = textToTensor(text);
          return 'problem' in reading ? reading : { value: reading.tensor };
        }}
      />
      <p className={`quiet ${styles.note}`}>
        A number, a vector as [1, 2, 3] or a matrix as [[1, 2], [3, 4]].
      </p>
    </>
  );
}
