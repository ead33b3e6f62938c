import { DOCUMENT_LIMITS, setTitle } from '../engine';
import {
  abandonGesture,
  beginGesture,
  edit,
  endGesture,
  redo,
  undo,
  useCanRedo,
  useCanUndo,
  useDocument,
} from '../state/document/document';
import { newDocument, openFile, show } from '../state/document/open';
import { openInOwnTab } from '../state/document/ownTab';
import { saveFile } from '../state/document/saveFile';
import { loadPutBy, useSaved } from '../state/document/storage';
import { chooseFile, JSON_FILES } from '../state/shell/files';
import { useGuest } from '../state/shell/guest';
import { chooseView, openDialog, useSession } from '../state/shell/session';
import { chooseTheme, useAppearance } from '../state/shell/theme';
import { shownTitle } from '../state/shell/words';
import { goToPage } from '../state/views/page';
import { VIEWS } from './canvas/views';
import styles from './TopBar.module.css';
import { Brand } from './ui/Brand';
import { Button } from './ui/Button';
import { Guard } from './ui/Guard';
import { MenuButton, type MenuItem } from './ui/Menu';
import { Segmented } from './ui/Segmented';
import { MenuSign, RedoSign, UndoSign } from './ui/signs';

const SAVED = { saved: 'saved', saving: 'saving', none: 'not saved' };
const SAVED_WHERE = {
  saved: 'Saved in this browser',
  saving: 'Saved in this browser',
  none: 'This browser cannot save your graph',
  guest: 'Nothing is saved while this page is shown inside another one',
};

/** Whose graph it is, how to look at it, and what to do with it as a whole. */
export function TopBar() {
  const view = useSession((session) => session.view);
  return (
    <div className={styles.bar}>
      <div className={styles.left}>
        <Brand as="h1" />
        <Guard part="The title" look="line">
          <Title />
          <SavedWords />
        </Guard>
      </div>
      <div className={styles.views}>
        <Guard part="The choice of views" look="line">
          <Segmented label="View" options={VIEWS} value={view} onChange={chooseView} />
        </Guard>
      </div>
      <div className={styles.right}>
        <Guard part="Undo" look="line">
          <History />
        </Guard>
        <Button onClick={() => openDialog('examples')}>Examples</Button>
        <Button look="strong" onClick={() => openDialog('share')}>
          Share
        </Button>
        <Guard part="The menu" look="line">
          <FileMenu />
        </Guard>
      </div>
    </div>
  );
}

/** The title, a field that looks like text until it is touched. */
function Title() {
  const title = useDocument(({ document }) => document.title);
  return (
    <span className={styles.title} data-text={title || 'Untitled'}>
      <input
        aria-label="Title"
        value={title}
        placeholder="Untitled"
        size={1}
        maxLength={DOCUMENT_LIMITS.title}
        onFocus={beginGesture}
        onBlur={endGesture}
        onChange={(event) => {
          const text = event.currentTarget.value;
          edit((document) => setTitle(document, text));
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') abandonGesture();
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </span>
  );
}

function SavedWords() {
  const saved = useSaved((state) => state.saved);
  const isGuest = useGuest((state) => state.isGuest);
  const empty = useDocument(({ document }) => document.nodes.length === 0);
  if (empty) return null;
  return (
    <span className={styles.saved} title={SAVED_WHERE[isGuest ? 'guest' : saved]}>
      {SAVED[saved]}
    </span>
  );
}

function History() {
  const canUndo = useCanUndo();
  const canRedo = useCanRedo();
  return (
    <span className={styles.history}>
      <Button look="quiet" square aria-label="Undo" title="Undo" disabled={!canUndo} onClick={undo}>
        <UndoSign />
      </Button>
      <Button look="quiet" square aria-label="Redo" title="Redo" disabled={!canRedo} onClick={redo}>
        <RedoSign />
      </Button>
    </span>
  );
}

function FileMenu() {
  const choice = useAppearance((appearance) => appearance.choice);
  const isGuest = useGuest((state) => state.isGuest);
  const theme = (['system', 'light', 'dark'] as const).map((value) => ({
    label: { system: 'Match system', light: 'Light theme', dark: 'Dark theme' }[value],
    checked: choice === value,
    onChoose: () => chooseTheme(value),
  }));
  return (
    <MenuButton
      label="Menu"
      square
      look="quiet"
      alignRight
      entries={[
        { label: 'New graph', onChoose: newDocument },
        { label: 'Open a file…', onChoose: () => chooseFile(JSON_FILES, (file) => void openFile(file)) },
        { label: 'Save as a file', onChoose: saveFile },
        ...backTo(),
        ...(isGuest ? [{ label: 'Open in its own tab', onChoose: openInOwnTab }] : []),
        { label: 'About this graph', onChoose: () => openDialog('about') },
        { label: 'Table of one-liners', onChoose: () => goToPage('oneLiners') },
        { label: 'One problem, every estimator', onChoose: () => goToPage('everyEstimator') },
        { label: 'Equivalences', onChoose: () => goToPage('equivalences') },
        'line',
        ...theme,
        'line',
        { label: 'Keyboard shortcuts', detail: '?', onChoose: () => openDialog('keys') },
        { label: 'Licenses', onChoose: openLicenses },
      ]}
    >
      <MenuSign />
    </MenuButton>
  );
}

/** Of all that the page is made with: the build writes this file. */
function openLicenses(): void {
  open('licenses.txt', '_blank', 'noopener');
}

/** The graph that an opened link took the place of. */
function backTo(): readonly MenuItem[] {
  const before = loadPutBy();
  if (!before) return [];
  return [{ label: `Back to “${shownTitle(before.title)}”`, onChoose: () => show(before) }];
}
