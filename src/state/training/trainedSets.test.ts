import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findPreset } from '../../presets/registry';
import { startWith } from '../document/document';
import { useMessages } from '../shell/messages';
import { findKept, keep, useKept } from './kept';
import { writeParameters } from './parameterFile';
import { exportParameters, forgetParameters, importParameters, restoreParameters } from './trainedSets';

const document = findPreset('bayes')?.document;
if (!document) throw new Error('there is no example');

const SET = { id: 1, plan: 'a', step: 2, date: 3 };
const told = () => useMessages.getState().messages.map(({ text, tone }) => `${tone}: ${text}`);

describe('sets of trained parameters, where the browser keeps nothing', () => {
  beforeEach(() => {
    vi.stubGlobal('indexedDB', undefined);
    startWith(document);
    useMessages.setState({ messages: [] });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('none are found, without a word', async () => {
    useKept.setState({ sets: [SET] });
    await findKept(document);
    expect(useKept.getState().sets).toEqual([]);
    expect(told()).toEqual([]);
  });

  test('one cannot be kept, restored or forgotten, and that is said', async () => {
    await expect(keep(document, { plan: 'a', step: 1, parameters: new Map() })).rejects.toThrow();
    await restoreParameters(SET);
    await forgetParameters(SET);
    expect(told()).toEqual([
      'error: What was kept cannot be read any more.',
      'error: What was kept cannot be forgotten now.',
    ]);
  });

  test('a file that does not fit the graph starts nothing, and says what does not fit', async () => {
    await importParameters(new File(['no JSON'], 'a.json'));
    const other = { title: '', plan: 'a', step: 1, parameters: new Map([['nobody', new Float32Array(1)]]) };
    await importParameters(new File([writeParameters(other, document)], 'b.json'));
    expect(told()).toEqual([
      'error: a.json does not fit this graph.',
      'error: b.json does not fit this graph.',
    ]);
    const details = useMessages.getState().messages.map(({ detail }) => detail);
    expect(details[0]).toContain('no JSON');
    expect(details[1]).toContain('has no parameter');
  });

  test('nothing is handed out of what is not trained', async () => {
    const made = vi.spyOn(URL, 'createObjectURL');
    await exportParameters('a');
    expect(made).not.toHaveBeenCalled();
    made.mockRestore();
  });
});
