import { useState } from 'react';
import { type InputNode, type ParameterNode, tensorShape, updateNode } from '../../engine';
import { attempt } from './attempt';
import { Field, TextInput } from './Field';
import styles from './Fields.module.css';
import { inField, useNodeDiagnostics } from './nodeDiagnostics';
import { ValueSliders } from './ParameterSliders';
import { tensorToText, textToTensor } from './tensorText';
import { useGesture } from './useGesture';

/** The value of a parameter or an input: sliders where it is a number or a few, and always as text. */
export function ValueFields({ node }: { node: ParameterNode | InputNode }) {
  const [draft, setDraft] = useState<string>();
  const visit = useGesture();
  const [refusal, setRefusal] = useState<string>();
  const diagnostics = inField(useNodeDiagnostics(node.name), 'value');
  const shape = tensorShape(node.value);
  const change = (text: string) => {
    setDraft(text);
    const reading = textToTensor(text);
    if ('problem' in reading) setRefusal(reading.problem);
    else setRefusal(attempt((document) => updateNode(document, node.name, { value: reading.tensor })));
  };
  return (
    <>
      <div className={styles.sliders}>
        <ValueSliders node={node} />
      </div>
      <Field
        label="Value"
        aside={shape.length > 0 ? <span>shape {shape.join(' × ')}</span> : undefined}
        problem={refusal}
        diagnostics={diagnostics}
      >
        {(ids) => (
          <TextInput
            ids={ids}
            mono
            value={draft ?? tensorToText(node.value)}
            onStart={visit.begin}
            onEnd={() => {
              setDraft(undefined);
              setRefusal(undefined);
              visit.end();
            }}
            onChange={change}
          />
        )}
      </Field>
      <p className={styles.note}>A number, a vector as [1, 2, 3] or a matrix as [[1, 2], [3, 4]].</p>
    </>
  );
}
