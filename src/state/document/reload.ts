import { encodeShare } from '../../engine';
import { useEmbed } from '../shell/embed';
import { currentDocument } from './document';
import { keepNow } from './storage';

/** Loads the page again, as after an update. The document is there again: this browser keeps it, or else the address does. */
export function reloadPage(): void {
  const isInAddress = useEmbed.getState().isEmbedded;
  if (!isInAddress && !keepNow()) history.replaceState(null, '', encodeShare(currentDocument()));
  location.reload();
}
