import { EXPRESSION_WORDS } from './expressionWords';
import type { Facts } from './facts';
import type { Code, Diagnostic, Finding, FindingPlace } from './types';
import { count, error, list, shorten, type Wording, warning } from './wording';
import { WORK_WORDS } from './workWords';

/** The only place where findings are worded: one row a code, so that a code without words does not compile. */
const WORDS: { readonly [K in Code]: (facts: Facts[K], place: FindingPlace) => Wording } = {
  'not-json': ({ detail, line, column }) =>
    error(
      `not valid JSON at line ${line}, column ${column}: ${detail}`,
      'check the quotes, commas and brackets just before that place',
    ),
  'too-large': ({ what, size, limit, mend = 'make it smaller, or split the graph in two' }) =>
    error(`${what} ${count(size)}; at most ${count(limit)} fit`, mend),
  'missing-version': ({ got }) =>
    error(
      `not a graph of this lab: the version "scg" must be 1, got ${got}`,
      'add "scg": 1 at the top of the document',
    ),
  'newer-version': ({ version, known }) =>
    error(
      `made by a newer version of the lab: format ${version}, and this page reads up to ${known}`,
      'reload the page to get the newest version, or export the graph again from an older one',
    ),

  'no-example': ({ id }) => error(`there is no example called "${shorten(id)}"`, 'choose one from Examples'),
  'bad-link': ({ problem, text }) =>
    error(
      {
        empty: 'the link holds no graph',
        unreadable: 'the link is damaged: some of its characters are not as they were',
        cut: 'the link is cut off: its end is missing',
        unknown: `"${shorten(text)}" is not a link to a graph`,
      }[problem],
      'copy the whole link again, from # to its last character; some programs break long links or change them',
    ),
  'unknown-codec': ({ tag, known }) =>
    error(
      `the link is written as "${shorten(tag)}", and this page reads ${list(known)}`,
      'reload the page to get the newest version, or copy the whole link again',
    ),

  'missing-field': ({ expected }, { field }) =>
    error(`${fieldName(field)} is missing`, `add ${fieldName(field)}: ${expected}`),
  'wrong-value': ({ expected, got }, { field }) =>
    error(`${fieldName(field)} must be ${expected}, got ${got}`, `write ${expected} there`),
  'unknown-field': ({ suggestion }, { field }) =>
    warning(
      `nothing here reads ${fieldName(field)}`,
      suggestion
        ? `did you mean "${suggestion}"?`
        : 'it does no harm; remove it unless you meant something by it',
    ),
  'unknown-choice': ({ what, got, choices, suggestion }) =>
    error(
      `there is no ${what} ${got}`,
      suggestion ? `did you mean ${suggestion}?` : `choose one of ${choices.join(', ')}`,
    ),
  'ragged-tensor': ({ lengths: [first, other] }, { field }) =>
    error(
      `the rows of ${fieldName(field)} differ in shape: ${first} and ${other}`,
      'give every row the same length',
    ),

  'bad-name': ({ name, problem }) =>
    error(
      problem === 'length'
        ? `the name "${shorten(name)}" has ${name.length} characters; at most 32 fit`
        : problem === 'empty'
          ? 'a name is missing'
          : `"${shorten(name)}" is not a name that expressions can use`,
      problem === 'length'
        ? 'choose a shorter name, and set the long one as its label'
        : 'start with a letter A to Z or a to z and go on with letters, digits and _, such as theta or x_1',
    ),
  'reserved-name': ({ name, meaning }) =>
    error(`${name} already means ${meaning}`, `choose another name, such as ${name}_1`),
  'taken-name': ({ name, what }) =>
    error(`there is another ${what} called ${name}`, `rename one of the two, for example to ${name}_2`),
  'unknown-node': ({ name, role, suggestion }, { field }) =>
    error(
      {
        parent: `its parent ${shorten(name)} is not in the graph`,
        trains: `it is to train ${shorten(name)}, which is not in the graph`,
        plan: `it names ${shorten(name)}, which is not in the graph`,
        edit: `${shorten(name)} is not in the graph`,
        field: `${fieldName(field)} names ${shorten(name)}, which is not in the graph`,
      }[role],
      suggestion ? `did you mean ${suggestion}?` : `add a node called ${shorten(name)}, or remove the name`,
    ),
  'unknown-plan': ({ name }) =>
    error(`there is no plan called ${shorten(name)}`, 'choose one of the plans in the table'),

  cycle: ({ path }) =>
    error(
      `${walk(path)} would be a cycle; a stochastic computation graph has none`,
      `remove one of its edges${path[1] === undefined ? '' : `, such as ${path[0]} → ${path[1]}`}`,
    ),
  'self-loop': () =>
    error('a node cannot be its own parent', 'remove the edge, or add a second node for the next time step'),
  'duplicate-parent': ({ name }) =>
    error(`${name} is listed twice among its parents`, 'list every parent once'),
  'needed-parent': ({ name, law }) =>
    error(
      `its formula uses the distribution of ${law}, which depends on ${name}`,
      `take log_prob(${law}), kl or entropy out of the formula first, or remove the edge from ${name} to ${law}`,
    ),
  'source-parents': ({ kind }) =>
    error(
      `${kind === 'parameter' ? 'a parameter' : 'an input'} has no parents: its value is given`,
      'connect from it instead, or make it a deterministic node',
    ),
  'not-a-parameter': ({ name, kind }) =>
    error(
      `it is to train ${name}, which is ${withArticle(kind)} node`,
      'only parameters are trained: name parameters, or leave "trains" out to train them all',
    ),

  'missing-args': ({ distribution, missing, alternatives }) =>
    error(
      `${distribution} needs ${list(missing)}`,
      `give ${alternatives.map((args) => list(args)).join(', or ')}`,
    ),
  'unknown-args': ({ distribution, unknown, alternatives }) =>
    error(
      `${distribution} has no argument ${list(unknown.map(shorten))}`,
      `its arguments are ${alternatives.map((args) => list(args)).join(', or ')}`,
    ),
  'conflicting-args': ({ distribution, given, alternatives }) =>
    error(
      `${distribution} takes one of ${alternatives.map((args) => list(args)).join(' or ')}, got ${list(given)}`,
      'keep one of them',
    ),
  'args-without-distribution': ({ args }) =>
    error(
      `the argument${args.length > 1 ? 's' : ''} ${list(args.map(shorten))} belong${args.length > 1 ? '' : 's'} to no distribution`,
      'choose a distribution, or remove the arguments to get Normal(sum of the parents, 1)',
    ),
  'not-stochastic': ({ name, kind }) =>
    error(
      `it chooses an estimator for ${name}, which is ${withArticle(kind)} node`,
      'only stochastic nodes have an estimator: remove the entry',
    ),
  'argument-range': ({ arg, got, range }) => {
    const { must, hint } = RANGES[range];
    return error(`${arg} must ${must}, got ${got}`, hint);
  },
  'missing-class-axis': ({ distribution, arg }) =>
    error(
      `${arg} of ${distribution} must be a vector with one number for each ${arg === 'probs' || arg === 'logits' ? 'class' : 'coordinate'}, got a single number`,
      arg === 'probs' ? 'write stack(p, 1 - p) for two classes' : 'write stack(a, b) for two of them',
    ),
  'not-square': ({ distribution, arg, shape }) =>
    error(
      `${arg} of ${distribution} must be a square matrix, got the shape ${shape}`,
      'write stack(stack(a, 0), stack(b, c)) for two coordinates',
    ),
  'odd-samples': ({ samples }) =>
    error(
      `antithetic samples come in pairs, and ${samples} is odd`,
      `set samples to ${samples + 1}, or leave antithetic out`,
    ),
  'refused-baseline': ({ baseline, why, mend }) =>
    error(`the baseline ${baseline} may not be used here: ${why}`, mend),
  'no-estimator': ({ estimator, why }) =>
    error(
      `there is no ${estimator} estimator here: ${why}`,
      'choose score, which works for every distribution',
    ),

  'unfitting-node': ({ name, kind, expected }, { field }) =>
    error(
      `${fieldName(field)} must name ${expected}, and ${name} is ${withArticle(kind)} node`,
      `name ${expected} there`,
    ),
  'two-groups': ({ name }) =>
    error(
      `${name} is in more than one group of "training"`,
      'keep it in one of them, so that one optimizer moves it',
    ),

  'not-a-number': ({ bad, of, got }) =>
    error(
      `is ${got} in ${bad === of ? 'every draw' : `${count(bad)} of ${count(of)} draws`}`,
      got === 'NaN'
        ? 'look for a division by zero, or the logarithm or root of a number that is not positive'
        : 'look for a division by zero, the logarithm of zero, or a number that grows too large, and scale it down',
    ),
  'condition-1': ({ parameter, from, to, culprit, kind, sure, mend, hasPath }) =>
    warning(
      {
        function: `${sure ? '' : 'perhaps '}biased: ${parameter} reaches ${from} → ${to} without a draw in between, and ${culprit} ${sure ? 'jumps' : 'may jump'} there`,
        edge: `${sure ? '' : 'perhaps '}biased: ${parameter} reaches ${from} → ${to} without a draw in between, and ${culprit} ${sure ? 'jumps' : 'may jump'} at the edge of its support`,
        support: `biased: the support of ${culprit} moves with ${from}, so its score function misses part of the gradient`,
        weak: `biased: no weak derivative in the ${culprit} is known here, and ${parameter} reaches it through ${from}`,
      }[kind],
      mend.length > 0
        ? `take the score function at ${list(mend)}, or remove the jump`
        : {
            function: 'replace the function by a continuous one, or put a stochastic node above it',
            edge: 'keep the value inside the support, or put a stochastic node above it',
            support: hasPath ? `take the pathwise estimator at ${to}` : 'let no parameter move its ends',
            weak: `take the score function at ${to}`,
          }[kind],
    ),
  'unused-parent': ({ name }) =>
    warning(
      `its parent ${name} is in none of its expressions`,
      `use ${name} in an expression, or remove the edge from it`,
    ),

  'shape-mismatch': ({ what, shapes }) =>
    error(`${what}: ${shapes.join(' and ')}`, 'shapes broadcast as in NumPy: make the last axes equal or 1'),
  ...EXPRESSION_WORDS,
  ...WORK_WORDS,
};

