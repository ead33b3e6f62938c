import { handOut } from '../shell/files';
import { say } from '../shell/messages';
import { sentence, shownTitle } from '../shell/words';
import { type Aside, asides, discard, readStoredText } from './aside';
import { show } from './open';

/** Says of everything that was put aside what it is, until it is discarded or opened. */
export function tellAsides(): void {
  for (const aside of asides()) tell(aside);
}

function tell(aside: Aside): void {
  const read = readStoredText(aside.text);
  const save = { label: 'Save as a file', run: () => saveAside(aside), leavesMessage: true };
  const throwAway = { label: 'Discard', run: () => discard(aside) };
  if ('why' in read)
    say('The graph saved in this browser cannot be read. It was put aside, and nothing will overwrite it.', {
      tone: 'error',
      stays: true,
      detail: sentence(read.why),
      actions: [save, throwAway],
    });
  else
    say(`A graph that could not be opened before was put aside: “${shownTitle(read.document.title)}”.`, {
      stays: true,
      actions: [
        {
          label: 'Open it',
          run: () => {
            discard(aside);
            show(read.document);
          },
        },
        save,
        throwAway,
      ],
    });
}

/** As it was stored, whatever it is. */
function saveAside({ key, text }: Aside): void {
  handOut(text, `put-aside-${key.split('.').at(-1)}.scg.json`);
}
