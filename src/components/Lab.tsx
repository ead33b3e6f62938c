import { Suspense } from 'react';
import { useStartKey } from './lab/useStartKey';
import { VarianceLab } from './lab/VarianceLab';
import { useLabTab } from './results/useLabTab';
import { lazyPart } from './ui/notLoaded';

/** How plans compare, or how the parameters are trained. */
export function Lab() {
  const tab = useLabTab();
  useStartKey(tab === 'training');
  if (tab === 'variance') return <VarianceLab />;
  return (
    <Suspense>
      <TrainingPanel />
    </Suspense>
  );
}

const TrainingPanel = lazyPart(async () => (await import('./training/TrainingPanel')).TrainingPanel);
