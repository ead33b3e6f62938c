import { list, shorten } from '../diagnostics/wording';
import type {
  Comparison,
  Edit,
  EstimatorClass,
  NormalNode,
  Pair,
  Refusal,
  Role,
  Side,
  Step,
  UsedStep,
} from './contract';

/** Edits past the first that are written out. */
const MOST_EDITS = 8;
/** Names in one pair of brackets. */
const MOST_NAMES = 6;

/** What one change is, in words. */
export function editWords(edit: Edit): string {
  switch (edit.kind) {
    case 'node':
      return `the ${edit.node.role} ${shorten(edit.node.name)} is on the ${edit.on} alone`;
    case 'role':
      return `${edit.at.left} is ${article(edit.roles[0])} on the left, and ${edit.at.right} is ${article(edit.roles[1])} on the right`;
    case 'estimator':
      return `${edit.at.left} is ${taken(edit.estimators[0])} on the left, and ${edit.at.right} is ${taken(edit.estimators[1])} on the right`;
    case 'baseline':
      return `${both(edit.at)} has another baseline on the left than on the right`;
    case 'trains':
      return `the cost ${both(edit.cost)} trains ${both(edit.parameter)} on the ${edit.on} alone`;
    case 'link':
      return `${both(edit.to)} depends on ${both(edit.from)} on the ${edit.on} alone`;
    case 'derivative':
      return `${both(edit.to)} is differentiated by ${both(edit.from)} on the ${edit.on} alone; on the ${other(edit.on)} the derivative is stopped`;
    case 'credit':
      return `${both(edit.circle)} is credited with ${both(edit.cost)} on the ${edit.on} alone`;
    case 'pairing':
      return `they are equivalent, but not with ${edit.wanted.left} as ${edit.wanted.right}`;
  }
}

/** What a step does, in words. */
export function stepWords(step: Step): string {
  switch (step.kind) {
    case 'fix':
      return `${step.node} is known`;
    case 'give':
      return `${step.node} is given`;
    case 'drop':
      return `${step.node} is left out`;
    case 'merge':
      return `${list(step.nodes)} are one, ${step.as}`;
    case 'share':
      return `${list(step.nodes)} are one draw, ${step.as}`;
    case 'hold':
      return `${step.parameter} is held at its value in ${step.in}, which is not differentiated by it`;
    case 'rename':
      return `${step.node} is called ${step.as}`;
  }
}

export function refusalWords(why: Refusal): string {
  switch (why.kind) {
    case 'unknown':
      return `there is no ${shorten(why.node)}`;
    case 'role':
      return `${why.node} is ${article(why.role)}, and this takes ${list(why.wanted.map(article))}`;
    case 'several-roles':
      return `${list(why.nodes)} differ in kind or estimator`;
    case 'credited-apart':
      return `${list(why.costs)} are not always credited together: ${why.circle} is credited with one of them alone`;
    case 'trained-apart':
      return `${list(why.costs)} do not train the same: ${why.parameter} descends one of them alone`;
    case 'used-apart':
      return `${list(why.nodes)} do not always occur together`;
    case 'differentiated':
      return `${why.in} is differentiated by ${why.parameter}`;
    case 'taken':
      return `there is another node called ${why.name}`;
  }
}

/** The answer in lines: the verdict, then what it rests on. */
export function comparisonWords(comparison: Comparison): string[] {
  switch (comparison.kind) {
    case 'equivalent':
      return [
        'equivalent: the surrogate losses agree term by term',
        ...comparison.map.map(
          ({ left, right }) => `  ${left.name} = ${right.name}${inside(left.standsFor, right.standsFor)}`,
        ),
        ...comparison.used.map(usedWords),
      ];
    case 'different': {
      const { first, edits } = comparison.difference;
      const others = edits.filter((edit) => edit !== first);
      const rest = others.length - MOST_EDITS;
      return [
        `different: ${editWords(first)}`,
        ...others.slice(0, MOST_EDITS).map((edit) => `  ${editWords(edit)}`),
        ...(rest > 0 ? [`  and ${rest} more`] : []),
      ];
    }
    case 'refused':
      return [
        `the step "${stepWords(comparison.step)}" may not be done on the ${comparison.side}: ${refusalWords(comparison.why)}`,
      ];
    case 'undecided':
      return [
        comparison.why === 'size'
          ? `undecided: ${comparison.nodes} nodes are more than are compared`
          : `undecided: among ${comparison.nodes} nodes too many look alike for the search to end`,
      ];
  }
}

function usedWords({ side, step, nature }: UsedStep): string {
  const kind = { identity: 'changes no gradient', coarser: 'a coarser view', assumption: 'assumed' }[nature];
  return `  on the ${side}, ${stepWords(step)} (${kind})`;
}

/** What a node of a normal form is, and how the plan takes it: `circle, scored`. */
export function roleWords({ role, law, estimator }: NormalNode): string {
  if (role === 'noise') {
    // A circle without parents is drawn, whatever its plan says; one that was rewritten left its noise.
    const moved = estimator ?? (law?.estimator === 'pathwise' ? law.estimator : undefined);
    return moved ? `noise, ${TAKEN[moved]}` : role;
  }
  return role === 'circle' ? `circle, ${taken(estimator)}` : role;
}

function inside(left: readonly string[], right: readonly string[]): string {
  if (left.length + right.length === 0) return '';
  return ` (with ${named(left)} = ${named(right)})`;
}

function named(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  if (names.length <= MOST_NAMES) return names.join(', ');
  return `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;
}

function both({ left, right }: Pair): string {
  return left === right ? left : `${left} (${right})`;
}

function other(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}

function article(role: Role): string {
  return role === 'input' ? 'an input' : `a ${role}`;
}

const TAKEN: Readonly<Record<EstimatorClass, string>> = {
  drawn: 'drawn without a term',
  score: 'scored',
  normalizedScore: 'scored and normalized',
  rankedScore: 'scored by ranks',
  pathwise: 'pathwise',
  measureValued: 'measure-valued',
  enumerate: 'enumerated',
  concrete: 'relaxed',
  straightThrough: 'straight-through',
  straightThroughGumbel: 'straight-through Gumbel',
};

function taken(estimator: EstimatorClass | undefined): string {
  return estimator ? TAKEN[estimator] : 'a plain draw';
}
