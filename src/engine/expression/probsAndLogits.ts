import type { StochasticNode } from '../document/types';
import { partsOf } from './names';
import { parse } from './parse';
import type { Tree } from './tree';

export type Weighting = 'probs' | 'logits';

export function isWeighting(arg: string): arg is Weighting {
  return arg === 'probs' || arg === 'logits';
}

/**
 * The arguments of a distribution given by `probs` or `logits` rewritten to be given by the other, so that the
 * distribution stays the same: Bernoulli's logits are the log odds, those over classes log probabilities up to a common
 * summand. A conversion that is exactly what stands there is undone. A text that does not parse stays as it is, to be
 * mended first.
 */
export function argsGivenBy(node: StochasticNode, wanted: Weighting): Readonly<Record<string, string>> {
  const args = node.args ?? {};
  const given = wanted === 'probs' ? 'logits' : 'probs';
  const text = Object.hasOwn(args, wanted) ? args[wanted] : args[given];
  if (text === undefined) return { [wanted]: wanted === 'probs' ? '0.5' : '0' };
  if (Object.hasOwn(args, wanted)) return { [wanted]: text };
  const convert = (node.distribution === 'Bernoulli' ? OF_ONE : OVER_CLASSES)[wanted];
  const written = read(text);
  return { [wanted]: written ? convert(written) : text };
}

/** An expression without the brackets around all of it. */
interface Written {
  readonly text: string;
  readonly tree: Tree;
}

const OF_ONE: Readonly<Record<Weighting, (written: Written) => string>> = {
  logits: (probs) => {
    const p = operand(probs);
    return argumentOf(probs, 'sigmoid') ?? `log(${p}/(1-${p}))`;
  },
  probs: (logits) => oddsOf(logits) ?? `sigmoid(${logits.text})`,
};

const OVER_CLASSES: typeof OF_ONE = {
  logits: (probs) => argumentOf(probs, 'softmax') ?? `log(${probs.text})`,
  probs: (logits) => argumentOf(logits, 'log') ?? `softmax(${logits.text})`,
};

function read(text: string): Written | undefined {
  const { tree } = parse(text);
  if (!tree) return undefined;
  const [from, to] = tree.span;
  const isBracketed = text[from] === '(' && partsOf(tree)[0]?.span[0] !== from;
  return isBracketed ? read(text.slice(from + 1, to - 1)) : { text: text.trim(), tree };
}

/** Fit to stand before a / and behind a minus. */
function operand({ text, tree }: Written): string {
  const isLoose =
    tree.kind === 'negation' ||
    tree.kind === 'conditional' ||
    (tree.kind === 'binary' && tree.sign !== '*' && tree.sign !== '/' && tree.sign !== '^');
  return isLoose ? `(${text})` : text;
}

/** What a call of this function, and nothing around it, is applied to. */
function argumentOf({ text, tree }: Written, name: string): string | undefined {
  if (tree.kind !== 'call' || tree.name !== name || tree.args.length !== 1) return undefined;
  const [inner] = tree.args;
  return inner && read(text.slice(...inner.span))?.text;
}

/** p where log(p/(1-p)) stands. */
function oddsOf(written: Written): string | undefined {
  const inner = argumentOf(written, 'log');
  const { tree, text } = (inner === undefined ? undefined : read(inner)) ?? {};
  if (text === undefined || tree?.kind !== 'binary' || tree.sign !== '/') return undefined;
  const { left, right } = tree;
  if (right.kind !== 'binary' || right.sign !== '-') return undefined;
  if (right.left.kind !== 'number' || right.left.value !== 1) return undefined;
  const probs = read(text.slice(...left.span))?.text;
  return probs === read(text.slice(...right.right.span))?.text ? probs : undefined;
}
