// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { chooseFile, fileName, handOut } from './files';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('a title becomes a name that every system takes', () => {
  expect(fileName('Simple graph 5: both!')).toBe('simple-graph-5-both');
  expect(fileName('Über θ')).toBe('über-θ');
  expect(fileName(' ... ')).toBe('graph');
});

test('a text is handed out under its name, and its address given back', () => {
  vi.useFakeTimers();
  const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:here');
  const revoked = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue(undefined);
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue(undefined);
  handOut('{"scg": 1}', 'a.json');
  const link = clicked.mock.contexts[0] as HTMLAnchorElement;
  expect([link.download, link.getAttribute('href')]).toEqual(['a.json', 'blob:here']);
  const [blob] = made.mock.calls[0] ?? [];
  expect(blob).toMatchObject({ size: 10, type: 'application/json' });
  expect(revoked).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(revoked).toHaveBeenCalledWith('blob:here');
});

test('one file is taken, and none where the visitor changes their mind', () => {
  const clicked = vi.spyOn(HTMLInputElement.prototype, 'click').mockReturnValue(undefined);
  const take = vi.fn();
  chooseFile('.csv', take);
  const input = clicked.mock.contexts[0] as HTMLInputElement;
  expect([input.type, input.accept]).toEqual(['file', '.csv']);
  input.dispatchEvent(new Event('change'));
  expect(take).not.toHaveBeenCalled();
  const file = new File(['1'], 'a.csv');
  Object.defineProperty(input, 'files', { value: [file] });
  input.dispatchEvent(new Event('change'));
  expect(take).toHaveBeenCalledExactlyOnceWith(file);
});
