import { ACTIVATIONS, DEFAULT_ACTIVATION, type NetworkRule, tensorShape, updateNode } from '../../engine';
import { attemptOrSay } from '../ui/attempt';
import { choices, MenuButton } from '../ui/Menu';
import { formatCount } from '../ui/numbers';
import { DraftField } from './DraftField';
import { Field } from './Field';
import styles from './Fields.module.css';
import { LayersPicture } from './LayersPicture';
import { inField, useNodeDiagnostics } from './nodeDiagnostics';
import { SeedField } from './SeedField';
import { textToWidths } from './widths';

/** The weights of a multilayer perceptron: its widths, its activation, and where its first weights come from. */
export function NetworkFields({ name, value }: { readonly name: string; readonly value: NetworkRule }) {
  const diagnostics = useNodeDiagnostics(name);
  const activation = value.activation ?? DEFAULT_ACTIVATION;
  const [weights = 0] = tensorShape(value);
  const change = (patch: Partial<NetworkRule>) =>
    attemptOrSay((document) => updateNode(document, name, { value: { ...value, ...patch } }));
  return (
    <>
      <LayersPicture widths={value.network} activation={activation} />
      <DraftField
        label="Widths: input, hidden layers, output"
        aside={<span className="tabular">{formatCount(weights)} weights</span>}
        node={name}
        text={value.network.join(', ')}
        diagnostics={inField(diagnostics, 'value')}
        read={(text) => {
          const reading = textToWidths(text);
          return 'problem' in reading ? reading : { value: { ...value, network: reading.widths } };
        }}
      />
      <div className={styles.pair}>
        <Field label="Activation" group>
          {() => (
            <MenuButton
              label="Activation"
              small
              entries={choices(
                ACTIVATIONS,
                (each) => each === activation,
                (each) => each,
                (each) => change({ activation: each }),
              )}
            >
              {activation} <span aria-hidden="true">▾</span>
            </MenuButton>
          )}
        </Field>
        <SeedField label="Seed of the weights" value={value.seed} onChange={(seed) => change({ seed })} />
      </div>
      <p className={`quiet ${styles.note}`}>Used as mlp({name}, …). The last layer is linear.</p>
    </>
  );
}
