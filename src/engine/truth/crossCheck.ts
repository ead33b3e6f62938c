import { analyse } from '../analysis/analyse';
import { feedsOf } from '../compile/feeds';
import { costGroups } from '../compile/groups';
import type { Document, Plan } from '../document/types';
import { type ExpectedCosts, expectedCosts } from '../exact/expectedCosts';
import { objectiveOf } from '../exact/objective';
import { tryPlanMoments } from '../exact/plan';
import type { NoTruth, Truth } from '../exact/truth';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { Model } from '../model/model';
import { checkPlans, type WithdrawnPlan } from './checkPlans';
import { CostSampler } from './costSampler';
import { differenceWitness } from './differenceWitness';
import { Testimony } from './testimony';
import { costWitness, planWitnesses, type Slope, type Witness } from './witness';

export type Withdrawn = Extract<NoTruth, { reason: 'withdrawn' }>;

export type CheckOutcome =
  /**
   * `agrees`: chance accounts for what differs. `undecided`: the draws say too little, as there are too few different
   * values, too heavy a tail, or no time. Either way the exact moments of single plans may be withdrawn.
   */
  | { readonly kind: 'agrees' | 'undecided'; readonly plans: readonly WithdrawnPlan[] }
  | { readonly kind: 'withdrawn'; readonly none: Withdrawn };

/** Of other streams than the visitor's run and the long run. */
const SEEDS = [0x51ed270b, 0x2545f491] as const;
/** Coordinates of the gradient that are looked at. */
const MOST_SLOPES = 4;
/** A second run makes so many times the draws of the first. */
const MORE = 4;
/** Of the time of the first run, until its first look. */
const FIRST_LOOK = 1 / 16;
/** What working out the integral's own differences may take, in milliseconds. */
const FINER_TIME = 3000;
/** About as long as one turn may take, in milliseconds. */
const TURN = 30;
/** Draws of one turn. */
const FIRST_TURN = 500;
const MOST_IN_TURN = 20_000;
/** An exact variance so many times the measured one: the draws have missed what makes it. */
const MISSED = 5;

/**
 * Holds an exact answer against plain drawing: cost and gradient first (see `checkTruth`), then the moments of every
 * plan (see `checkPlans`), each for about `seconds` of work at most. Yields between turns of a few tens of
 * milliseconds.
 */
export function* crossCheck(
  model: Model,
  truth: Truth,
  seconds = 1,
): Generator<undefined, CheckOutcome, undefined> {
  const feeds = feedsOf(model.document);
  const found = yield* checkTruth(model, truth, feeds, seconds);
  if (typeof found !== 'string') return { kind: 'withdrawn', none: found };
  return { kind: found, plans: yield* checkPlans(model, truth, feeds, seconds) };
}

/**
 * Cost and gradient against drawing, which knows nothing of integrals: expected costs against means of costs, slopes
 * against differences of costs at the same noise, and against the score function's estimates where the graph allows.
 * Grows until about `seconds` of work or until the standard errors are below a thousandth. The answer is withdrawn
 * where another seed, four times the draws and a smaller step say so too.
 */
function* checkTruth(
  model: Model,
  truth: Truth,
  feeds: Feeds,
  seconds: number,
): Generator<undefined, 'agrees' | 'undecided' | Withdrawn, undefined> {
  const { document } = model;
  const costs = new CostSampler(model, feeds);
  const slopes = slopesOf(document, truth);
  const differences: Witness[] = [];
  for (const slope of slopes) {
    const witness = yield* differenceWitness(costs, slope, SEEDS[0]);
    if (witness) differences.push(witness);
  }
  const score = scorePlan(model);
  const scores = score ? planWitnesses(model, score, feeds, slopes) : [];
  const witnesses = [costWitness(costs, truth.cost, truth.costError), ...differences, ...scores];
  const first = witnesses.map((witness) => new Testimony(witness));
  const isScore = (own: Testimony<Witness>) => scores.includes(own.witness);
  let suspects: readonly Testimony<Witness>[] = [];
  // What is far off is seen after a few draws: looks at doubling times, each of which may begin the second run.
  for (let until = FIRST_LOOK; suspects.length === 0 && until <= 1; until *= 2) {
    const share = until === FIRST_LOOK ? until : until / 2;
    yield* hear(first, SEEDS[0], ({ isSettled }) => isSettled, 1000 * seconds * share);
    // The score function has the last word only: what contradicts it may need its time.
    suspects = first.filter(
      (own) => own.disagrees && !(isScore(own) && (until < 1 || isContradicted(own, first))),
    );
  }
  if (suspects.length === 0) return first.some((own) => own.isTrusted) ? 'agrees' : 'undecided';

  const second = suspects.map(({ witness }) => new Testimony(witness.again()));
  yield* hear(second, SEEDS[1], ({ count }, i) => count >= MORE * (suspects[i]?.count ?? 0));
  const confirmed = yield* firstConfirmed(model, feeds, second);
  if (!confirmed) return 'agrees';
  if (score && hasMissed(model, score, feeds, slopes, first.filter(isScore))) return 'undecided';
  return {
    reason: 'withdrawn',
    what: confirmed.witness.what,
    exact: confirmed.witness.exact,
    estimate: confirmed.estimate,
    standardError: confirmed.error,
  };
}

