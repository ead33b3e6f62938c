import { useCallback, useEffect, useRef } from 'react';
import { abandonGesture, beginGesture, endGesture } from '../../state/document/document';

interface Gesture {
  /** The visit to a field, or the press of keys on a knob, begins. */
  readonly begin: () => void;
  /** A press on a knob begins its travel: it first ends the visit to a field, whose `blur` would come after the press. */
  readonly press: () => void;
  readonly end: () => void;
  /** Ends it as if nothing had been typed. */
  readonly cancel: () => void;
}

/** One visit to a field, or one travel of a knob, as one step of history; ended too where the control goes away. */
export function useGesture(): Gesture {
  const open = useRef(false);
  const begin = useCallback(() => {
    beginGesture();
    open.current = true;
  }, []);
  const press = useCallback(() => {
    const { activeElement } = globalThis.document;
    const isField =
      activeElement instanceof HTMLTextAreaElement ||
      (activeElement instanceof HTMLInputElement && activeElement.type === 'text');
    if (isField) activeElement.blur();
    begin();
  }, [begin]);
  const end = useCallback(() => {
    open.current = false;
    endGesture();
  }, []);
  const cancel = useCallback(() => {
    open.current = false;
    abandonGesture();
  }, []);
  useEffect(
    () => () => {
      if (open.current) endGesture();
    },
    [],
  );
  return { begin, press, end, cancel };
}
