import { create } from 'zustand';
import { isGuest } from './guest';
import type { ThemeChoice } from './session';

const KEY = 'scg-lab.theme';

export interface Appearance {
  readonly choice: ThemeChoice;
  /** What is shown: the choice, or what the system prefers. */
  readonly theme: 'light' | 'dark';
  readonly reducedMotion: boolean;
}

export const useAppearance = create<Appearance>()(() => ({
  choice: 'system',
  theme: 'light',
  reducedMotion: false,
}));

export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (isGuest()) {
      // The choice lasts as long as the page.
    } else if (choice === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // As above: storage is switched off.
  }
  useAppearance.setState({ choice });
  settle();
}

/** Reads the visitor's choice and follows the system's preferences. Call before the first paint. */
export function startAppearance(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    // As above.
  }
  const choice: ThemeChoice = stored === 'light' || stored === 'dark' ? stored : 'system';
  useAppearance.setState({ choice });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', settle);
  matchMedia('(prefers-reduced-motion: reduce)').addEventListener('change', settle);
  settle();
}

function settle(): void {
  const { choice } = useAppearance.getState();
  const systemTheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const theme = choice === 'system' ? systemTheme : choice;
  document.documentElement.dataset.theme = theme;
  useAppearance.setState({
    theme,
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
  });
}
