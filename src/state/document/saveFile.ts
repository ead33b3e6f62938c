import { serializeDocument } from '../../engine';
import { fileName, handOut } from '../shell/files';
import { currentDocument } from './document';

/** Hands the open document out as a file. */
export function saveFile(): void {
  const document = currentDocument();
  handOut(serializeDocument(document), `${fileName(document.title)}.scg.json`);
}
