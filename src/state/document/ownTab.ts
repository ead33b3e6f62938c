import { encodeShare } from '../../engine';
import { say } from '../shell/messages';
import { currentDocument } from './document';

/** The address of the page with the open document in it. */
export function addressWithDocument(): string {
  return location.href.replace(/#.*$/, '') + encodeShare(currentDocument());
}

/** Opens the document in a tab of its own. There it is as if a link had been followed: it is kept, and what was open before is put by. */
export function openInOwnTab(): void {
  open(addressWithDocument(), '_blank', 'noopener');
}

/** Tells a visitor of a page in a frame that nothing is kept, and where it would be. */
export function tellGuest(): void {
  say('This page is shown inside another one, so what you do here is not kept.', {
    stays: true,
    actions: [{ label: 'Open in its own tab', run: openInOwnTab, leavesMessage: true }],
  });
}
