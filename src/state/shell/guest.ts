import { create } from 'zustand';

/**
 * Whether the page is a guest in another page. For a guest, this browser keeps nothing: neither is read what the visitor keeps, nor is
 * anything written over it. Whoever shows the page in a frame can lure a click onto anything in it, so no click in a frame changes that.
 */
export const useGuest = create<{ readonly isGuest: boolean }>()(() => ({ isGuest: false }));

/** From now on nothing is kept in this browser. */
export function keepNothing(): void {
  useGuest.setState({ isGuest: true });
}

export function isGuest(): boolean {
  return useGuest.getState().isGuest;
}

/** Whether another page shows this one, of whatever origin. */
export function isFramed(): boolean {
  return window.top !== window.self;
}
