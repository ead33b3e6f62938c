// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Optimizer } from '../../engine';
import { findPreset } from '../../presets/registry';
import { currentDocument, EMPTY_DOCUMENT, startWith } from '../../state/document/document';
import { DecayOptions } from './DecayOptions';
import { PlaybackTools } from './pictures/PlaybackTools';
import { isScaled, ratioWords } from './ratioWords';
import { shownParameter } from './shownParameter';
import { TrainingOptions } from './TrainingOptions';

const example = findPreset('gan')?.document ?? EMPTY_DOCUMENT;
beforeEach(() => startWith(example));
afterEach(cleanup);

const shownIn = (label: string | RegExp) => (screen.getByLabelText(label) as HTMLInputElement).value;
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('how it is trained', () => {
  test('nothing is set of a graph that is not trained', () => {
    startWith(findPreset('smooth')?.document ?? EMPTY_DOCUMENT);
    expect(render(<TrainingOptions />).container.textContent).toBe('');
  });

  test('no steps at all are no end', () => {
    render(<TrainingOptions />);
    const steps = () => currentDocument().training?.steps;
    const [, , field] = screen
      .getAllByRole('textbox')
      .filter((own) => own.closest('label') !== null) as HTMLInputElement[];
    if (!field) throw new Error('there is no field');
    fireEvent.change(field, { target: { value: '500' } });
    expect(steps()).toBe(500);
    fireEvent.change(field, { target: { value: '0' } });
    expect(steps()).toBeUndefined();
  });
});

describe('decays', () => {
  const onChange = vi.fn();
  const fields = (optimizer: Optimizer) => {
    onChange.mockClear();
    cleanup();
    render(<DecayOptions optimizer={optimizer} onChange={onChange} />);
    return screen.queryAllByRole('textbox') as HTMLInputElement[];
  };

  test('are those that the optimizer has', () => {
    const counts = (['sgd', 'momentum', 'adam', 'rmsProp'] as const).map(
      (kind) => fields({ kind, rate: 0.1 }).length,
    );
    expect(counts).toEqual([0, 1, 2, 1]);
  });

  test('stay below 1, and are written down whole', () => {
    const [first] = fields({ kind: 'adam', rate: 0.1 });
    if (!first) throw new Error('there is no decay');
    fireEvent.change(first, { target: { value: '1' } });
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.change(first, { target: { value: '0.5' } });
    expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ kind: 'adam', rate: 0.1, decay: 0.5 }));
  });
});

describe('how rollouts are played', () => {
  const [onToggle, onSeek] = [vi.fn(), vi.fn()];
  const show = (playing: boolean, step: number | undefined, last = 25) => {
    cleanup();
    return render(
      <PlaybackTools
        label="Time"
        last={last}
        words={(at) => `step ${at}`}
        {...{ playing, step, onToggle, onSeek }}
      />,
    ).container;
  };

  test('is told by the button: again from the end, else on from where it is', () => {
    expect(show(true, 3).querySelector('button')?.textContent).toBe('Pause');
    expect(show(false, 3).querySelector('button')?.textContent).toBe('Play');
    for (const end of [25, undefined])
      expect(show(false, end).querySelector('button')?.textContent).toBe('Replay');
  });

  test('at rest stands at the end, and a step beyond a shorter rollout too', () => {
    show(false, undefined);
    expect(shownIn('Time')).toBe('25');
    show(false, 25, 10);
    expect([shownIn('Time'), screen.getByText('step 10').textContent]).toEqual(['10', 'step 10']);
    type('Time', '4');
    expect(onSeek).toHaveBeenLastCalledWith(4);
  });

  test('is not offered where there is nothing to play', () => {
    expect(show(false, undefined, 0).textContent).toBe('');
  });
});

describe('how plans compare', () => {
  test('the noisiest is held against the quietest', () => {
    const spread = (plan: string, variance: number) => ({ plan, variance });
    const words = (...variances: number[]) =>
      ratioWords(
        variances.map((variance, i) => spread('ABC'[i] ?? '', variance)),
        'w',
      );
    expect(words(1)).toBeUndefined();
    expect(words(1, Number.NaN)).toBeUndefined();
    expect(words(1, 0)).toBeUndefined();
    expect(words(1, 1.05)).toBe('A and B vary about as much in w');
    expect(words(1, 1.05, 1.02)).toBe('All plans vary about as much in w');
    expect(words(1, 1.4, 1.2)).toBe('B varies 1.4 times as much as A in w');
    expect(words(23.4, 1)).toBe('A varies 23 times as much as B in w');
    expect(words(1234, 1)).toBe('A varies 1,230 times as much as B in w');
    expect(words(2e7, 1)).toContain('2.00×10⁷');
  });

  test('those that normalise or rank are held against none', () => {
    expect(isScaled({ x: { estimator: 'score' }, y: { estimator: 'pathwise' } })).toBe(false);
    expect(isScaled({ x: { estimator: 'score', baseline: { kind: 'ranks' } } })).toBe(true);
    expect(
      isScaled({ x: { estimator: 'score', baseline: { kind: 'average', decay: 0.9, normalize: true } } }),
    ).toBe(true);
  });

  test('the parameter whose variance is drawn is the wished one where it is there', () => {
    const names = example.nodes.flatMap(({ kind, name }) => (kind === 'parameter' ? [name] : []));
    expect(shownParameter(example, names[1])).toBe(names[1]);
    expect(shownParameter(example, 'nobody')).toBe(names[0]);
    expect(shownParameter(EMPTY_DOCUMENT, undefined)).toBeUndefined();
  });
});
