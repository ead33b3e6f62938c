// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chooseTheme, startAppearance, useAppearance } from './theme';

/** What the system prefers, to be changed under way. */
function fakeSystem() {
  const preferred = { dark: false, reduced: false };
  const listeners = new Set<() => void>();
  vi.stubGlobal('matchMedia', (query: string) => ({
    get matches() {
      return query.includes('dark') ? preferred.dark : preferred.reduced;
    },
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
  }));
  return (change: Partial<typeof preferred>) => {
    Object.assign(preferred, change);
    for (const listener of listeners) listener();
  };
}

const shown = () => [useAppearance.getState().theme, document.documentElement.dataset.theme];

describe('the theme', () => {
  let prefer = fakeSystem();
  beforeEach(() => {
    prefer = fakeSystem();
    localStorage.clear();
    startAppearance();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    localStorage.clear();
  });

  test('follows the system, also under way', () => {
    expect(shown()).toEqual(['light', 'light']);
    prefer({ dark: true, reduced: true });
    expect(shown()).toEqual(['dark', 'dark']);
    expect(useAppearance.getState().reducedMotion).toBe(true);
  });

  test('is the visitor`s own once chosen, whatever the system says, and at the next visit', () => {
    chooseTheme('dark');
    prefer({ dark: false });
    expect(shown()).toEqual(['dark', 'dark']);
    useAppearance.setState({ choice: 'system' });
    startAppearance();
    expect(useAppearance.getState().choice).toBe('dark');
    chooseTheme('system');
    startAppearance();
    expect([useAppearance.getState().choice, ...shown()]).toEqual(['system', 'light', 'light']);
  });

  test('is chosen for the visit where the browser keeps nothing', () => {
    const refuse = () => {
      throw new Error('switched off');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
    startAppearance();
    chooseTheme('dark');
    expect(shown()).toEqual(['dark', 'dark']);
  });
});
