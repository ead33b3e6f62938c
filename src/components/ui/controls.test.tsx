// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EMPTY_DOCUMENT, edit, startWith, undo, useDocument } from '../../state/document/document';
import { useMessages } from '../../state/shell/messages';
import { Guard } from './Guard';
import { choices, MenuButton, type MenuEntry } from './Menu';
import { NumberField } from './NumberField';
import { Segmented } from './Segmented';
import { Slider } from './Slider';

beforeEach(() => {
  startWith(EMPTY_DOCUMENT);
  useMessages.setState({ messages: [] });
});
afterEach(cleanup);

const told = () => useMessages.getState().messages.map(({ text, detail }) => `${text}: ${detail}`);

describe('a number that is typed', () => {
  const onChange = vi.fn();
  const show = (props: Partial<Parameters<typeof NumberField>[0]> = {}) => {
    render(<NumberField label="Seed" value={7} onChange={onChange} {...props} />);
    return screen.getByRole('textbox', { name: 'Seed' });
  };
  beforeEach(() => onChange.mockClear());
  const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

  test('takes effect as soon as it is one, with either minus sign', () => {
    const field = show();
    type(field, '1e');
    expect(onChange).not.toHaveBeenCalled();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    for (const text of ['1e3', '−4', ' 0.5 ']) type(field, text);
    expect(onChange.mock.calls).toEqual([[1000], [-4], [0.5]]);
    expect(field.getAttribute('aria-invalid')).toBe('false');
  });

  test.each([
    [{ min: 0, max: 10 }, '11', 'it takes a number from 0 to 10'],
    [{ min: 1 }, '0', 'it takes a number, 1 or more'],
    [{ integer: true, min: 0 }, '1.5', 'it takes a whole number, 0 or more'],
    [{}, 'seven', 'it takes a number'],
  ])('out of bounds is gone when the field is left, with a word on what it takes', (props, text, words) => {
    const field = show(props);
    fireEvent.focus(field);
    type(field, text);
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.blur(field);
    expect(field).toHaveProperty('value', '7');
    expect(told()).toEqual([`Seed stays 7: ${words}`]);
  });

  test('moves by arrow keys, ten times as far with shift, never past its ends', () => {
    const field = show({ min: 0, max: 10, step: 2 });
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    fireEvent.keyDown(field, { key: 'ArrowDown', shiftKey: true });
    expect(onChange.mock.calls).toEqual([[9], [0]]);
  });

  test('is one step of history a visit, which Escape takes back without a word', () => {
    function Seed() {
      const seed = useDocument(({ document }) => document.seed);
      return (
        <NumberField label="Seed" value={seed} onChange={(next) => edit((own) => ({ ...own, seed: next }))} />
      );
    }
    render(<Seed />);
    const field = screen.getByRole('textbox');
    const seed = () => useDocument.getState().document.seed;
    fireEvent.focus(field);
    for (const text of ['2', '23', '234']) type(field, text);
    fireEvent.blur(field);
    expect(seed()).toBe(234);
    fireEvent.focus(field);
    for (const text of ['5', '5x']) type(field, text);
    fireEvent.keyDown(field, { key: 'Escape' });
    fireEvent.blur(field);
    expect([seed(), told()]).toEqual([234, []]);
    undo();
    expect(seed()).toBe(1);
  });
});

