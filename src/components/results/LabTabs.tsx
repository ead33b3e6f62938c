import { useDocument } from '../../state/document/document';
import { isTrainable } from '../../state/document/trainable';
import { chooseLabTab } from '../../state/shell/session';
import { Segmented } from '../ui/Segmented';
import { useLabTab } from './useLabTab';

const TABS = [
  { value: 'variance', label: 'Variance' },
  { value: 'training', label: 'Training' },
] as const;

/** Whether the lab compares plans as things stand, or trains; nothing where there is nothing to train. */
export function LabTabs() {
  const tab = useLabTab();
  const trainable = useDocument(({ document }) => isTrainable(document));
  if (!trainable) return null;
  return (
    <div>
      <Segmented label="What the lab shows" small options={TABS} value={tab} onChange={chooseLabTab} />
    </div>
  );
}