/** The first that disagrees, and not for the width of its step alone. */
function* firstConfirmed(
  model: Model,
  feeds: Feeds,
  heard: readonly Testimony<Witness>[],
): Generator<undefined, Testimony<Witness> | undefined, undefined> {
  const until = performance.now() + FINER_TIME;
  let expected: ExpectedCosts | undefined;
  for (const own of heard) {
    if (!own.disagrees) continue;
    expected ??= expectedCosts(model, feeds, { expired: () => performance.now() > until });
    const off = Math.abs(own.estimate - own.witness.exact);
    const finer = expected && own.witness.finer?.(off, expected);
    if (!finer) return own;
    const last = new Testimony(finer);
    yield* hear([last], SEEDS[1], ({ count }) => count >= own.count);
    if (last.disagrees) return last;
  }
  return undefined;
}

/** Turn by turn, until all are done, or time is up (in milliseconds of work). */
function* hear(
  all: readonly Testimony<Witness>[],
  seed: number,
  isDone: (own: Testimony<Witness>, i: number) => boolean,
  milliseconds = Number.POSITIVE_INFINITY,
): Generator<undefined, void, undefined> {
  let spent = 0;
  const turns = all.map(() => FIRST_TURN);
  while (spent < milliseconds && !all.every(isDone)) {
    for (const [i, own] of all.entries()) {
      if (isDone(own, i)) continue;
      const turn = turns[i] ?? FIRST_TURN;
      const started = performance.now();
      own.add(own.witness.sample(seed, own.count, turn));
      const elapsed = Math.max(0.1, performance.now() - started);
      spent += elapsed;
      turns[i] = Math.ceil(Math.min(MOST_IN_TURN, 2 * turn, Math.max(1, (turn * TURN) / elapsed)));
      yield;
    }
  }
}

/** Coordinates spread over the gradient, with the costs whose slopes they are. */
function slopesOf(document: Document, truth: Truth): Slope[] {
  const objective = objectiveOf(document);
  const groups = costGroups(document);
  const all = truth.gradient.flatMap(({ parameter, values, errors }) =>
    Array.from(values, (exact, coordinate): Slope => {
      const own = groups.find(({ parameters }) => parameters.includes(parameter));
      return {
        parameter,
        coordinate,
        costs: objective?.costs ?? own?.costs ?? [],
        exact,
        bound: errors[coordinate] ?? 0,
      };
    }),
  );
  const step = Math.max(1, all.length / MOST_SLOPES);
  return Array.from(
    { length: Math.min(MOST_SLOPES, all.length) },
    (_, i) => all[Math.floor(i * step)],
  ).filter((slope) => slope !== undefined);
}

/**
 * Every circle scored, where that is unbiased; undefined where it is not, and where costs are judged by an objective
 * that does not train.
 */
function scorePlan(model: Model): Plan | undefined {
  const { document } = model;
  if (objectiveOf(document)) return undefined;
  const circles = document.nodes.filter(({ kind }) => kind === 'stochastic');
  const plan: Plan = {
    name: 'score',
    nodes: Object.fromEntries(circles.map(({ name }) => [name, { estimator: 'score' as const }])),
  };
  return circles.length > 0 && analyse(model, plan).violations.length === 0 ? plan : undefined;
}

/**
 * A difference of costs, which asks nothing of the graph, says otherwise than the score function: then it is the one to
 * believe.
 */
function isContradicted(score: Testimony<Witness>, all: readonly Testimony<Witness>[]): boolean {
  return all.some(
    (own) =>
      own !== score &&
      own.witness.what === score.witness.what &&
      own.isTrusted &&
      Math.abs(own.estimate - score.estimate) > own.reach + score.reach,
  );
}

/**
 * Whether the draws lack what is rare and large: the exact variance of the score function's estimate is many times the
 * measured one. Then a disagreement proves nothing.
 */
function hasMissed(
  model: Model,
  score: Plan,
  feeds: Feeds,
  slopes: readonly Slope[],
  heard: readonly Testimony<Witness>[],
): boolean {
  const until = performance.now() + 2000;
  const exact = tryPlanMoments(model, score, feeds, { expired: () => performance.now() > until });
  if (typeof exact === 'string') return false;
  return slopes.some(({ parameter, coordinate }, i) => {
    let offset = 0;
    for (const { name, shape } of exact.parameters) {
      if (name === parameter) break;
      offset += sizeOf(shape);
    }
    return (exact.variance[offset + coordinate] ?? 0) > MISSED * (heard[i]?.variance ?? Number.NaN);
  });
}
