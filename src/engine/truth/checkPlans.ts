import { compilePlan } from '../compile/plan';
import type { Plan } from '../document/types';
import { roundedText } from '../exact/noTruthWords';
import type { ExactPlan, Truth } from '../exact/truth';
import { prepareReference, type ReferenceRunner } from '../executors/reference/reference';
import { isSoonDrawn } from '../executors/reference/work';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { Model } from '../model/model';
import { type ExactClaim, Testimony } from './testimony';

/** A plan whose exact moments were taken back, and over which number. */
export interface WithdrawnPlan {
  readonly plan: string;
  readonly of: 'mean' | 'variance';
  /** The derivative in what. */
  readonly coordinate: string;
  readonly exact: number;
  readonly estimate: number;
  readonly standardError: number;
}

/** Of other streams than the visitor's run, the long run and the check of the truth. */
const SEEDS = [0x3c6ef372, 0x1b873593] as const;
/** Coordinates of a plan's gradient that are looked at. */
const MOST_COORDINATES = 4;
/** Estimates until the first look; every other look is at twice as many. */
const FIRST_LOOK = 2000;
/** A second run makes so many times the estimates of the first. */
const MORE = 4;
/** About as long as one turn may take, in milliseconds, and estimates of one turn. */
const TURN = 30;
const FIRST_TURN = 500;
const MOST_IN_TURN = 20_000;
/** Values that tell enough of a plan: its mean to 0.3 % of the standard deviation, a variance to about 1 %. */
const ENOUGH = 100_000;
/** An exact variance so many times the measured one: the estimates have missed what makes it. */
const MISSED = 5;
/**
 * Chains of a plan with a moving average, and estimates of one chain that count as one value: so many times its memory.
 */
const CHAINS = 32;
const MEMORIES = 10;
/** A longer memory than this, in estimates, would take too many of them. */
const LONGEST_MEMORY = 200;

/**
 * Holds the exact mean and variance of every plan against estimates of that plan, drawn in float64: 100,000, or as many
 * as about `seconds` of work in all allow. A plan's moments are taken back where a mean, or a mean square about the
 * exact mean, is five standard errors off, and so again with another seed and four times the estimates. The chance that
 * a right plan is taken back: a look is off by chance in 6 of 10^7, at most 8 numbers are looked at some 10 times each,
 * and the second run is off by chance in 6 of 10^7 too, at one of 8 numbers: fewer than one of 10^9. Nothing is taken
 * back where the tail is too heavy for standard errors, or where the estimates have not seen what makes the exact
 * variance. Yields between turns.
 */
export function* checkPlans(
  model: Model,
  { plans }: Truth,
  feeds: Feeds,
  seconds: number,
): Generator<undefined, readonly WithdrawnPlan[], undefined> {
  const withdrawn: WithdrawnPlan[] = [];
  for (const exact of plans) {
    const plan = model.document.plans.find(({ name }) => name === exact.plan);
    if (!plan || memoryOf(plan) > LONGEST_MEMORY) continue;
    const estimates = new Estimates(model, plan, exact, new Map([...feeds, ...exact.optima]));
    if (estimates.claims.length === 0 || !isSoonDrawn(estimates.program)) continue;
    const found = yield* judged(estimates, (1000 * seconds) / plans.length);
    if (found) withdrawn.push({ plan: exact.plan, ...found });
  }
  return withdrawn;
}

function* judged(
  estimates: Estimates,
  milliseconds: number,
): Generator<undefined, Omit<WithdrawnPlan, 'plan'> | undefined, undefined> {
  const first = new Hearing(estimates, SEEDS[0]);
  let suspects: readonly Said[] = [];
  for (let until = FIRST_LOOK; suspects.length === 0 && first.canGoOn(milliseconds); until *= 2) {
    yield* first.goOn(Math.min(until, first.enough), milliseconds);
    suspects = first.disagreeing();
  }
  if (suspects.length === 0) return undefined;
  const second = new Hearing(estimates, SEEDS[1]);
  yield* second.goOn(MORE * first.count);
  const confirmed = second
    .disagreeing()
    .find(({ witness }) => suspects.some((own) => own.witness === witness));
  if (!confirmed) return undefined;
  const { of, coordinate, exact } = confirmed.witness;
  return { of, coordinate, exact, estimate: confirmed.estimate, standardError: confirmed.error };
}

/** A mean or a variance of one coordinate of a plan's gradient. */
interface MomentClaim extends ExactClaim {
  readonly of: 'mean' | 'variance';
  readonly coordinate: string;
  /** Where the estimates of this coordinate stand: output of the program, and place in it. */
  readonly output: number;
  readonly place: number;
  readonly size: number;
  /** The exact mean, about which squares are taken. */
  readonly centre: number;
}

type Said = Testimony<MomentClaim>;

/** What one run of estimates says of all claims. */
class Hearing {
  readonly #all: readonly Said[];
  readonly #runner: ReferenceRunner;
  #turn = FIRST_TURN;
  count = 0;
  spent = 0;

  constructor(
    readonly estimates: Estimates,
    readonly seed: number,
  ) {
    this.#all = estimates.claims.map((claim) => new Testimony(claim));
    this.#runner = estimates.runner();
  }

  /** Estimates. */
  get enough(): number {
    return ENOUGH * this.estimates.perValue;
  }

  canGoOn(milliseconds: number): boolean {
    return this.count < this.enough && this.spent < milliseconds;
  }

