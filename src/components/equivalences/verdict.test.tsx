// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { attempt } from '../../engine';
import { EMPTY_DOCUMENT } from '../../state/document/document';
import { useEquivalences } from '../../state/views/equivalences';
import type { ComparedChoice } from '../../state/views/equivalencesAddress';
import { Presupposed } from './Presupposed';
import { ProofVerdict } from './ProofVerdict';
import { type Question, questionOf, stepsOn } from './question';
import type { Answer } from './useProof';

afterEach(cleanup);

const CLAIM: ComparedChoice = { kind: 'claim', id: 'draw-svg-inf', size: 2 };

/** The checker's answer, worked out at once. */
function answerTo(question: Question, off: ReadonlySet<string> = new Set()): Answer {
  const { left, right, claim } = question;
  if (left.kind !== 'ready' || right.kind !== 'ready') throw new Error('a side is missing');
  const steps = { left: stepsOn('left', question, off), right: stepsOn('right', question, off) };
  const made = attempt(left.planned, right.planned, { steps, wanted: claim?.correspondence ?? [] });
  return { question, steps, news: { kind: 'done', attempt: made } };
}

const question = questionOf(CLAIM, [], EMPTY_DOCUMENT);
const textOf = (answer: Answer | undefined, isSlow = false) =>
  render(<ProofVerdict answer={answer} isOld={false} isSlow={isSlow} />).container.textContent ?? '';

describe('what the checker says', () => {
  test('is that it compares, where the next answer takes its time, whatever it said before', () => {
    expect(textOf(undefined)).toBe('');
    expect(textOf(answerTo(question), true)).toBe('comparing…');
  });

  test('counts the assumptions that a proof rests on', () => {
    const words = textOf(answerTo(question));
    expect(words).toMatch(/^equivalent: .*, on the (one assumption|\d+ assumptions) below$/);
  });

  test('is the first difference where a step is left out, and how many more there are', () => {
    const bare = { ...question, steps: [] };
    const words = textOf(answerTo(bare));
    expect(words).toMatch(/^different: /);
    expect(words).toMatch(/and (one more change|\d+ more changes)/);
  });

  test('is why it failed', () => {
    const news = { kind: 'failed', message: 'the worker died' } as unknown as Answer['news'];
    expect(textOf({ ...answerTo(question), news })).toBe('The comparison failed: the worker died');
  });
});

test('each step has a switch that the claim can be tried without; its own steps cannot be removed', () => {
  const answer = answerTo(question);
  render(<Presupposed question={question} off={new Set()} answer={answer} onPoint={() => undefined} />);
  const switches = screen.getAllByRole('switch');
  expect(switches).toHaveLength(question.steps.length);
  expect(switches.every((own) => (own as HTMLInputElement).checked)).toBe(true);
  expect(screen.queryByText('Remove')).toBeNull();
  const [first] = switches;
  if (first) fireEvent.click(first);
  expect(useEquivalences.getState().off.size).toBe(1);
  useEquivalences.setState({ off: new Set() });
});
