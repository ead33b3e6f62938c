import { messageOf } from '../../engine';
import { type MessageAction, sayOnce } from './messages';
import { shortened } from './words';

/**
 * What fails outside of what is drawn (in an event, a promise, a frame) is said once each, and the page goes on. `rescue`: what a visitor may
 * do to be safe.
 */
export function sayFaults(rescue: MessageAction): () => void {
  const tell = (thrown: unknown) => tellFault(thrown, rescue);
  const onError = ({ error, message, filename }: ErrorEvent) => {
    if (isOwn(filename) && !isHarmless(message)) tell(error ?? message);
  };
  const onRejection = ({ reason }: PromiseRejectionEvent) => tell(reason);
  addEventListener('error', onError);
  addEventListener('unhandledrejection', onRejection);
  return () => {
    removeEventListener('error', onError);
    removeEventListener('unhandledrejection', onRejection);
  };
}

function tellFault(thrown: unknown, rescue: MessageAction): void {
  sayOnce('Something failed, and your graph is kept.', {
    tone: 'error',
    detail: faultWords(thrown),
    actions: [rescue],
  });
}

const LONGEST = 300;

/** What was thrown, as words of bounded length. */
export function faultWords(thrown: unknown): string {
  return shortened(messageOf(thrown), LONGEST);
}

/** Reports what was caught where others must go on, as if nobody had caught it. */
export function reportFault(thrown: unknown): void {
  queueMicrotask(() => {
    throw thrown;
  });
}

/** Extensions run in the page, too, and a script of another host tells nothing of itself. */
function isOwn(filename: string): boolean {
  return filename === '' || filename.startsWith(location.origin) || location.origin === 'null';
}

/** Browsers report as an error that sizes are watched in the next frame. */
function isHarmless(message: string): boolean {
  return message.includes('ResizeObserver loop');
}
