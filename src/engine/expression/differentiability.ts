import { assertNever } from '../base/assertNever';
import { FUNCTIONS } from './functions';
import type { Differentiability } from './functions/contract';
import { distributionsOf, partsOf } from './names';
import type { BinarySign, Span, Tree } from './tree';

/** What an expression may jump at: `step`, `<`, `? :`, `x[i]`, the edge of a density. */
export interface Kink {
  readonly culprit: string;
  readonly span: Span;
  /** A function, or a density at the edge of its support. */
  readonly kind: 'function' | 'edge';
  /** Where the jump is decided: the comparison, the condition of a choice, the call. */
  readonly part: Tree;
}

/** What of a distribution, written out or named, can make its density jump. */
export interface SupportFacts {
  readonly name: string;
  /** Whether there are values outside its support. */
  readonly bounded: boolean;
  /** Arguments that move its support. */
  readonly moving: readonly Tree[];
}

/** What an argument of `log_prob` or `kl` stands for; undefined where it is no distribution. */
export type SupportOf = (distribution: Tree) => SupportFacts | undefined;

const ARITHMETIC: ReadonlySet<BinarySign> = new Set<BinarySign>(['+', '-', '*', '/', '^']);

/**
 * The places where an expression may jump as a name moves, inner ones first: `step floor round sign`, a comparison, the
 * condition of a choice, an index, a density whose value or support moves. `relu abs min max` are continuous and
 * differentiable almost everywhere, which is enough. Under `stop` a value has no gradient by intent, and counts as a
 * constant. Whether it does jump there is not decided here. `log_prob(z)` at the own sample of z never leaves the
 * support.
 */
export function kinksIn(tree: Tree, name: string, supportOf: SupportOf = () => undefined): Kink[] {
  const search = new KinkSearch(name, supportOf);
  search.visit(tree);
  return search.found;
}

type Call = Extract<Tree, { kind: 'call' }>;

class KinkSearch {
  readonly found: Kink[] = [];

  constructor(
    readonly name: string,
    readonly supportOf: SupportOf,
  ) {}

  visit(part: Tree): void {
    switch (part.kind) {
      case 'number':
      case 'name':
        return;
      case 'negation':
        this.visit(part.operand);
        return;
      case 'binary':
        this.visit(part.left);
        this.visit(part.right);
        if (!ARITHMETIC.has(part.sign)) this.#through(part, { culprit: part.sign, part });
        return;
      case 'conditional':
        this.visit(part.condition);
        this.#through(part.condition, { culprit: '? :', part: part.condition, span: part.span });
        this.visit(part.then);
        this.visit(part.otherwise);
        return;
      case 'index': {
        this.visit(part.target);
        this.visit(part.index);
        const culprit = `${labelOf(part.target, 'x')}[${labelOf(part.index, 'i')}]`;
        this.#through(part.index, { culprit, part });
        return;
      }
      case 'call':
        this.#visitCall(part);
        return;
      default:
        assertNever(part);
    }
  }

  #visitCall(call: Call): void {
    if (call.name === 'stop') return;
    call.args.forEach((arg, position) => {
      this.visit(arg);
      if (differentiabilityOf(call.name, position) !== 'none') return;
      // What a choice is made by decides the jump, not what is chosen.
      this.#through(arg, { culprit: call.name, part: call.name === 'where' ? arg : call, span: call.span });
    });
    this.#visitDensity(call);
  }

  #visitDensity(call: Call): void {
    const laws = distributionsOf(call).flatMap((distribution) => this.supportOf(distribution) ?? []);
    const at = call.name === 'log_prob' ? call.args[1] : undefined;
    if (call.name === 'log_prob' && !at) return;
    const moves = (tree: Tree) => dependsOn(tree, this.name);
    const edge = laws.find(
      ({ bounded, moving }) => (bounded && at !== undefined && moves(at)) || moving.some(moves),
    );
    if (edge)
      this.found.push({ culprit: `${call.name}(${edge.name})`, span: call.span, kind: 'edge', part: call });
  }

  /** What stands in a place that no gradient passes: that place, unless it is known already. */
  #through(
    tree: Tree,
    { culprit, part, span = part.span }: { culprit: string; part: Tree; span?: Span },
  ): void {
    const isKnown = this.found.some((kink) => kink.part === part);
    if (!isKnown && dependsOn(tree, this.name)) this.found.push({ culprit, span, kind: 'function', part });
  }
}

/** Whether there is anything in an expression that could jump, in whatever name: cheap, where nothing has. */
export function hasKinks(tree: Tree): boolean {
  switch (tree.kind) {
    case 'conditional':
    case 'index':
      return true;
    case 'binary':
      if (!ARITHMETIC.has(tree.sign)) return true;
      break;
    case 'call':
      if (tree.args.some((_, position) => differentiabilityOf(tree.name, position) === 'none')) return true;
      if (distributionsOf(tree).length > 0) return true;
  }
  return partsOf(tree).some(hasKinks);
}

/** The first place where an expression may jump in a name: see `kinksIn`. */
export function nonDifferentiable(tree: Tree, name: string): Kink | undefined {
  return kinksIn(tree, name)[0];
}

/** A name that is no function is a distribution, written out. */
function differentiabilityOf(name: string, position: number): Differentiability {
  const rules = FUNCTIONS.get(name)?.differentiability ?? [];
  return rules[position] ?? rules.at(-1) ?? 'smooth';
}

/** Whether the value depends on the name other than through `stop`. */
function dependsOn(tree: Tree, name: string): boolean {
  if (tree.kind === 'name') return tree.name === name;
  if (tree.kind === 'call' && tree.name === 'stop') return false;
  return partsOf(tree).some((part) => dependsOn(part, name));
}

function labelOf(tree: Tree, otherwise: string): string {
  if (tree.kind === 'name') return tree.name;
  return tree.kind === 'number' ? String(tree.value) : otherwise;
}
