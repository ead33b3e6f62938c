import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo, useContext } from 'react';
import { type Diagnostic, type Graph, nameToUnicode } from '../../engine';
import { useDocument } from '../../state/document/document';
import { type ParameterCoordinate, useSession } from '../../state/shell/session';
import { emphasisOf } from '../drawing/emphasis';
import { FittedName } from '../drawing/FittedName';
import looks from '../drawing/looks.module.css';
import type { SceneNode } from '../drawing/sceneNodes';
import { untrainedWords } from '../results/untrained';
import { Boundary } from '../ui/Boundary';
import { sayFailed } from '../ui/Guard';
import { Tooltip } from '../ui/Tooltip';
import { PlainNodes } from './crowd';
import { GradientLobes } from './GradientLobes';
import { LiveHistogram } from './LiveHistogram';
import styles from './nodes.module.css';

/** What a node of the canvas is drawn from. A type, not an interface: React Flow wants an index signature. */
export type NodeData = {
  readonly node: SceneNode;
  readonly diagnostics: readonly Diagnostic[];
  /** The graph whose influence is shown while a node is pointed at. */
  readonly graph: Graph | undefined;
  readonly coordinate: ParameterCoordinate | undefined;
  /** Whether edges can be drawn from and to it. */
  readonly open: boolean;
};

export type FlowNode = Node<NodeData, 'graph'>;

export const NodeView = memo(function NodeView({ data, selected }: NodeProps<FlowNode>) {
  const { node } = data;
  const isPlain = useContext(PlainNodes);
  return (
    <Boundary
      until={[data]}
      onFailure={(thrown) => sayFailed(`The picture of ${node.id}`, thrown)}
      fallback={() => <Broken node={node} />}
    >
      {isPlain ? <Plain data={data} selected={selected} /> : <Whole data={data} selected={selected} />}
    </Boundary>
  );
});

/** A node that could not be drawn keeps its place and its outline. */
function Broken({ node }: Pick<NodeData, 'node'>) {
  return (
    <div className={`${looks.look} ${styles.node}`} data-look={node.look}>
      <div className={`cover centred error ${styles.face}`}>!</div>
    </div>
  );
}

/** A node of a large graph, seen from afar: its outline and its name. */
function Plain({ data, selected }: Pick<NodeProps<FlowNode>, 'data' | 'selected'>) {
  const { node, diagnostics, graph } = data;
  const emphasis = useSession(({ hovered, highlight }) => emphasisOf(graph, hovered, highlight, node.id));
  return (
    <div
      className={`${looks.look} ${styles.node}`}
      data-look={node.look}
      data-emphasis={emphasis}
      data-selected={selected}
      data-offending={diagnostics.length > 0}
      data-plain="true"
    >
      <Ends />
      <div className={`cover centred ${styles.face}`}>
        <span className={styles.plain}>{nameToUnicode(node.id)}</span>
      </div>
    </div>
  );
}

/** What React Flow measures to know where edges end. Its own handles, which can be dragged, would cost too much here. */
function Ends() {
  return (
    <>
      <i className={`source ${styles.end}`} data-handlepos={Position.Right} />
      <i className={`target ${styles.end}`} data-handlepos={Position.Left} />
    </>
  );
}

function Whole({ data, selected }: Pick<NodeProps<FlowNode>, 'data' | 'selected'>) {
  const { node, diagnostics, graph, coordinate, open } = data;
  const emphasis = useSession(({ hovered, highlight }) => emphasisOf(graph, hovered, highlight, node.id));
  const offending = useSession((session) => session.offending.includes(node.id));
  return (
    <div
      className={`${looks.look} ${styles.node}`}
      data-look={node.look}
      data-emphasis={emphasis}
      data-selected={selected}
      data-offending={offending}
    >
      <Handle className={styles.rim} type="source" position={Position.Right} isConnectable={open} />
      <div className={styles.grip} />
      <div className={`cover centred ${styles.face}`}>
        {node.look === 'stochastic' && <LiveHistogram node={node.id} size={84} />}
        <FittedName className={styles.name} latex={node.latex} look={node.look} letters={node.letters} />
      </div>
      <Handle
        className={styles.catch}
        type="target"
        position={Position.Left}
        isConnectable={open}
        isConnectableStart={false}
      />
      {node.look === 'parameter' && node.own && <Spread parameter={node.id} coordinate={coordinate} />}
      {diagnostics.length > 0 && <Mark diagnostics={diagnostics} />}
    </div>
  );
}

/** The spread of a parameter's gradient estimates, or why it has none. */
function Spread({
  parameter,
  coordinate,
}: {
  parameter: string;
  coordinate: ParameterCoordinate | undefined;
}) {
  const untrained = useDocument(({ document }) => untrainedWords(document, parameter));
  if (untrained) return <p className={styles.untrained}>{untrained}</p>;
  return <GradientLobes parameter={parameter} coordinate={coordinate} />;
}

/** A small red mark on a node that something is wrong with; the words appear over it. */
function Mark({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const worst = diagnostics.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  return (
    <Tooltip
      className={styles.mark}
      words={diagnostics.map(({ message, hint }) => (
        <span key={message} className={styles.finding}>
          {message}
          <span>{hint}</span>
        </span>
      ))}
    >
      <span
        role="img"
        data-severity={worst}
        aria-label={diagnostics.map(({ message }) => message).join('; ')}
      >
        !
      </span>
    </Tooltip>
  );
}
