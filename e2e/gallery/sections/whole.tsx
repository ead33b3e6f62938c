import { App } from '../../../src/components/App';
import { EmbeddedApp } from '../../../src/components/embedded/EmbeddedApp';
import { TopBar } from '../../../src/components/TopBar';
import { embed } from '../../../src/state/shell/embed';
import { SIMPLE_5, simple5 } from '../fixtures/documents';
import { exact, truthOf } from '../fixtures/truth';
import type { Chapter } from '../section';
import { open, run } from '../stores';

const live = () => {
  open(simple5);
  run({
    plans: SIMPLE_5,
    truth: exact(truthOf(simple5, SIMPLE_5, { gradient: 7.29, method: 'polynomials' })),
  });
};

export const WHOLE: Chapter = {
  title: 'Whole',
  sections: [
    { id: 'editor', title: 'Editor', fill: live, show: App },
    {
      id: 'embedded',
      title: 'Embedded in another page',
      fill: () => {
        live();
        embed('https://example.org/');
      },
      show: EmbeddedApp,
    },
    { id: 'top-bar', title: 'Bar', fill: () => open(simple5), show: TopBar },
  ],
};
