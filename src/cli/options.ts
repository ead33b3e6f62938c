import { parseArgs } from 'node:util';
import { UsageError } from './usage';

/** Where a link leads when no address is given: the editor as `npm start` serves it. */
const BASE = 'http://localhost:5173/';

/** An exact answer is given up after so many seconds, where no others are asked for. */
const SECONDS = 60;

export interface Options {
  readonly json: boolean;
  readonly plan: string | undefined;
  readonly estimates: number | undefined;
  readonly seed: number | undefined;
  readonly base: string;
  /** Of `truth`: for how long, and whether it is checked by drawing. */
  readonly seconds: number;
  readonly isChecked: boolean;
  /** Of `compare`: a plan for each file, and a file of steps. */
  readonly plans: readonly [string | undefined, string | undefined];
  readonly steps: string | undefined;
}

const KINDS = {
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
} as const;

type Name = keyof typeof KINDS;

/** What each command takes. */
const TAKEN: ReadonlyMap<string, readonly Name[]> = new Map<string, readonly Name[]>([
  ['estimate', ['plan', 'estimates', 'seed', 'json']],
  ['truth', ['plan', 'seconds', 'no-check', 'json']],
  ['check', ['json']],
  ['latex', ['plan']],
  ['compare', ['plan-a', 'plan-b', 'steps', 'json']],
  ['url', ['base']],
  ['open', ['base']],
]);

/** The words of a command line: what is asked for, and the options that the command has no use for. */
export interface Words {
  readonly command: string;
  readonly files: readonly string[];
  readonly options: Options;
  readonly idle: readonly string[];
}

/** Throws a UsageError that names the option, what it takes and what came. */
export function parseWords(words: readonly string[]): Words {
  const { values, positionals } = parsed(words);
  const [command, ...files] = positionals;
  const options = optionsOf(values);
  if (values.help || command === 'help') return { command: 'help', files: [], options, idle: [] };
  if (command === undefined) throw new UsageError('a command is missing', true);
  const taken = TAKEN.get(command);
  if (!taken) throw new UsageError(`there is no command ${command}`, true);
  const wanted = command === 'compare' ? 2 : 1;
  const rest = files.slice(wanted);
  if (files.length < wanted)
    throw new UsageError(`${command} needs ${wanted === 1 ? 'a FILE' : 'two FILEs'}`);
  if (rest.length > 0)
    throw new UsageError(`${wanted === 1 ? 'one FILE' : 'two FILEs'} only, got also ${rest.join(' ')}`);
  const idle = Object.keys(values).filter((name) => !taken.some((own) => own === name));
  return { command, files, options, idle: idle.map((name) => `--${name}`) };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: joined(words), allowPositionals: true, options: KINDS });
  } catch (error) {
    throw new UsageError(wordsOf(error));
  }
}

/** `--seconds -1` as `--seconds=-1`: a number that is negative is a value, and no option. */
function joined(words: readonly string[]): string[] {
  return words.flatMap((word, i) => {
    const next = words[i + 1] ?? '';
    const isValue = (own: string, before: string | undefined) =>
      /^-[\d.]/.test(own) && before !== undefined && takesValue(before);
    if (isValue(word, words[i - 1])) return [];
    return isValue(next, word) ? [`${word}=${next}`] : [word];
  });
}

function takesValue(word: string): boolean {
  return Object.entries(KINDS).some(([name, { type }]) => type === 'string' && word === `--${name}`);
}

/** What is wrong with an option, in one line. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [, name = ''] = /(--?[\w-]+)/.exec(error.message) ?? [];
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `there is no option ${name}`;
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
    return takesValue(name) ? `${name} needs a value` : `${name} takes no value`;
  return error.message;
}

function optionsOf(values: ReturnType<typeof parsed>['values']): Options {
  return {
    json: values.json ?? false,
    plan: values.plan,
    estimates: wholeNumber('--estimates', values.estimates, 1, 1e9),
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
    throw new UsageError(`${option} takes a number above 0, got ${quoted(text)}`);
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
  if (text.trim() === '' || !Number.isInteger(number) || number < least || number > most) {
    const [from, to] = [least, most].map((end) => end.toLocaleString('en-US'));
    throw new UsageError(`${option} takes a whole number from ${from} to ${to}, got ${quoted(text)}`);
  }
  return number;
}

function quoted(text: string): string {
  return text.trim() === '' ? `"${text}"` : text;
}
