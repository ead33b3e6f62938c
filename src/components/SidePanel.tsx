import { useDocument } from '../state/document/document';
import { useSession } from '../state/shell/session';
import { NodeInspector } from './inspector/NodeInspector';
import { ParameterSliders } from './inspector/ParameterSliders';
import { PlanPanel } from './inspector/PlanPanel';
import { MathPanel } from './math/MathPanel';
import styles from './SidePanel.module.css';
import { TrainingOptions } from './training/TrainingOptions';
import { Guard } from './ui/Guard';

/** What is selected, or else what is true of the whole graph: plans, mathematics, and the values to play with. */
export function SidePanel() {
  const known = useDocument((state) => state.document.nodes);
  const selection = useSession((session) => session.selection);
  const edges = useSession((session) => session.selectedEdges);
  const isSelected = selection.some((name) => known.some((node) => node.name === name)) || edges.length > 0;
  if (isSelected)
    return (
      <Guard part="The inspector">
        <NodeInspector />
      </Guard>
    );
  if (known.length === 0)
    return (
      <p className={styles.empty}>Plans, estimator and surrogate loss are derived here while you draw.</p>
    );
  return (
    <>
      <Guard part="The list of plans">
        <PlanPanel />
      </Guard>
      <Guard part="The settings of the training">
        <TrainingOptions />
      </Guard>
      <Guard part="The mathematics">
        <MathPanel />
      </Guard>
      <Guard part="The list of values">
        <ParameterSliders />
      </Guard>
    </>
  );
}
