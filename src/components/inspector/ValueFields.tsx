import { type InputNode, type ParameterNode, updateNode } from '../../engine';
import { attemptOrSay } from '../ui/attempt';
import { Segmented } from '../ui/Segmented';
import { CellFields } from './CellFields';
import { DataFields } from './DataFields';
import styles from './Fields.module.css';
import { NetworkFields } from './NetworkFields';
import { NumbersField } from './NumbersField';
import { isCell, isDataRule, isNetwork, kindOfValue, VALUE_KINDS } from './valueKinds';

/** The value of a parameter or an input: numbers, the weights of a network or a cell, or rows of data. */
export function ValueFields({ node }: { readonly node: ParameterNode | InputNode }) {
  return (
    <>
      <ValueKindChoice node={node} />
      <FieldsOfKind node={node} />
    </>
  );
}

function FieldsOfKind({ node }: { readonly node: ParameterNode | InputNode }) {
  const { name, value } = node;
  if (isNetwork(value)) return <NetworkFields name={name} value={value} />;
  if (isCell(value)) return <CellFields name={name} value={value} />;
  if (isDataRule(value)) return <DataFields name={name} value={value} />;
  return <NumbersField node={node} />;
}

/** What a parameter or an input holds. */
function ValueKindChoice({ node }: { readonly node: ParameterNode | InputNode }) {
  const kinds = VALUE_KINDS[node.kind];
  return (
    <div className={styles.choice}>
      <Segmented
        label="Kind of value"
        small
        options={kinds}
        value={kindOfValue(node.value)}
        onChange={(kind) => {
          const first = kinds.find(({ value }) => value === kind)?.first;
          if (first !== undefined)
            attemptOrSay((document) => updateNode(document, node.name, { value: first }));
        }}
      />
    </div>
  );
}
