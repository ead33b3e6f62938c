import { parseArgs } from 'node:util';
import { type Document, encodeShare, estimatorLatexText } from '../engine';
import { compareDocuments } from './compare';
import { estimate } from './estimate';
import { printDiagnostic, printEstimate, printTruth, tailWarnings } from './print';
import { type Read, readDocument, textOf } from './readDocument';
import { readSteps } from './steps';
import { truth } from './truth';
import { USAGE, UsageError } from './usage';

const OK = 0;
const NOT_VALID = 1;
const WRONG_USAGE = 2;
const NO_TRUTH = 3;

/** Where a link leads when no address is given: the editor as `npm start` serves it. */
const BASE = 'http://localhost:5173/';

/** An exact answer is given up after so many seconds, where no others are asked for. */
const SECONDS = 60;

/** What a command does to the world around it. */
export interface Shell {
  /** The text of a file, or of standard input for `-`. Throws where there is none. */
  readonly read: (file: string) => string;
  /** A line of results. */
  readonly say: (text: string) => void;
  /** A line about what is wrong. */
  readonly complain: (text: string) => void;
  /** Opens an address in a browser. */
  readonly open: (address: string) => void;
}

/** Runs one command; gives the exit status. */
export function main(words: readonly string[], shell: Shell): number {
  try {
    return run(words, shell);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    shell.complain(`scg: ${error.message}\n\n${USAGE}`);
    return WRONG_USAGE;
  }
}

interface Options {
  readonly json: boolean;
  readonly plan: string | undefined;
  readonly estimates: number;
  readonly seed: number | undefined;
  readonly base: string;
  /** Of `truth`: for how long, and whether it is checked by drawing. */
  readonly seconds: number;
  readonly isChecked: boolean;
  /** Of `compare`: a plan for each file, and a file of steps. */
  readonly plans: readonly [string | undefined, string | undefined];
  readonly steps: string | undefined;
}

function run(words: readonly string[], shell: Shell): number {
  const { command, files, options } = parse(words);
  if (command === 'help') {
    shell.say(USAGE);
    return OK;
  }
  if (command === 'compare') return compareFiles(files, options, shell);
  const action = COMMANDS.get(command);
  if (!action) throw new UsageError(`there is no command ${command}`);
  const [file = ''] = files;
  const read = readDocument(file, shell.read);
  if (command === 'check') return check(read, options, shell);
  const { document, diagnostics } = read;
  if (!document) {
    report(read, options, shell);
    return NOT_VALID;
  }
  for (const diagnostic of diagnostics) shell.complain(printDiagnostic(diagnostic));
  if (options.plan !== undefined && !document.plans.some(({ name }) => name === options.plan))
    throw new UsageError(
      `there is no plan ${options.plan}; there are ${document.plans.map(({ name }) => name).join(', ')}`,
    );
  return action(document, options, shell);
}

type Command = (document: Document, options: Options, shell: Shell) => number;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['check', () => OK],
  [
    'estimate',
    (document, options, { say, complain }) => {
      const answer = estimate(document, { ...options, seed: options.seed ?? document.seed });
      say(options.json ? JSON.stringify(answer) : printEstimate(answer));
      for (const words of tailWarnings(answer)) complain(words);
      return OK;
    },
  ],
  [
    'truth',
    (document, { json, plan, seconds, isChecked }, { say, complain }) => {
      const onProgress = progressOf(complain);
      const { answer, none, notes } = truth(document, { plan, seconds, isChecked, onProgress });
      if (answer) say(json ? JSON.stringify(answer) : printTruth(answer));
      else if (json) say(JSON.stringify(none));
      for (const words of notes) complain(words);
      if (none) complain(`no exact truth: ${none.reason}`);
      return answer ? OK : NO_TRUTH;
    },
  ],
  [
    'latex',
    (document, { plan }, { say }) => {
      const own = document.plans.find(({ name }) => plan === undefined || name === plan);
      say(estimatorLatexText(document, own ?? { name: 'Default', nodes: {} }));
      return OK;
    },
  ],
  [
    'url',
    (document, { base }, { say }) => {
      say(base + encodeShare(document));
      return OK;
    },
  ],
  [
    'open',
    (document, { base }, { say, open }) => {
      const address = base + encodeShare(document);
      say(address);
      open(address);
      return OK;
    },
  ],
]);

