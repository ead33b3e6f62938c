import { type InputNode, type ParameterNode, updateNode } from '../../engine';
import { attemptOrSay } from '../ui/attempt';
import { Segmented } from '../ui/Segmented';
import styles from './Fields.module.css';
import { kindOfValue, VALUE_KINDS } from './valueKinds';

/** What a parameter or an input holds. */
export function ValueKindChoice({ node }: { readonly node: ParameterNode | InputNode }) {
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
