// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Diagnostic } from '../../engine';
import { findPreset } from '../../presets/registry';
import { EMPTY_DOCUMENT, startWith } from '../../state/document/document';
import { useRun } from '../../state/run/run';
import { resetSession, useSession } from '../../state/shell/session';
import type { PlanRow, PlanVerdict } from '../results/comparison';
import { NothingToRun, useStoppers, whatIsMissing } from '../results/NothingToRun';
import { ComparisonTable } from './ComparisonTable';
import { CoordinateChoice } from './CoordinateChoice';
import { TruthStatus } from './TruthStatus';

const before = useRun.getState();
beforeEach(() => {
  startWith(EMPTY_DOCUMENT);
  resetSession();
  useRun.setState(before, true);
});
afterEach(cleanup);

const ROW: PlanRow = {
  plan: 'Score',
  mean: 1.25,
  standardError: 0.5,
  variance: 4,
  varianceError: 0.1,
  signalToNoise: 0.625,
  estimatesPerSecond: 2e6,
  varianceTime: 2e-6,
  exactMean: undefined,
  exactMeanError: 0,
  exactVariance: undefined,
  note: undefined,
  verdict: { kind: 'open' },
  heavyTail: undefined,
  count: 10,
  broken: false,
};

describe('plans in numbers', () => {
  const TRUTH = { mean: 1, standardError: 0, bound: 0, text: '1.00', name: 'truth' } as const;
  type Truth = NonNullable<Parameters<typeof ComparisonTable>[0]['truth']>;
  const cells = (
    row: Partial<PlanRow>,
    truth: Truth | undefined = TRUTH,
    method?: 'long-run' | 'quadrature',
  ) => {
    const { container } = render(
      <ComparisonTable rows={[{ ...ROW, ...row }]} places={[0]} truth={truth} method={method} />,
    );
    const all = [...container.querySelectorAll('td')];
    const texts = all.map(({ textContent }) => textContent);
    const titles = all.map((cell) => cell.querySelector('[title]')?.getAttribute('title'));
    return { mean: texts[0], truth: texts[1], verdict: texts[2], variance: texts[3], titles, cells: all };
  };

  test.each<[PlanVerdict, Partial<PlanRow>, string]>([
    [{ kind: 'open' }, {}, '–'],
    [{ kind: 'unbiased', by: 'exact mean' }, {}, 'unbiased'],
    [{ kind: 'biased elsewhere', by: 'exact mean' }, {}, 'biased elsewhere'],
    [{ kind: 'agrees', by: 'run', distance: 1.234 }, {}, 'no bias seen, 1.23 s.e.'],
    [{ kind: 'biased', by: 'run', distance: 7 }, {}, 'biased, 7.00 s.e. off'],
    [{ kind: 'biased', by: 'exact mean' }, { exactMean: 0.5 }, 'biased: exact mean 0.500'],
    [{ kind: 'unknown', why: 'tail' }, {}, 'cannot tell'],
  ])('a verdict %o in words', (verdict, row, words) => {
    expect(cells({ verdict, ...row }).verdict).toBe(words);
  });

  test('more to know of a verdict comes when it is pointed at', () => {
    const { cells: all } = cells({ verdict: { kind: 'unknown', why: 'bounds' }, note: 'for M = 2' });
    const noted = all[2]?.querySelector('[tabindex="0"]');
    expect(noted).toBeTruthy();
    if (noted) act(() => fireEvent.focus(noted));
    expect(screen.getByText(/too wide to decide\. For M = 2\.$/)).toBeTruthy();
  });

  test('a truth has its error beside it where that can be seen', () => {
    expect(cells({}, { ...TRUTH, bound: 1e-4 }).truth).toBe('1.00');
    cleanup();
    expect(cells({}, { ...TRUTH, bound: 1e-3 }).truth).toBe('1.00 ± 0.0010');
    cleanup();
    const long = cells({}, { ...TRUTH, standardError: 0.01, name: 'long run' }, 'long-run');
    expect([long.truth, long.titles[1]]).toEqual([
      '1.00 ± 0.010',
      'from a long run, with its standard error',
    ]);
    cleanup();
    // Of a zero the error is seen against the spread of the estimates.
    expect(cells({ variance: 1e-20 }, { ...TRUTH, mean: 0, text: '0', bound: 1e-12 }).truth).toContain('±');
    cleanup();
    expect(cells({ variance: 1 }, { ...TRUTH, mean: 0, text: '0', bound: 1e-12 }).truth).toBe('0');
    cleanup();
    expect(
      render(
        <ComparisonTable rows={[ROW]} places={[0]} truth={undefined} method={undefined} />,
      ).container.querySelectorAll('td')[1]?.textContent,
    ).toBe('–');
  });

  test('where a number was not finite there is none, and what to look for', () => {
    const { mean, titles } = cells({ broken: true });
    expect(mean).toBe('not finite');
    expect(titles[0]).toContain('look for log');
  });
});

