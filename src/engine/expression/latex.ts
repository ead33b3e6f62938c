import { assertNever } from '../base/assertNever';
import { FUNCTIONS } from './functions';
import {
  application,
  atLeast,
  BINDING,
  bracketed,
  onTheRight,
  power,
  productLatex,
  type Typeset,
} from './setting';
import type { ComparisonSign, Tree } from './tree';

type Call = Extract<Tree, { kind: 'call' }>;
type Conditional = Extract<Tree, { kind: 'conditional' }>;
type NameLatex = (name: string) => string;

/**
 * An expression as LaTeX, with brackets only where the reading needs them; `nameLatex` sets names, `pi` and `e` among
 * them. `stop(x)` is set as \lfloor x \rfloor, a comparison as an indicator.
 */
export function toLatex(tree: Tree, nameLatex: NameLatex): string {
  return set(tree, nameLatex).text;
}

function set(tree: Tree, nameLatex: NameLatex): Typeset {
  switch (tree.kind) {
    case 'number':
      return setNumber(tree.value);
    case 'name':
      return { text: nameLatex(tree.name), level: BINDING.atom };
    case 'negation':
      return {
        text: `-${onTheRight(BINDING.product, set(tree.operand, nameLatex))}`,
        level: BINDING.negation,
      };
    case 'binary':
      return setBinary(tree, nameLatex);
    case 'conditional':
      return setCases(tree, nameLatex);
    case 'index':
      return setIndex(tree, nameLatex);
    case 'call':
      return setCall(tree, nameLatex);
    default:
      return assertNever(tree);
  }
}

/** 0.001 as it is, 1e-7 as a power of ten. */
function setNumber(value: number): Typeset {
  const [digits = '', exponent] = String(value).split('e');
  if (exponent === undefined) return { text: digits, level: BINDING.atom };
  const ten = `10^{${exponent.replace('+', '')}}`;
  return digits === '1'
    ? { text: ten, level: BINDING.power }
    : { text: `${digits} \\cdot ${ten}`, level: BINDING.product };
}

const RELATIONS: Record<ComparisonSign, string> = {
  '<': '<',
  '<=': '\\le',
  '>': '>',
  '>=': '\\ge',
  '==': '=',
  '!=': '\\neq',
};

function setBinary(tree: Extract<Tree, { kind: 'binary' }>, nameLatex: NameLatex): Typeset {
  const left = set(tree.left, nameLatex);
  const right = set(tree.right, nameLatex);
  switch (tree.sign) {
    case '+':
      return {
        text: `${atLeast(BINDING.sum, left)} + ${onTheRight(BINDING.sum, right)}`,
        level: BINDING.sum,
      };
    case '-':
      return {
        text: `${atLeast(BINDING.sum, left)} - ${onTheRight(BINDING.negation, right)}`,
        level: BINDING.sum,
      };
    case '*':
      return productLatex(left, right);
    case '/':
      return { text: `\\frac{${left.text}}{${right.text}}`, level: BINDING.power };
    case '^':
      return setPower(tree.left, left, right, nameLatex);
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '==':
    case '!=':
      return {
        text: `\\mathbb{1}[${left.text} ${RELATIONS[tree.sign]} ${right.text}]`,
        level: BINDING.power,
      };
    default:
      return assertNever(tree.sign);
  }
}

/**
 * Functions whose powers are written behind their names by hand: sin(x)^2 is \sin^{2}(x), but exp(x)^2 no such thing.
 */
const POWERED = new Set(['sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh']);

function setPower(base: Tree, left: Typeset, right: Typeset, nameLatex: NameLatex): Typeset {
  const called = base.kind === 'call' ? FUNCTIONS.get(base.name) : undefined;
  if (
    base.kind === 'call' &&
    POWERED.has(base.name) &&
    called?.kind === 'array' &&
    called.operator &&
    /^[2-9]$/.test(right.text)
  )
    return application(
      `${called.operator}^{${right.text}}`,
      base.args.map((arg) => set(arg, nameLatex)),
    );
  return power(left, right.text);
}

/** A chain of choices is one brace with a row for each. */
function setCases(tree: Conditional, nameLatex: NameLatex): Typeset {
  const rows: string[] = [];
  let rest: Tree = tree;
  while (rest.kind === 'conditional') {
    rows.push(`${set(rest.then, nameLatex).text} & \\text{if } ${setCondition(rest.condition, nameLatex)}`);
    rest = rest.otherwise;
  }
  rows.push(`${set(rest, nameLatex).text} & \\text{otherwise}`);
  return { text: `\\begin{cases} ${rows.join(' \\\\ ')} \\end{cases}`, level: BINDING.conditional };
}

