import { create } from 'zustand';
import { shortened } from './words';

/** What a visitor can do about a message. It is dismissed then, unless there is more to do about it. */
export interface MessageAction {
  readonly label: string;
  readonly run: () => void;
  readonly leavesMessage?: boolean;
}

/** What was done, or what went wrong, with what to do about it. It passes by itself, unless it stays until it is dismissed. */
export interface Message {
  readonly id: number;
  readonly tone: 'plain' | 'error';
  readonly text: string;
  readonly detail: string | undefined;
  readonly actions: readonly MessageAction[];
  readonly stays: boolean;
}

export const useMessages = create<{ readonly messages: readonly Message[]; readonly said: number }>()(() => ({
  messages: [],
  said: 0,
}));

const MILLISECONDS = { plain: 5000, error: 12_000 };
/** Of those that pass by themselves. */
const AT_ONCE = 3;

/** Characters of a text; a detail may have three times as many. */
const LONGEST = 400;

type More = Partial<Pick<Message, 'tone' | 'detail' | 'actions' | 'stays'>>;

export function say(text: string, more: More = {}): void {
  const id = useMessages.getState().said;
  const message: Message = {
    id,
    text: shortened(text, LONGEST),
    tone: more.tone ?? 'plain',
    detail: more.detail && shortened(more.detail, 3 * LONGEST),
    actions: more.actions ?? [],
    stays: more.stays ?? false,
  };
  useMessages.setState(({ messages, said }) => ({
    messages: withoutOldest([...messages, message]),
    said: said + 1,
  }));
  if (!message.stays) setTimeout(() => dismiss(id), MILLISECONDS[message.tone]);
}

function withoutOldest(messages: readonly Message[]): readonly Message[] {
  const passing = messages.filter(({ stays }) => !stays);
  const gone = new Set(passing.slice(0, -AT_ONCE));
  return messages.filter((message) => !gone.has(message));
}

export function dismiss(id: number): void {
  useMessages.setState(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }));
}

const once = new Set<string>();
const MOST_REMEMBERED = 1000;

/** Says what would be said again and again, such as that nothing can be stored, but once for as long as the page is open. */
export function sayOnce(text: string, more: More = {}): void {
  const key = `${text}\n${more.detail ?? ''}`;
  if (once.has(key) || once.size >= MOST_REMEMBERED) return;
  once.add(key);
  say(text, more);
}

/** As if nothing had been said: for tests. */
export function forgetSaid(): void {
  once.clear();
}