  /** Until so many estimates are made, or time is up. */
  *goOn(until: number, milliseconds = Number.POSITIVE_INFINITY): Generator<undefined, void, undefined> {
    const { each } = this.estimates;
    while (this.count < until && this.spent < milliseconds) {
      // Whole values, of the first ones of a chain none: it begins far from where it settles.
      const wanted = Math.ceil(Math.min(this.#turn, until - this.count) / each) * each;
      const started = performance.now();
      if (this.count === 0 && each > 1) this.estimates.draw(this.#runner, this.seed, -each, each);
      const raw = this.estimates.draw(this.#runner, this.seed, this.count, wanted);
      for (const own of this.#all)
        own.add({ values: this.estimates.values(raw, own.witness), remainders: undefined });
      const elapsed = Math.max(0.1, performance.now() - started);
      this.count += wanted;
      this.spent += elapsed;
      this.#turn = Math.min(MOST_IN_TURN, 2 * this.#turn, Math.max(1, (wanted * TURN) / elapsed));
      yield;
    }
  }

  /** What contradicts its claim; nothing of a coordinate whose exact variance is many times the measured one. */
  disagreeing(): readonly Said[] {
    const missed = new Set(
      this.#all
        .filter(({ witness, estimate }) => witness.of === 'variance' && !(witness.exact <= MISSED * estimate))
        .map(({ witness }) => witness.coordinate),
    );
    return this.#all.filter((own) => own.disagrees && !missed.has(own.witness.coordinate));
  }
}

/** The estimates of one plan, and what the exact answer claims of them. */
class Estimates {
  readonly claims: readonly MomentClaim[];
  /** Estimates that a value, or one of every chain, is the mean of: those of a moving average depend on one another. */
  readonly each: number;
  readonly #chains: number;
  readonly program: ReturnType<typeof compilePlan>['program'];

  constructor(
    model: Model,
    plan: Plan,
    exact: ExactPlan,
    readonly feeds: Feeds,
  ) {
    const { program, parameters } = compilePlan(model, plan);
    this.program = program;
    this.#chains = program.states.length > 0 ? CHAINS : 1;
    this.each = program.states.length > 0 ? CHAINS * Math.ceil(MEMORIES * memoryOf(plan)) : 1;
    const all = parameters.flatMap(({ name, shape }, i) => {
      const own = exact.gradients.find(({ parameter }) => parameter === name);
      const size = sizeOf(shape);
      if (!own) return [];
      return Array.from({ length: size }, (_, place) => {
        const coordinate = size > 1 ? `${name}[${place}]` : name;
        const [mean, meanError] = [own.mean[place] ?? Number.NaN, own.meanErrors[place] ?? Number.NaN];
        const [variance, error] = [
          own.variance[place] ?? Number.NaN,
          own.varianceErrors[place] ?? Number.NaN,
        ];
        const common = { coordinate, output: i + 1, place, size, centre: mean };
        const ofMean: MomentClaim = {
          ...common,
          of: 'mean',
          what: `the mean in ${coordinate}`,
          exact: mean,
          bound: meanError,
          rounding: ROUNDING * Math.abs(mean),
        };
        const ofVariance: MomentClaim = {
          ...common,
          of: 'variance',
          what: `the variance in ${coordinate}`,
          exact: variance,
          // About a centre that is off by e the mean square is e^2 larger.
          bound: error + meanError * meanError,
          rounding: ROUNDING * (variance + mean * mean),
        };
        return [ofMean, ofVariance];
      });
    });
    const step = Math.max(1, all.length / MOST_COORDINATES);
    this.claims = Array.from(
      { length: Math.min(MOST_COORDINATES, all.length) },
      (_, k) => all[Math.floor(k * step)] ?? [],
    ).flat();
  }

  /** How many estimates one value is the mean of. */
  get perValue(): number {
    return this.each / this.#chains;
  }

  runner(): ReferenceRunner {
    return prepareReference(this.program, { lanes: this.#chains });
  }

  draw(runner: ReferenceRunner, seed: number, first: number, count: number): readonly Float64Array[] {
    return runner.runNow({ seed, first, count, feeds: this.feeds, raw: count }).raw;
  }

  /** What a claim is the mean of: the estimates, or their squares about the exact mean. */
  values(raw: readonly Float64Array[], { of, output, place, size, centre }: MomentClaim): Float64Array {
    const drawn = raw[output] ?? new Float64Array();
    const steps = this.perValue;
    // A chain's estimates stand as far apart as there are chains.
    const values = new Float64Array(drawn.length / size / steps);
    for (let e = 0; e < values.length * steps; e++) {
      const x = drawn[e * size + place] as number;
      const block = Math.floor(e / this.each) * this.#chains + (e % this.#chains);
      values[block] = (values[block] as number) + (of === 'mean' ? x : (x - centre) ** 2) / steps;
    }
    return values;
  }
}

/** Sums of doubles may be off by this share. */
const ROUNDING = 1e-12;

/** Of how many estimates a plan's moving averages are the mean, about. */
function memoryOf({ nodes }: Plan): number {
  return Math.max(
    1,
    ...Object.values(nodes).map((entry) =>
      entry.estimator === 'score' && typeof entry.baseline === 'object' && entry.baseline.kind === 'average'
        ? 1 / (1 - entry.baseline.decay)
        : 1,
    ),
  );
}

/** Why the exact moments of a plan were taken back, in words. */
export function withdrawnPlanWords({
  of,
  coordinate,
  exact,
  estimate,
  standardError,
}: WithdrawnPlan): string {
  return `exact mean and variance were withdrawn: the integral gives ${roundedText(exact, 4)} for the ${of} of the derivative in ${coordinate}, but the plan's own estimates give ${roundedText(estimate, 4)} ± ${roundedText(standardError, 1)}`;
}
