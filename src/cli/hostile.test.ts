import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Builder } from '../engine/ir/builder';
import { WORK_LIMITS } from '../engine/ir/workLimits';
import { HOSTILE } from '../engine/testing/hostile';
import { main } from './main';

/** Instructions asked for: work that no other load of the machine changes. */
let asked = 0;

beforeEach(() => {
  asked = 0;
  const { emit } = Builder.prototype;
  vi.spyOn(Builder.prototype, 'emit').mockImplementation(function (this: Builder, instruction) {
    asked++;
    return emit.call(this, instruction);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

function scg(command: string, text: string, ...options: string[]) {
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  const isLink = text.startsWith('#');
  const status = main([command, isLink ? text : '-', ...options], {
    read: () => text,
    say: () => undefined,
    complain: say,
    open: () => undefined,
  });
  return { status, lines };
}

/** Each input is tried on one of these, all of which check it first. */
const COMMANDS: readonly (readonly [string, ...string[]])[] = [
  ['check'],
  ['truth', '--no-check', '--seconds', '5'],
  ['estimate'],
  ['latex'],
  ['url'],
];
const TRIED = HOSTILE.map(({ name, text }, i) => {
  const [command, ...options] = COMMANDS[i % COMMANDS.length] ?? ['check'];
  return { name, text, command, options };
});

/** Two plans are checked, and written again for what is asked of them. */
const MOST_ASKED = 4 * WORK_LIMITS.instructions;
/** Far more than it takes: what counts is the work. */
const TIMEOUT = 300_000;

test('there are three times as many as twenty', () => {
  expect(HOSTILE.length).toBeGreaterThanOrEqual(60);
});

test.each(TRIED)('$command answers to $name', { timeout: TIMEOUT }, ({ text, command, options }) => {
  const { status, lines } = scg(command, text, ...options);
  expect(status, lines.join('\n')).toBeLessThan(4);
  if (status === 1) expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line.length).toBeLessThan(1500);
  expect(asked).toBeLessThan(MOST_ASKED);
});
