import { type Document, duplicateNodes, labelOf, type Node, parentsOf, removeNodes } from '../../engine';
import { edit, useDocument } from '../../state/document/document';
import { select, useSession } from '../../state/shell/session';
import { Button } from '../ui/Button';
import { Tex } from '../ui/Tex';
import { EdgeInspector } from './EdgeInspector';
import { FieldDiagnostic } from './Field';
import { CostFields, DeterministicFields } from './FunctionFields';
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

const KINDS: Readonly<Record<Node['kind'], string>> = {
  parameter: 'parameter',
  input: 'input',
  deterministic: 'deterministic node',
  stochastic: 'stochastic node',
  cost: 'cost',
};

function OneNode({ node, document }: { node: Node; document: Document }) {
  const elsewhere = useNodeDiagnostics(node.name).filter(
    ({ field, edge }) => field === undefined && edge === undefined,
  );
  return (
    <section className={styles.inspector} aria-label={`Inspector of ${node.name}`}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          <Tex latex={labelOf(node)} className={styles[node.kind]} />
          <span className={styles.kind}>{KINDS[node.kind]}</span>
        </h2>
        <Button look="quiet" square small aria-label="Back to the whole graph" onClick={() => select([])}>
          ✕
        </Button>
      </header>
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
      <footer className={styles.foot}>
        <Button small onClick={() => edit((before) => duplicateNodes(before, [node.name]))}>
          Duplicate
        </Button>
        <Button
          small
          onClick={() => {
            edit((before) => removeNodes(before, [node.name]));
            select([]);
          }}
        >
          Remove
        </Button>
      </footer>
    </section>
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
  const names = nodes.map(({ name }) => name);
  return (
    <section className={styles.inspector} aria-label="Inspector of several nodes">
      <header className={styles.head}>
        <h2 className={styles.title}>{nodes.length} nodes selected</h2>
        <Button look="quiet" square small aria-label="Back to the whole graph" onClick={() => select([])}>
          ✕
        </Button>
      </header>
      <ul className={styles.several}>
        {nodes.map((node) => (
          <li key={node.name}>
            <button type="button" onClick={() => select([node.name])}>
              <Tex latex={labelOf(node)} className={styles[node.kind]} />
              <span className={styles.kind}>{KINDS[node.kind]}</span>
            </button>
          </li>
        ))}
      </ul>
      <footer className={styles.foot}>
        <Button small onClick={() => edit((before) => duplicateNodes(before, names))}>
          Duplicate
        </Button>
        <Button
          small
          onClick={() => {
            edit((before) => removeNodes(before, names));
            select([]);
          }}
        >
          Remove
        </Button>
      </footer>
    </section>
  );
}
