import { useDocument } from '../state/document/document';
import { useSession } from '../state/shell/session';
import { NodeInspector } from './inspector/NodeInspector';
import { ParameterSliders } from './inspector/ParameterSliders';
import { PlanPanel } from './inspector/PlanPanel';
import { MathPanel } from './math/MathPanel';
import styles from './SidePanel.module.css';
import { TrainingOptions } from './training/TrainingOptions';

/** What is selected, or else what is true of the whole graph: plans, mathematics, and the values to play with. */
export function SidePanel() {
  const known = useDocument((state) => state.document.nodes);
  const selection = useSession((session) => session.selection);
  const edges = useSession((session) => session.selectedEdges);
  const isSelected = selection.some((name) => known.some((node) => node.name === name)) || edges.length > 0;
  if (isSelected) return <NodeInspector />;
  if (known.length === 0)
    return (
      <p className={styles.empty}>Plans, estimator and surrogate loss are derived here while you draw.</p>
    );
  return (
    <>
      <PlanPanel />
      <TrainingOptions />
      <MathPanel />
      <ParameterSliders />
    </>
  );
}