/** How long nothing is said of a truth that is worked at, and between two words, in milliseconds. */
const SILENCE = 2000;
const PAUSE = 3000;

function progressOf(complain: Shell['complain']): (share: number, what: string) => void {
  let due = performance.now() + SILENCE;
  return (share, what) => {
    if (performance.now() < due) return;
    due = performance.now() + PAUSE;
    complain(`${Math.round(100 * share)} %: ${what}`);
  };
}

function check({ document, diagnostics }: Read, { json }: Options, { say, complain }: Shell): number {
  if (json) say(JSON.stringify({ ok: document !== undefined, diagnostics }));
  else {
    for (const diagnostic of diagnostics) complain(printDiagnostic(diagnostic));
    if (document) say('ok');
  }
  return document ? OK : NOT_VALID;
}

function compareFiles(files: readonly string[], options: Options, shell: Shell): number {
  const { plans, steps, json } = options;
  const own = readSteps(steps === undefined ? '{}' : textOf(steps, shell.read));
  const [a, b] = files.map((file) => readDocument(file, shell.read));
  for (const read of [a, b]) {
    if (read && !read.document) {
      report(read, options, shell);
      return NOT_VALID;
    }
    for (const diagnostic of read?.diagnostics ?? []) shell.complain(printDiagnostic(diagnostic));
  }
  if (!a?.document || !b?.document) throw new UsageError('compare needs two FILEs');
  const { equivalent, lines, answer } = compareDocuments(
    { document: a.document, plan: plans[0] },
    { document: b.document, plan: plans[1] },
    own,
  );
  shell.say(json ? JSON.stringify(answer) : lines.join('\n'));
  return equivalent ? OK : NOT_VALID;
}

function report({ diagnostics }: Read, { json }: Options, { say, complain }: Shell): void {
  if (json) say(JSON.stringify({ ok: false, diagnostics }));
  for (const diagnostic of diagnostics) complain(printDiagnostic(diagnostic));
}

function parse(words: readonly string[]): { command: string; files: readonly string[]; options: Options } {
  const { values, positionals } = parsed(words);
  const [command, ...files] = positionals;
  if (values.help || command === 'help') return { command: 'help', files: [], options: optionsOf(values) };
  if (command === undefined) throw new UsageError('a command is missing');
  const wanted = command === 'compare' ? 2 : 1;
  const rest = files.slice(wanted);
  if (files.length < wanted)
    throw new UsageError(`${command} needs ${wanted === 1 ? 'a FILE' : 'two FILEs'}`);
  if (rest.length > 0)
    throw new UsageError(`${wanted === 1 ? 'one FILE' : 'two FILEs'} only, got also ${rest.join(' ')}`);
  return { command, files, options: optionsOf(values) };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        plan: { type: 'string' },
        'plan-a': { type: 'string' },
        'plan-b': { type: 'string' },
        steps: { type: 'string' },
        estimates: { type: 'string' },
        seed: { type: 'string' },
        base: { type: 'string' },
        seconds: { type: 'string' },
        'no-check': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function optionsOf(values: ReturnType<typeof parsed>['values']): Options {
  return {
    json: values.json ?? false,
    plan: values.plan,
    estimates: wholeNumber('--estimates', values.estimates, 1, 1e9) ?? 100_000,
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 32 - 1),
    base: values.base ?? BASE,
    seconds: positive('--seconds', values.seconds) ?? SECONDS,
    isChecked: !values['no-check'],
    plans: [values['plan-a'], values['plan-b']],
    steps: values.steps,
  };
}

function positive(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number > 0 && number < Number.POSITIVE_INFINITY))
    throw new UsageError(`${option} takes a positive number, got ${text}`);
  return number;
}

function wholeNumber(
  option: string,
  text: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number) || number < least || number > most)
    throw new UsageError(`${option} takes a whole number from ${least} to ${most}, got ${text}`);
  return number;
}
