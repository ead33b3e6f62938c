import { create } from 'zustand';

/** Counts the documents opened: what the canvas brings into view anew. */
export const useOpened = create<{ readonly count: number }>()(() => ({ count: 0 }));

export function countOpened(): void {
  useOpened.setState(({ count }) => ({ count: count + 1 }));
}
