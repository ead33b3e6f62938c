import { create } from 'zustand';

/** Counts the documents opened: what the canvas brings into view anew. */
export const useOpened = create<{ readonly count: number; readonly sizes: number }>()(() => ({
  count: 0,
  sizes: 0,
}));

/** Counts the times that an example was shown in another size, which is to be brought into view gently. */
export function countFitting(): void {
  useOpened.setState(({ sizes }) => ({ sizes: sizes + 1 }));
}

export function countOpened(): void {
  useOpened.setState(({ count }) => ({ count: count + 1 }));
}
