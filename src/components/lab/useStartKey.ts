import { useEffect } from 'react';
import { currentDocument } from '../../state/document/document';
import { isTrainable } from '../../state/document/trainable';
import { pauseTraining, startTraining, useTraining } from '../../state/training/training';
import { isBusy } from '../ui/isBusy';

/** T starts and pauses a training that is in view, wherever the focus is but in a field, and however early. */
export function useStartKey(inView: boolean): void {
  useEffect(() => {
    if (!inView) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 't' || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.defaultPrevented || event.repeat || isBusy(event.target)) return;
      if (!isTrainable(currentDocument())) return;
      if (useTraining.getState().state === 'running') pauseTraining();
      else startTraining();
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [inView]);
}