/** A comparison as a relation, where it is no number but a condition. */
function setCondition(tree: Tree, nameLatex: NameLatex): string {
  const relation = tree.kind === 'binary' ? comparisonOf(tree.sign) : undefined;
  if (tree.kind !== 'binary' || !relation) return `${set(tree, nameLatex).text} \\neq 0`;
  return `${set(tree.left, nameLatex).text} ${relation} ${set(tree.right, nameLatex).text}`;
}

function comparisonOf(sign: string): string | undefined {
  return Object.entries(RELATIONS).find(([comparison]) => comparison === sign)?.[1];
}

/** x[i][j] as x_{i,j}; a target with a subscript of its own is bracketed. */
function setIndex(tree: Tree, nameLatex: NameLatex): Typeset {
  const indices: string[] = [];
  let target = tree;
  while (target.kind === 'index') {
    indices.unshift(set(target.index, nameLatex).text);
    target = target.target;
  }
  const base = atLeast(BINDING.atom, set(target, nameLatex));
  const own = /[_^']/.test(base) && target.kind === 'name' ? bracketed(base) : base;
  return { text: `${own}_{${indices.join(',')}}`, level: BINDING.atom };
}

function setCall(call: Call, nameLatex: NameLatex): Typeset {
  const { name, args, span } = call;
  const [first, second] = args;
  if (name === 'where') {
    const [condition, then, otherwise] = args;
    if (condition && then && otherwise)
      return setCases({ kind: 'conditional', condition, then, otherwise, span }, nameLatex);
  }
  if (name === 'log_prob' && first) return setLogProb(first, second, nameLatex);
  const settings = writtenArgs(call, nameLatex);
  const called = FUNCTIONS.get(name);
  if (called && called.kind !== 'density' && args.length >= called.arity[0]) return called.latex(settings);
  if (name === 'kl' && settings.length === 2)
    return application('\\operatorname{KL}', [
      { text: settings.map(({ text }) => text).join(' \\,\\Vert\\, '), level: BINDING.conditional },
    ]);
  return application(name === 'entropy' ? '\\operatorname{H}' : operatorOf(name), settings);
}

/** log p(z | its parents), written with a dot, or log N(value | 0, 1). */
function setLogProb(distribution: Tree, at: Tree | undefined, nameLatex: NameLatex): Typeset {
  if (distribution.kind !== 'call' || !at)
    return application('\\log p', [
      { text: `${set(distribution, nameLatex).text} \\mid \\cdot`, level: BINDING.conditional },
    ]);
  const args = writtenArgs(distribution, nameLatex)
    .map(({ text }) => text)
    .join(', ');
  return application(`\\log ${operatorOf(distribution.name)}`, [
    { text: `${set(at, nameLatex).text} \\mid ${args}`, level: BINDING.conditional },
  ]);
}

/**
 * The arguments as they are written, with the names that they are given by: \mathcal{N} has its mean and its variance.
 */
function writtenArgs({ name, args, argNames = [] }: Call, nameLatex: NameLatex): readonly Typeset[] {
  if (name === 'Normal') {
    const usual = ['loc', 'scale'];
    const given = args.map((arg, i) => ({ arg, place: argNames[i] ? usual.indexOf(argNames[i].name) : i }));
    return given
      .sort((a, b) => a.place - b.place)
      .map(({ arg, place }) => set(place === 1 ? varianceOf(arg) : arg, nameLatex));
  }
  return args.map((arg, i) => {
    const own = set(arg, nameLatex);
    const called = argNames[i];
    if (!called) return own;
    const label = `\\mathrm{${called.name.replaceAll('_', '\\_')}}`;
    return { text: `${label} = ${own.text}`, level: BINDING.conditional };
  });
}

/** The square of a scale, which is left out where it is 1. */
export function varianceOf(scale: Tree): Tree {
  const { kind, span } = scale;
  if (kind === 'number' && scale.value === 1) return scale;
  return { kind: 'binary', sign: '^', left: scale, right: { kind: 'number', value: 2, span }, span };
}

/** A name that is called and is no function of the table: a distribution. */
function operatorOf(name: string): string {
  return name === 'Normal' ? '\\mathcal{N}' : `\\operatorname{${name.replaceAll('_', '\\_')}}`;
}
