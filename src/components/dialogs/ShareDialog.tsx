import { useEffect, useMemo, useRef, useState } from 'react';
import { encodeShare } from '../../engine';
import { useDocument } from '../../state/document/document';
import { openDialog } from '../../state/shell/session';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { formatCount } from '../ui/numbers';
import styles from './dialogs.module.css';

/** Longer addresses are cut by some mail programs and chats. */
const SAFE = 2000;

/** The address that holds the whole graph. */
export function ShareDialog() {
  const document = useDocument((state) => state.document);
  const url = useMemo(() => location.href.replace(/#.*$/, '') + encodeShare(document), [document]);
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const copy = async (field: HTMLTextAreaElement | null) => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied('yes');
    } catch {
      field?.select();
      setCopied('refused');
    }
  };
  const field = useRef<HTMLTextAreaElement>(null);
  // Opened by a press of Share, which is what asks for the copy.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void copy(field.current);
  });
  return (
    <Dialog title="Share" onClose={() => openDialog(undefined)}>
      <p>
        This address holds the whole graph. Whoever opens it sees the same numbers; nothing is uploaded.
        {document.training &&
          ' Trained parameters are not in it: export them as a file from the Parameters menu.'}
      </p>
      <textarea
        ref={field}
        id="share-url"
        className={styles.url}
        aria-label="Address of this graph"
        readOnly
        rows={4}
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={`row ${styles.row}`}>
        <span className="muted tabular" role="status">
          {formatCount(url.length)} characters
          {url.length > SAFE && ': some mail programs cut off addresses this long; a file is safer'}
          {copied === 'refused' && ': the address is selected, press Ctrl+C to copy it'}
        </span>
        <Button look="strong" onClick={() => void copy(field.current)}>
          {copied === 'yes' ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </Dialog>
  );
}