describe('in place of results', () => {
  const trouble = (message: string): Diagnostic =>
    ({ code: 'syntax', severity: 'error', message, hint: 'mend it', nodes: ['x'] }) as unknown as Diagnostic;

  test('what is missing comes in the order in which one would add it', () => {
    const whole = findPreset('step')?.document ?? EMPTY_DOCUMENT;
    const without = (kind: string) => ({ ...whole, nodes: whole.nodes.filter((node) => node.kind !== kind) });
    expect(whatIsMissing(EMPTY_DOCUMENT)).toMatch(/will be shown here/);
    expect(whatIsMissing({ ...EMPTY_DOCUMENT, nodes: without('parameter').nodes })).toMatch(
      /^Add a parameter/,
    );
    expect(whatIsMissing(without('cost'))).toMatch(/^Add a cost/);
    expect(whatIsMissing(whole)).toBeUndefined();
  });

  test('the first errors are told, each leads to its node, and the others are counted', () => {
    render(<NothingToRun missing={undefined} stoppers={['a', 'b', 'c', 'd', 'e', 'f'].map(trouble)} />);
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent?.[0])).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
    expect(screen.getByText('and 2 more')).toBeTruthy();
    const [first] = screen.getAllByRole('button');
    if (first) fireEvent.click(first);
    expect(useSession.getState().selection).toEqual(['x']);
  });

  test('errors in the numbers stop nothing that runs', () => {
    function Count() {
      return <p>{useStoppers().length}</p>;
    }
    const { container } = render(<Count />);
    act(() => useRun.setState({ status: 'running', diagnostics: [trouble('NaN')] }));
    expect(container.textContent).toBe('0');
    act(() => useRun.setState({ status: 'idle' }));
    expect(container.textContent).toBe('1');
  });
});

describe('the truth that is sought', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('has a bar and a button once it takes more than a second', () => {
    useRun.setState({ truth: { kind: 'sought', since: performance.now(), share: 0.5, what: 'adding up' } });
    const { container } = render(<TruthStatus />);
    expect(container.querySelector('progress')).toBeNull();
    act(() => void vi.advanceTimersByTime(1000));
    expect(container.querySelector('progress')?.getAttribute('value')).toBe('0.5');
    expect(screen.getByText('Cancel')).toBeTruthy();
    // Another one begins anew.
    act(() =>
      useRun.setState({
        truth: { kind: 'sought', since: performance.now(), share: undefined, what: undefined },
      }),
    );
    expect(container.querySelector('progress')).toBeNull();
  });

  test('is offered for longer where time ran out, and not where there is none', () => {
    const known = (isOutOfTime: boolean) =>
      useRun.setState({ truth: { kind: 'known', why: 'it is large', isOutOfTime, check: undefined } });
    known(true);
    const { container } = render(<TruthStatus />);
    expect(container.textContent).toBe('No exact truth so far: it is large.Try longer');
    act(() => known(false));
    expect(container.textContent).toBe('No exact truth: it is large.');
  });
});

describe('the coordinate that figures show', () => {
  const withValue = (value: number[]) => ({
    ...EMPTY_DOCUMENT,
    nodes: [{ name: 'w', kind: 'parameter' as const, value }],
  });

  test('is chosen by itself where there is one, from a menu where there are a few, and typed where there are many', () => {
    startWith(withValue([1]));
    const show = () => render(<CoordinateChoice coordinate={{ parameter: 'w', index: 0 }} />);
    expect(show().container.textContent).toBe('');
    cleanup();
    startWith(withValue([1, 2, 3]));
    expect(show().container.textContent).toBe('gradient inw[0]');
    fireEvent.click(screen.getByText('w[0]'));
    expect(screen.getAllByRole('menuitemradio').map(({ textContent }) => textContent)).toEqual([
      '✓w[0]',
      'w[1]',
      'w[2]',
    ]);
    cleanup();
    startWith(withValue(Array.from({ length: 50 }, (_, i) => i)));
    show();
    const field = screen.getByLabelText('Element, counted from 0');
    fireEvent.change(field, { target: { value: '50' } });
    expect(useSession.getState().coordinate).toBeUndefined();
    fireEvent.change(field, { target: { value: '49' } });
    expect(useSession.getState().coordinate).toEqual({ parameter: 'w', index: 49 });
  });
});