const RANGES: { readonly [R in Facts['argument-range']['range']]: { must: string; hint: string } } = {
  finite: {
    must: 'be a finite number',
    hint: 'look for a division by zero, or the logarithm or root of a negative number, in what it is made from',
  },
  positive: { must: 'be positive', hint: 'write exp(s) to keep it positive' },
  unitInterval: {
    must: 'lie between 0 and 1',
    hint: 'write sigmoid(s) to keep it there, or give logits in place of probs',
  },
  positiveProbability: { must: 'lie above 0 and at most at 1', hint: 'write sigmoid(s) to keep it there' },
  simplex: {
    must: 'hold non-negative numbers that sum to 1',
    hint: 'write softmax(s), or give logits in place of probs',
  },
  logits: {
    must: 'hold finite numbers, or -Infinity for a class that is impossible',
    hint: 'look for a division by zero, or the logarithm or root of a negative number, in what it is made from',
  },
  naturalNumber: { must: 'be a whole number, 0 or more', hint: 'write round(n), or give the number itself' },
  lowerTriangular: {
    must: 'hold positive numbers on its diagonal and zeros above it',
    hint: 'write stack(stack(exp(a), 0), stack(b, exp(c))) for two coordinates',
  },
  interval: { must: 'lie below high', hint: 'write low + exp(s) for high' },
};

