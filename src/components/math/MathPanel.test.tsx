// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Document } from '../../engine';
import { EMPTY_DOCUMENT } from '../../state/document/document';
import { showFirst } from '../../state/document/open';
import { MathPanel } from './MathPanel';

/** Two players whose labels are the same. */
const GAME: Document = {
  ...EMPTY_DOCUMENT,
  nodes: ['a', 'b'].flatMap((player) => [
    { name: player, kind: 'parameter', value: 1, label: '\\theta' } as const,
    { name: `f${player}`, kind: 'cost', parents: [player], trains: [player] } as const,
  ]),
  plans: [{ name: 'Default', nodes: {} }],
};

class Silent {
  observe(): void {}
  disconnect(): void {}
}

beforeAll(() => {
  vi.stubGlobal('ResizeObserver', Silent);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test('players of a game may have the same label', () => {
  const complain = vi.spyOn(console, 'error');
  showFirst(GAME);
  render(<MathPanel />);
  expect(complain).not.toHaveBeenCalled();
});
