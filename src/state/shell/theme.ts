import { create } from 'zustand';
import { ofBrowser, readText, removeText, writeText } from './browserStorage';
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
  // Where nothing can be kept, the choice lasts as long as the page.
  if (choice === 'system') removeText(ofBrowser, KEY);
  else writeText(ofBrowser, KEY, choice);
  useAppearance.setState({ choice });
  settle();
}

/** Reads the visitor's choice and follows the system's preferences. Call before the first paint. */
export function startAppearance(): void {
  const stored = readText(ofBrowser, KEY);
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
