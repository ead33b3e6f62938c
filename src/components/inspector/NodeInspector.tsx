import { type Document, duplicateNodes, labelOf, type Node, parentsOf, removeNodes } from '../../engine';
import { edit, useDocument } from '../../state/document/document';
import { selectNodes, useSession } from '../../state/shell/session';
import { KIND_WORDS } from '../drawing/kinds';
import { Button } from '../ui/Button';
import { Tex } from '../ui/Tex';
import { useShortened } from '../ui/useShortened';
import { EdgeInspector } from './EdgeInspector';
import { FieldDiagnostic } from './Field';
import { CostFields, DeterministicFields } from './FunctionFields';
import { Inspector } from './Inspector';
import { LabelField, NameField } from './NameFields';
import styles from './NodeInspector.module.css';
import { useNodeDiagnostics } from './nodeDiagnostics';
import { ParentList } from './ParentList';
import { StochasticFields } from './StochasticFields';
import { ValueFields } from './ValueFields';

/** Everything about what is selected: one node, several, or an edge. */
export function NodeInspector() {
  const document = useDocument((state) => state.document);
  const selection = useSession((session) => session.selection);
  const edges = useSession((session) => session.selectedEdges);
  const nodes = document.nodes.filter((node) => selection.includes(node.name));
  const [first] = nodes;
  const [edge] = edges;
  if (!first) return edge ? <EdgeInspector edge={edge} document={document} /> : null;
  return nodes.length === 1 ? (
    <OneNode key={first.name} node={first} document={document} />
  ) : (
    <SeveralNodes nodes={nodes} />
  );
}

function OneNode({ node, document }: { node: Node; document: Document }) {
  const elsewhere = useNodeDiagnostics(node.name).filter(
    ({ field, edge }) => field === undefined && edge === undefined,
  );
  return (
    <Inspector
      label={`Inspector of ${node.name}`}
      title={<Named node={node} />}
      foot={<DuplicateOrRemove names={[node.name]} />}
    >
      {elsewhere.map((diagnostic) => (
        <div key={diagnostic.message} className={styles.finding}>
          <FieldDiagnostic diagnostic={diagnostic} mend={undefined} />
        </div>
      ))}
      <div className={styles.names}>
        <NameField node={node} />
        <LabelField node={node} />
      </div>
      <KindFields node={node} document={document} />
      {parentsOf(node).length > 0 && <ParentList node={node} document={document} />}
    </Inspector>
  );
}

/** A node's name in the hue of its kind, and what kind that is. */
function Named({ node }: { node: Node }) {
  return (
    <>
      <Tex latex={labelOf(node)} className={node.kind} />
      <span className={`quiet ${styles.kind}`}>{KIND_WORDS[node.kind]}</span>
    </>
  );
}

function DuplicateOrRemove({ names }: { names: readonly string[] }) {
  const remove = () => {
    edit((before) => removeNodes(before, names));
    selectNodes([]);
  };
  return (
    <>
      <Button small onClick={() => edit((before) => duplicateNodes(before, names))}>
        Duplicate
      </Button>
      <Button small onClick={remove}>
        Remove
      </Button>
    </>
  );
}

function KindFields({ node, document }: { node: Node; document: Document }) {
  switch (node.kind) {
    case 'parameter':
    case 'input':
      return <ValueFields node={node} />;
    case 'deterministic':
      return <DeterministicFields node={node} document={document} />;
    case 'cost':
      return <CostFields node={node} document={document} />;
    case 'stochastic':
      return <StochasticFields node={node} document={document} />;
  }
}

function SeveralNodes({ nodes }: { nodes: readonly Node[] }) {
  const { shown, more } = useShortened(nodes, 'nodes');
  return (
    <Inspector
      label="Inspector of several nodes"
      title={`${nodes.length} nodes selected`}
      foot={<DuplicateOrRemove names={nodes.map(({ name }) => name)} />}
    >
      <ul className={styles.several}>
        {shown.map((node) => (
          <li key={node.name}>
            <button type="button" className="entry" onClick={() => selectNodes([node.name])}>
              <Named node={node} />
            </button>
          </li>
        ))}
      </ul>
      {more}
    </Inspector>
  );
}
