import '@fontsource-variable/inter/index.css';
import 'katex/dist/katex.min.css';
import '../../src/components/ui/tokens.css';
import '../../src/components/ui/base.css';
import './fonts.css';
import './stillBrowser';
import './stillWorker';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { startAppearance } from '../../src/state/shell/theme';
import { CHAPTERS } from './chapters';
import { Index, Stage } from './Gallery';
import styles from './Gallery.module.css';
import type { Section } from './section';
import { emptyStores } from './stores';

/** What the visual tests hold on to. */
export interface GalleryDoor {
  readonly ids: readonly string[];
  /** Shows a section in place of the one before. */
  show(id: string): void;
  /** After the window has been painted once more: sizes have been told, and fonts that are used are there. */
  painted(): Promise<void>;
}

declare global {
  interface Window {
    gallery: GalleryDoor;
  }
}

const SECTIONS = CHAPTERS.flatMap(({ sections }) => sections);

const host = document.getElementById('root');
if (!host) throw new Error('The gallery has no #root element to mount in.');
const isBare = new URLSearchParams(location.search).has('bare');
host.className = styles.gallery ?? '';
host.dataset.bare = String(isBare);
const [index, around] = [document.createElement('div'), document.createElement('main')];
index.style.display = 'contents';
around.className = styles.around ?? '';
host.append(index, around);
const roots = { index: createRoot(index), stage: createRoot(around) };

let shown: Section | undefined;

function show(id: string): void {
  const section = SECTIONS.find((own) => own.id === id);
  if (!section) throw new Error(`There is no section ${id}.`);
  shown = section;
  // Nothing of the one before may read what fills the stores now.
  flushSync(() => roots.stage.render(null));
  emptyStores();
  section.fill?.();
  flushSync(() => {
    roots.index.render(<Index shown={shown} />);
    roots.stage.render(<Stage section={section} />);
  });
  section.act?.(around);
}

function painted(): Promise<void> {
  return new Promise((resolve) => {
    // Its first call comes with the next frame, also where a test holds timers still.
    const sizes = new ResizeObserver(() => {
      sizes.disconnect();
      resolve(document.fonts.ready.then(() => undefined));
    });
    sizes.observe(around);
  });
}

/** What is measured in a font, or drawn by a library that comes late, is right at once. */
async function begin(): Promise<void> {
  await Promise.all([
    import('plotly.js-cartesian-dist-min'),
    ...[...document.fonts].map((face) => face.load()),
  ]);
  const wished = () => SECTIONS.find(({ id }) => `#${id}` === location.hash) ?? SECTIONS[0];
  addEventListener('hashchange', () => show(wished()?.id ?? ''));
  show(wished()?.id ?? '');
  window.gallery = {
    ids: SECTIONS.map(({ id }) => id),
    show,
    painted,
  };
}

startAppearance();
void begin();
