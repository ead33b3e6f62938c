import '@fontsource-variable/inter/index.css';
import 'katex/dist/katex.min.css';
import './components/ui/tokens.css';
import './components/ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './components/App';
import { EmbeddedApp } from './components/embedded/EmbeddedApp';
import { LastGuard } from './components/LastGuard';
import { useEmbed } from './state/shell/embed';
import { startAppearance } from './state/shell/theme';
import { startPage } from './state/start';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root element to mount in.');

createRoot(root).render(
  <StrictMode>
    <LastGuard failed={begin()}>{useEmbed.getState().isEmbedded ? <EmbeddedApp /> : <App />}</LastGuard>
  </StrictMode>,
);

/** Gives what the page failed with, if it did. */
function begin(): { readonly thrown: unknown } | undefined {
  try {
    startAppearance();
    startPage();
    return undefined;
  } catch (thrown) {
    return { thrown };
  }
}