/** Puts a finding into words: names the node or plan, what came, and the mend. */
export function describe(finding: Finding): Diagnostic {
  const { code, facts, ...place } = finding;
  const { severity, message, hint } = wordsOf(code, facts, place);
  const whole = `${subject(place)}${message}`;
  return { ...place, severity, code, message: cut(whole), hint: cut(hint) };
}

/** Characters of a message: what comes from outside may be of any length, and of any number. */
const MOST = 600;

function cut(words: string): string {
  return words.length > MOST ? `${words.slice(0, MOST - 1)}…` : words;
}

/** Whether a finding stops its document from being used; a warning does not. */
export function isError(finding: Finding): boolean {
  return describe(finding).severity === 'error';
}

function wordsOf<K extends Code>(code: K, facts: Facts[K], place: FindingPlace): Wording {
  return WORDS[code](facts, place);
}

/** `x: `, `plan Score: `, `plan Score, x: `, or nothing for the document as a whole. */
function subject({ nodes, plan }: FindingPlace): string {
  const parts = [
    ...(plan === undefined ? [] : [`plan ${shorten(plan)}`]),
    ...(nodes?.[0] === undefined ? [] : [shorten(nodes[0])]),
  ];
  return parts.length > 0 ? `${parts.join(', ')}: ` : '';
}

function fieldName(field: string | undefined): string {
  return `"${shorten(field ?? 'value')}"`;
}

/** A cycle; of a long one its beginning and its end. */
function walk(path: readonly string[]): string {
  const names = [...path, path[0] ?? ''].map(shorten);
  const most = 12;
  return (names.length > most ? [...names.slice(0, most - 2), '…', ...names.slice(-1)] : names).join(' → ');
}

function withArticle(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
