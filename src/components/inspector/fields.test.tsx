// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { NodePlan } from '../../engine';
import { findPreset } from '../../presets/registry';
import { currentDocument, EMPTY_DOCUMENT, startWith, undo, useDocument } from '../../state/document/document';
import { useMessages } from '../../state/shell/messages';
import { resetSession, selectNodes, useSession } from '../../state/shell/session';
import { EstimatorOptions } from './EstimatorOptions';
import { NodeInspector } from './NodeInspector';
import { ParameterSliders } from './ParameterSliders';

const example = findPreset('simple-5')?.document ?? EMPTY_DOCUMENT;
const nodeOf = (name: string) => currentDocument().nodes.find((node) => node.name === name);
const parentsOf = (name: string) => {
  const node = nodeOf(name);
  return node && 'parents' in node ? node.parents : [];
};

beforeEach(() => {
  startWith(example);
  resetSession();
  useMessages.setState({ messages: [] });
});
afterEach(cleanup);

describe('an expression', () => {
  const open = () => {
    selectNodes(['f2']);
    render(<NodeInspector />);
    const area = screen.getByLabelText('Expression') as HTMLTextAreaElement;
    fireEvent.focus(area);
    return area;
  };
  const type = (area: HTMLTextAreaElement, text: string) => {
    area.setSelectionRange(text.length, text.length);
    fireEvent.change(area, { target: { value: text, selectionStart: text.length } });
  };
  const offered = () => screen.queryAllByRole('option').map(({ firstChild }) => firstChild?.textContent);
  const chosen = () =>
    screen.queryAllByRole('option', { selected: true }).map((own) => own.firstChild?.textContent);

  test('is completed by keys, which go round; what is complete needs no list', () => {
    const area = open();
    type(area, 'ta');
    const all = offered();
    expect(all.length).toBeGreaterThan(1);
    expect(chosen()).toEqual(all.slice(0, 1));
    fireEvent.keyDown(area, { key: 'ArrowUp' });
    expect(chosen()).toEqual(all.slice(-1));
    fireEvent.keyDown(area, { key: 'ArrowDown' });
    fireEvent.keyDown(area, { key: 'Tab' });
    expect(area.value.startsWith('ta')).toBe(true);
    expect(area.value.length).toBeGreaterThan(2);
    expect(offered()).toEqual([]);
    type(area, 'x1');
    expect(offered()).toEqual([]);
  });

  test('Escape closes the list first, and then takes back what was typed with the edges that came with it', () => {
    const area = open();
    const before = area.value;
    type(area, `${before} + x1 `);
    expect(parentsOf('f2')).toContain('x1');
    type(area, `${before} + x1 + ta`);
    fireEvent.keyDown(area, { key: 'Escape' });
    expect(offered()).toEqual([]);
    expect(area.value).toContain('x1');
    fireEvent.keyDown(area, { key: 'Escape' });
    expect(currentDocument()).toBe(example);
    expect(area.value).toBe(before);
  });

  test('makes parents of what it names, but not of the word that is still being typed; all in one step of history', () => {
    const area = open();
    type(area, 'x2 + x1');
    expect(parentsOf('f2')).not.toContain('x1');
    fireEvent.blur(area);
    expect(parentsOf('f2')).toContain('x1');
    undo();
    expect(currentDocument()).toBe(example);
  });

  test('says what is wrong with it', () => {
    type(open(), 'x2 + ');
    expect(screen.getByLabelText('Expression').getAttribute('aria-invalid')).toBe('true');
  });
});

