import { create } from 'zustand';

/** A passing message: what was done, or what went wrong, with at most one thing to do about it. */
export interface Message {
  readonly id: number;
  readonly tone: 'plain' | 'error';
  readonly text: string;
  readonly detail: string | undefined;
  readonly action: { readonly label: string; readonly run: () => void } | undefined;
}

export const useMessages = create<{ readonly messages: readonly Message[]; readonly said: number }>()(() => ({
  messages: [],
  said: 0,
}));

const MILLISECONDS = { plain: 5000, error: 12_000 };
const AT_ONCE = 3;

export function say(text: string, more: Partial<Pick<Message, 'tone' | 'detail' | 'action'>> = {}): void {
  const id = useMessages.getState().said;
  const message: Message = {
    id,
    text,
    tone: more.tone ?? 'plain',
    detail: more.detail,
    action: more.action,
  };
  useMessages.setState(({ messages, said }) => ({
    messages: [...messages, message].slice(-AT_ONCE),
    said: said + 1,
  }));
  setTimeout(() => dismiss(id), MILLISECONDS[message.tone]);
}

export function dismiss(id: number): void {
  useMessages.setState(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }));
}
