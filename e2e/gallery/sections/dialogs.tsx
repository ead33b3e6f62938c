import { AboutDialog } from '../../../src/components/dialogs/AboutDialog';
import { ExamplesDialog } from '../../../src/components/dialogs/ExamplesDialog';
import { KeysDialog } from '../../../src/components/dialogs/KeysDialog';
import { ShareDialog } from '../../../src/components/dialogs/ShareDialog';
import { example, simple5 } from '../fixtures/documents';
import type { Chapter, Section } from '../section';
import { open } from '../stores';

export const DIALOGS: Chapter = {
  title: 'Dialogs',
  sections: [
    dialog('about', 'About', () => open(simple5), AboutDialog),
    dialog('about-empty', 'About, to be written', () => open({ ...simple5, about: '' }), AboutDialog),
    dialog('examples', 'Examples', () => open(simple5), ExamplesDialog),
    dialog('keys', 'Keys', () => open(simple5), KeysDialog),
    dialog('share', 'Share', () => open(example('vae')), ShareDialog),
  ],
};

function dialog(id: string, title: string, fill: () => void, show: Section['show']): Section {
  return { id: `dialog-${id}`, title, fill, show, height: 860 };
}
