// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { DOCUMENT_LIMITS } from '../engine';
import { currentDocument, EMPTY_DOCUMENT, startWith } from '../state/document/document';
import { TopBar } from './TopBar';

afterEach(() => {
  cleanup();
  startWith(EMPTY_DOCUMENT);
});

test('a title as long as a document may have is shown whole, and typing in it loses nothing', () => {
  const title = 'x'.repeat(DOCUMENT_LIMITS.title - 1);
  startWith({ ...EMPTY_DOCUMENT, title });
  render(<TopBar />);
  const field = screen.getByRole('textbox', { name: 'Title' });
  expect(field).toHaveProperty('value', title);
  expect(field).toHaveProperty('maxLength', DOCUMENT_LIMITS.title);
  fireEvent.change(field, { target: { value: `${title}y` } });
  expect(currentDocument().title).toBe(`${title}y`);
});
