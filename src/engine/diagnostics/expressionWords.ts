import type { ExpressionFacts } from './expressionFacts';
import { count, error, list, shorten, type Wording } from './wording';

/** Words of the findings about expressions: one row a code. */
export const EXPRESSION_WORDS: {
  readonly [K in keyof ExpressionFacts]: (facts: ExpressionFacts[K]) => Wording;
} = {
  'expression-empty': () => error('the expression is empty', 'write a formula, such as x^2'),
  'expression-too-long': ({ length, limit }) =>
    error(
      `the expression has ${count(length)} characters; at most ${count(limit)} fit`,
      'move parts of it into deterministic nodes of their own',
    ),
  'expression-too-deep': ({ limit }) =>
    error(
      `more than ${limit} brackets, signs, powers or indices inside one another`,
      'move the inner part into a deterministic node of its own',
    ),
  'expression-chain': ({ sign, limit }) =>
    error(
      `the ${sign} here comes after ${limit} ${sign === '/' ? 'quotients' : 'operators'} in a row, and no more fit`,
      'put brackets around parts of it, or move parts into deterministic nodes of their own',
    ),
  'unknown-character': ({ character, instead }) =>
    error(
      `${character} means nothing here`,
      instead ? `write ${instead}` : 'use letters, digits, + - * / ^ ( ) [ ] , ? : and comparisons',
    ),
  'bad-number': ({ text }) =>
    error(`${shorten(text)} is not a number`, 'write it like 1.5 or 1e-3, below 1.8e308'),
  'unclosed-bracket': ({ open }) =>
    error(`${open} is never closed`, `add ${open === '(' ? ')' : ']'} where it ends`),
  'unopened-bracket': ({ close }) =>
    error(`${close} closes nothing`, `remove it, or add ${close === ')' ? '(' : '['} before`),
  'missing-operator': ({ instead }) => error('an operator is missing', `write ${shorten(instead)}`),
  'missing-operand': ({ after, before }) =>
    error(
      `a value is missing${after ? ` after ${shorten(after)}` : ''}${before ? ` before ${shorten(before)}` : ''}`,
      'write a number, a name or a bracket there',
    ),
  'missing-colon': () => error('? has no :', 'write condition ? value : other value'),
  'unexpected-sign': ({ sign }) =>
    error(
      `${sign} cannot stand here`,
      sign === ','
        ? 'commas separate arguments of a function, as in max(a, b)'
        : 'remove it, or add what belongs before it',
    ),
  'chained-comparison': ({ instead }) =>
    error('comparisons cannot be chained', `write ${instead.length > 80 ? '(a < b)*(b < c)' : instead}`),

  'not-a-parent': ({ name }) => error(`${name} is not among its parents`, `add the edge from ${name}`),
  'unknown-name': ({ name, suggestion }) =>
    error(
      `${shorten(name)} is not in the graph`,
      suggestion
        ? `did you mean ${suggestion}?`
        : `add a node called ${shorten(name)}, or use one of the parents`,
    ),
  'unknown-function': ({ name, suggestion }) =>
    error(
      `there is no function ${shorten(name)}`,
      suggestion ? `did you mean ${suggestion}?` : `for a product write ${shorten(name)}*(...)`,
    ),
  'function-without-arguments': ({ signature }) =>
    error('a function stands without its arguments', `write ${signature}`),
  'node-called': ({ name }) =>
    error(
      `${name} is a value, not a function`,
      `write ${name}*(...) for a product, ${name}[i] for an element`,
    ),
  'argument-count': ({ call, signature, given }) =>
    error(
      given === 0
        ? `${call} got no argument`
        : `${call} cannot take ${given} argument${given === 1 ? '' : 's'}`,
      `write ${signature}`,
    ),
  'named-argument': ({ call, arg, signature }) =>
    error(
      `${call} takes its arguments without names, got ${shorten(arg)}=...`,
      `write ${signature}; for a comparison write ==`,
    ),
  'argument-order': ({ call, signature }) =>
    error(
      `in ${call}, an argument without a name comes after one with a name`,
      `put it first, as in ${signature}, or give its name`,
    ),
  'argument-twice': ({ call, arg }) => error(`${call} got ${arg} twice`, 'keep one of them'),
  'not-constant': ({ call, argument }) =>
    error(
      `the ${argument} of ${call} must be a whole number${argument === 'length' ? ', 1 or more' : ''}`,
      'write the number out, such as 2',
    ),
  'bad-index': ({ index, length }) =>
    error(
      `there is no element ${index} in an array of length ${length}`,
      length === 1 ? 'the only index is 0' : `count from 0 to ${length - 1}`,
    ),

  'not-weights': ({ call, wanted, got, name = 'it' }) =>
    error(
      `${call} needs the weights of a ${wanted}, and ${got ? `${name} holds those of a ${got}` : `nothing says that ${name} holds them`}`,
      got === 'network'
        ? 'write mlp(theta, x), or give the parameter a value such as {"cell": [2, 8]}'
        : got === 'cell'
          ? 'write gru(theta, x, h), or give the parameter a value such as {"network": [2, 16, 1]}'
          : `name a parameter with a value such as ${wanted === 'network' ? '{"network": [2, 16, 1]}' : '{"cell": [2, 8]}'}`,
    ),

  'distribution-misplaced': ({ distribution }) =>
    error(
      `${distribution} is a distribution, not a value`,
      `make it the distribution of a stochastic node, or write log_prob(${distribution}(...), value)`,
    ),
  'not-a-distribution': ({ call, got, suggestion }) =>
    error(
      `${call} needs a distribution, got ${shorten(got)}`,
      suggestion
        ? `did you mean ${suggestion}?`
        : `name a stochastic node, or write one out, as in ${call}(Normal(0, 1)${call === 'entropy' ? '' : ', ...'})`,
    ),
  'no-closed-form': ({ call, distributions }) =>
    error(
      `no closed form of ${call} for ${list(distributions)}`,
      call === 'kl'
        ? 'write log_prob(z) - log_prob(q, z), its one-sample estimate'
        : 'write -log_prob(z), its one-sample estimate',
    ),
};
