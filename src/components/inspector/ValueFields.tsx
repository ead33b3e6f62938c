import type { InputNode, ParameterNode } from '../../engine';
import { CellFields } from './CellFields';
import { DataFields } from './DataFields';
import { NetworkFields } from './NetworkFields';
import { NumbersField } from './NumbersField';
import { ValueKindChoice } from './ValueKindChoice';
import { isCell, isData, isNetwork } from './valueKinds';

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
  if (isData(value)) return <DataFields name={name} value={value} />;
  return <NumbersField node={node} />;
}