describe('a menu', () => {
  const chosen = vi.fn();
  const entries: readonly MenuEntry[] = [
    ...choices(['Alpha', 'Beta'], (own) => own === 'Beta', String, chosen),
    'line',
    { label: 'Gamma', disabled: 'there is none', onChoose: () => chosen('Gamma') },
  ];
  const open = () => {
    render(
      <MenuButton label="Letters" entries={entries}>
        Letters
      </MenuButton>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Letters' }));
  };
  beforeEach(() => chosen.mockClear());
  const focused = () => document.activeElement?.textContent;
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

  test('begins at what is chosen, and goes round by keys and letters', () => {
    open();
    expect(focused()).toContain('Beta');
    const seen = ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'a', 'b'].map((key) => {
      press(key);
      return focused()?.replace(/^✓/, '').replace('there is none', '');
    });
    expect(seen).toEqual(['Gamma', 'Alpha', 'Gamma', 'Alpha', 'Gamma', 'Alpha', 'Beta']);
  });

  test('is closed by a choice, by Escape and by a press outside', () => {
    open();
    fireEvent.click(screen.getByRole('menuitemradio', { name: 'Alpha' }));
    expect(chosen).toHaveBeenCalledExactlyOnceWith('Alpha');
    const button = screen.getByRole('button', { name: 'Letters' });
    for (const close of [
      () => press('Escape'),
      // As after a field in it has taken Enter, and let the focus go.
      () => fireEvent.keyDown(document.body, { key: 'Escape' }),
      () => fireEvent.pointerDown(document.body),
    ]) {
      fireEvent.click(button);
      expect(screen.getByRole('menu')).toBeTruthy();
      close();
      expect(screen.queryByRole('menu')).toBeNull();
    }
    expect(chosen).toHaveBeenCalledTimes(1);
  });

  test('says why an entry cannot be chosen, and does not choose it', () => {
    open();
    const gamma = screen.getByRole('menuitem', { name: /Gamma/ });
    expect(gamma.textContent).toContain('there is none');
    fireEvent.click(gamma);
    expect(chosen).not.toHaveBeenCalled();
    expect(screen.getByRole('menu')).toBeTruthy();
  });
});

test('arrow keys go round among few choices, past what cannot be chosen', () => {
  const onChange = vi.fn();
  const options = [
    { value: 'a', label: 'A' },
    { value: 'b', label: 'B', disabled: true },
    { value: 'c', label: 'C' },
  ] as const;
  render(<Segmented label="Letters" options={options} value="a" onChange={onChange} />);
  const group = screen.getByRole('radiogroup');
  for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'x']) fireEvent.keyDown(group, { key });
  expect(onChange.mock.calls).toEqual([['c'], ['c'], ['c']]);
  // One stop of the tab key.
  expect(screen.getAllByRole('radio').map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
});

test('a knob`s travel begins with a press or the first of the keys, and ends with either', () => {
  const [onStart, onEnd] = [vi.fn(), vi.fn()];
  render(
    <Slider
      label="θ"
      tone="input"
      value={1}
      min={0}
      max={2}
      step={1}
      onChange={() => {}}
      {...{ onStart, onEnd }}
    />,
  );
  const slider = screen.getByRole('slider');
  fireEvent.keyDown(slider, { key: 'Tab' });
  expect(onStart).not.toHaveBeenCalled();
  fireEvent.keyDown(slider, { key: 'ArrowRight' });
  fireEvent.keyDown(slider, { key: 'ArrowRight', repeat: true });
  fireEvent.keyUp(slider, { key: 'ArrowRight' });
  fireEvent.pointerDown(slider);
  fireEvent.pointerCancel(slider);
  expect([onStart.mock.calls.length, onEnd.mock.calls.length]).toEqual([2, 2]);
});

test('what fails is told in its own place, and can be tried again', () => {
  let isBroken = true;
  const Part = () => {
    if (isBroken) throw new Error('no numbers');
    return <p>whole</p>;
  };
  const quiet = vi.spyOn(console, 'error').mockReturnValue(undefined);
  render(
    <>
      <Guard part="The lab">
        <Part />
      </Guard>
      <p>the rest</p>
    </>,
  );
  expect(screen.getByRole('alert').textContent).toContain('The lab failed');
  expect(screen.getByText('no numbers')).toBeTruthy();
  expect(screen.getByText('the rest')).toBeTruthy();
  isBroken = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('whole')).toBeTruthy();
  quiet.mockRestore();
});