describe('a name', () => {
  const open = () => {
    selectNodes(['x1']);
    render(<NodeInspector />);
    const field = screen.getByLabelText('Name') as HTMLInputElement;
    fireEvent.focus(field);
    return field;
  };

  test('is taken over when the field is left, everywhere, and the node stays selected', () => {
    const field = open();
    fireEvent.change(field, { target: { value: 'z' } });
    expect(nodeOf('x1')).toBeDefined();
    fireEvent.blur(field);
    expect([nodeOf('x1'), useSession.getState().selection]).toEqual([undefined, ['z']]);
    expect(JSON.stringify(currentDocument())).not.toMatch(/\bx1\b/);
  });

  test('that another node has is refused while it is typed, and said when the field is left', () => {
    const field = open();
    fireEvent.change(field, { target: { value: 'x2' } });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    fireEvent.blur(field);
    expect(currentDocument()).toBe(example);
    expect(useMessages.getState().messages[0]?.text).toBe('The name stays x1');
  });

  test('is left alone by Escape', () => {
    const field = open();
    fireEvent.change(field, { target: { value: 'z' } });
    fireEvent.keyDown(field, { key: 'Escape' });
    fireEvent.blur(field);
    expect([currentDocument(), useMessages.getState().messages]).toEqual([example, []]);
  });
});

test('of several nodes all are removed at once, and one is chosen among them', () => {
  selectNodes(['x1', 'x2']);
  const { rerender, container } = render(<NodeInspector />);
  expect(container.querySelector('h2')?.textContent).toBe('2 nodes selected');
  const [, second] = container.querySelectorAll('li button');
  if (second) fireEvent.click(second);
  expect(useSession.getState().selection).toEqual(['x2']);
  selectNodes(['x1', 'x2']);
  rerender(<NodeInspector />);
  fireEvent.click(screen.getByText('Remove'));
  expect([nodeOf('x1'), nodeOf('x2'), useSession.getState().selection]).toEqual([undefined, undefined, []]);
});

test('a slider reaches further once its knob has been let go of at an end', () => {
  render(<ParameterSliders />);
  const slider = screen.getByRole('slider', { name: 'θ' }) as HTMLInputElement;
  const reach = () => Number(slider.max);
  const first = reach();
  fireEvent.pointerDown(slider);
  fireEvent.change(slider, { target: { value: String(first) } });
  // Under way the knob does not run away.
  expect(reach()).toBe(first);
  fireEvent.pointerUp(slider);
  expect(reach()).toBeGreaterThan(first);
  undo();
  expect(useDocument.getState().document).toBe(example);
});

describe('options of an estimator', () => {
  const set = vi.fn();
  const show = (choice: NodePlan) => {
    set.mockClear();
    const { container } = render(<EstimatorOptions choice={choice} set={set} />);
    return container;
  };
  const check = () => fireEvent.click(screen.getByRole('checkbox'));

  test('what is usual is not written down', () => {
    show({ estimator: 'pathwise', stickTheLanding: true });
    check();
    expect(set).toHaveBeenCalledWith({ estimator: 'pathwise' });
    cleanup();
    show({ estimator: 'measureValued' });
    check();
    expect(set).toHaveBeenCalledWith({ estimator: 'measureValued', coupled: false });
    cleanup();
    show({ estimator: 'measureValued', coupled: false });
    check();
    expect(set).toHaveBeenCalledWith({ estimator: 'measureValued' });
    cleanup();
    show({ estimator: 'score', baseline: { kind: 'average', decay: 0.5, normalize: true } });
    check();
    expect(set).toHaveBeenCalledWith({ estimator: 'score', baseline: { kind: 'average', decay: 0.5 } });
  });

  test('no hidden unit is a linear baseline', () => {
    show({ estimator: 'score', baseline: { kind: 'value', hidden: [8] } });
    const [hidden] = screen.getAllByRole('textbox');
    if (hidden) fireEvent.change(hidden, { target: { value: '0' } });
    expect(set).toHaveBeenCalledWith({ estimator: 'score', baseline: { kind: 'value', hidden: [] } });
  });

  test.each<NodePlan>([
    { estimator: 'enumerate' },
    { estimator: 'straightThrough' },
    { estimator: 'score' },
    { estimator: 'score', baseline: 'none' },
  ])('there are none where there is nothing to choose', (choice) => {
    expect(show(choice).textContent).toBe('');
  });

  test.each([{ kind: 'optimal' }, { kind: 'ranks' }] as const)('%o is divided by nothing', (baseline) => {
    show({ estimator: 'score', baseline });
    expect(screen.queryByRole('checkbox')).toBeNull();
  });
});
