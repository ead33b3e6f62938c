import { type Document, describe, encodeShare, estimatorLatexText, FindingError, modelOf } from '../engine';
import { compareDocuments } from './compare';
import { estimate, USUAL } from './estimate';
import { type Options, parseWords } from './options';
import { printDiagnostic, printEstimate, printTruth, tailWarnings } from './print';
import { type ReadDocument, readDocument, textOf } from './readDocument';
import { readSteps } from './steps';
import { truth } from './truth';
import { USAGE, UsageError } from './usage';

const OK = 0;
const NOT_VALID = 1;
const WRONG_USAGE = 2;
const NO_TRUTH = 3;
const FAULT = 4;

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
    if (error instanceof FindingError) {
      for (const finding of error.findings) shell.complain(printDiagnostic(describe(finding)));
      return NOT_VALID;
    }
    if (!(error instanceof UsageError)) {
      shell.complain(`scg: this should not have happened: ${faultWords(error)}`);
      return FAULT;
    }
    shell.complain(
      `scg: ${error.message}${error.isLost ? `\n\n${USAGE}` : ' (scg help tells what it takes)'}`,
    );
    return WRONG_USAGE;
  }
}

function faultWords(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function run(words: readonly string[], shell: Shell): number {
  const { command, files, options, idle } = parseWords(words);
  if (command === 'help') {
    shell.say(USAGE);
    return OK;
  }
  if (idle.length > 0) shell.complain(`warning: ${command} has no use for ${idle.join(', ')}`);
  if (command === 'compare') return compareFiles(files, options, shell);
  const action = COMMANDS.get(command);
  if (!action) throw new Error(`${command} is not carried out`);
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

function fewerWords(estimates: number): string {
  const [made, usual] = [estimates, USUAL].map((count) => count.toLocaleString('en-US'));
  return `warning: ${made} estimates in place of ${usual}, as each is much work; --estimates asks for more`;
}

type Command = (document: Document, options: Options, shell: Shell) => number;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['check', () => OK],
  [
    'estimate',
    (document, options, { say, complain }) => {
      const answer = estimate(document, { ...options, seed: options.seed ?? document.seed });
      say(options.json ? JSON.stringify(answer) : printEstimate(answer));
      if (options.estimates === undefined && answer.estimates < USUAL) complain(fewerWords(answer.estimates));
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
      say(estimatorLatexText(modelOf(document), own ?? { name: 'Default', nodes: {} }));
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

function check({ document, diagnostics }: ReadDocument, { json }: Options, { say, complain }: Shell): number {
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

function report({ diagnostics }: ReadDocument, { json }: Options, { say, complain }: Shell): void {
  if (json) say(JSON.stringify({ ok: false, diagnostics }));
  for (const diagnostic of diagnostics) complain(printDiagnostic(diagnostic));
}
