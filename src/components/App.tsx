import { ReactFlowProvider } from '@xyflow/react';
import { Suspense } from 'react';
import type { NodeKind } from '../engine';
import { usePage } from '../state/shell/page';
import { chooseTab, type DialogName, openDialog, useSession } from '../state/shell/session';
import { AboutNote } from './AboutNote';
import styles from './App.module.css';
import { GraphCanvas } from './canvas/GraphCanvas';
import { NodePalette } from './canvas/NodePalette';
import { useAddNode } from './canvas/useAddNode';
import { AboutDialog } from './dialogs/AboutDialog';
import { ExamplesDialog } from './dialogs/ExamplesDialog';
import { KeysDialog } from './dialogs/KeysDialog';
import { ShareDialog } from './dialogs/ShareDialog';
import { Lab } from './Lab';
import { useLabTab } from './results/useLabTab';
import { SidePanel } from './SidePanel';
import { TopBar } from './TopBar';
import { Dialog } from './ui/Dialog';
import { Guard } from './ui/Guard';
import { Messages } from './ui/Messages';
import { lazyPart } from './ui/notLoaded';
import { PageFrame } from './ui/PageFrame';
import { Segmented } from './ui/Segmented';

/** What fills the window. */
export function App() {
  const page = usePage((state) => state.page);
  if (page === 'editor') return <Editor />;
  const { part, name, Page } = PAGES[page];
  return (
    <Guard key={page} part={part} frame={(words) => <PageFrame name={name}>{words}</PageFrame>}>
      <Suspense>
        <Page />
      </Suspense>
    </Guard>
  );
}

const PAGES = {
  oneLiners: {
    part: 'The table',
    name: 'One-liners',
    Page: lazyPart(async () => (await import('./oneLiners/OneLinersPage')).OneLinersPage),
  },
  equivalences: {
    part: 'The page',
    name: 'Equivalences',
    Page: lazyPart(async () => (await import('./equivalences/EquivalencesPage')).EquivalencesPage),
  },
  everyEstimator: {
    part: 'The view',
    name: 'One problem, every estimator',
    Page: lazyPart(async () => (await import('./everyEstimator/EveryEstimatorPage')).EveryEstimatorPage),
  },
} as const;

/** Bar above, palette, canvas and panel, the lab below. On a narrow screen the panels are tabs. */
function Editor() {
  const tab = useSession((session) => session.tab);
  const labTab = useLabTab();
  return (
    <ReactFlowProvider>
      <div className={styles.app} data-tab={tab} data-lab={labTab}>
        <header className={styles.bar}>
          <Guard part="The bar" look="line">
            <TopBar />
          </Guard>
        </header>
        <aside className={styles.palette} aria-label="Palette">
          <Guard part="The palette" look="line">
            <PaletteForCanvas />
          </Guard>
        </aside>
        <main id={CANVAS} className={styles.canvas} aria-label="Graph">
          <Guard part="The canvas">
            <GraphCanvas />
          </Guard>
          <Guard part="A message" look="line">
            <Messages />
          </Guard>
        </main>
        <div className={styles.tabs}>
          <Segmented label="Panel" options={TABS} value={tab} onChange={chooseTab} />
        </div>
        <aside className={styles.side} aria-label="Plans and mathematics">
          <Guard part="The note about this graph" look="line">
            <AboutNote />
          </Guard>
          <Guard part="The panel">
            <SidePanel />
          </Guard>
        </aside>
        <section className={styles.lab} aria-label="Lab">
          <Guard part="The lab">
            <Lab />
          </Guard>
        </section>
      </div>
      <OpenDialog />
    </ReactFlowProvider>
  );
}

const CANVAS = 'canvas';

const TABS = [
  { value: 'panel', label: 'Plans and mathematics' },
  { value: 'lab', label: 'Lab' },
] as const;

function PaletteForCanvas() {
  const drawing = useSession((session) => session.view === 'graph');
  const add = useAddNode();
  const drop = (kind: NodeKind, at: { x: number; y: number }) => {
    const box = document.getElementById(CANVAS)?.getBoundingClientRect();
    const inside = box && at.x >= box.left && at.x <= box.right && at.y >= box.top && at.y <= box.bottom;
    if (inside) add(kind, at);
  };
  return <NodePalette onDrop={drop} onAdd={(kind) => add(kind)} disabled={!drawing} />;
}

function OpenDialog() {
  const dialog = useSession((session) => session.dialog);
  if (dialog === undefined) return null;
  return (
    <Guard key={dialog} part="The dialog" frame={inDialog}>
      {DIALOGS[dialog]()}
    </Guard>
  );
}

/** What failed in a dialog can be closed like it. */
function inDialog(words: React.ReactNode) {
  return (
    <Dialog title="" onClose={() => openDialog(undefined)}>
      {words}
    </Dialog>
  );
}

const DIALOGS: { readonly [K in DialogName]: () => React.ReactNode } = {
  about: () => <AboutDialog />,
  examples: () => <ExamplesDialog />,
  keys: () => <KeysDialog />,
  share: () => <ShareDialog />,
};
