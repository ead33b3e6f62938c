import { constantPixelNats, gapOverData, last, phiVariance, ringCoverage } from './measures';
import type { PlanResult, TrainingResult } from './page';

/** `holds` is undefined for what is told without being judged. */
export interface Verdict {
  readonly words: string;
  readonly holds: boolean | undefined;
}

/** What was trained, by name; undefined where it has not been. */
export type Known = (name: string) => TrainingResult | undefined;

/** What is wanted of each example, by the name of its run. */
const judges: Readonly<Record<string, (result: TrainingResult, known: Known) => Verdict[]>> = {
  vae: (result) => [...improvement(result, 40), ...matchedVariances(result)],
  nvil: (result, known) => [
    ...improvement(result, 25),
    ...baselinesHelp(result),
    ...variances(result, known('vae')),
  ],
  draw: (result, known) => drawing(result, known('vae')),
  'draw-6': (result, known) => drawing(result, known('vae')),
  gan: coverage,
  bayes: bands,
  pendulum: swingUp,
  'point-mass': reaching,
};

const told: typeof judges = {
  'vae-kl': (result) => [...improvement(result, undefined), ...matchedVariances(result)],
  'draw-attention': (result) => improvement(result, undefined),
  'gan-minimax': coverage,
  'bayes-local': bands,
};

/** Verdicts on one run; what nothing is wanted of is only told. */
export function verdictsOf(name: string, result: TrainingResult, known: Known): Verdict[] {
  const diverged = result.plans.flatMap(({ plan, divergence }) =>
    divergence === undefined ? [] : [{ words: `${plan} diverged: ${divergence}`, holds: undefined }],
  );
  const judged = judges[name]?.(result, known);
  if (judged) return [...diverged, ...judged];
  const only = told[name]?.(result, known) ?? [];
  return [...diverged, ...only.map(({ words }) => ({ words, holds: undefined }))];
}

function heldOutOf({ heldOut }: PlanResult): number {
  return last(heldOut);
}

function bestOf({ plans }: TrainingResult): PlanResult | undefined {
  return plans.toSorted((p, q) => heldOutOf(p) - heldOutOf(q))[0];
}

/** How far the held-out bound of the best plan lies below that of pixels one by one, in percent. */
function improvement(result: TrainingResult, wanted: number | undefined): Verdict[] {
  const constant = constantPixelNats();
  const percent = (plan: PlanResult) => 100 * (1 - heldOutOf(plan) / constant);
  const best = bestOf(result);
  const all = result.plans.map(
    (plan) => `${plan.plan} ${heldOutOf(plan).toFixed(2)} nats (${percent(plan).toFixed(1)}%)`,
  );
  const limit = wanted === undefined ? '' : `; wanted of the best >= ${wanted}%`;
  return [
    {
      words: `held out, against pixels one by one (${constant.toFixed(2)} nats): ${all.join(', ')}${limit}`,
      holds: wanted === undefined ? undefined : best !== undefined && percent(best) >= wanted,
    },
  ];
}

function baselinesHelp({ plans }: TrainingResult): Verdict[] {
  const plain = plans.find(({ plan }) => plan === 'Plain score');
  if (!plain) return [{ words: 'there is no plan «Plain score»', holds: false }];
  return plans
    .filter((plan) => plan !== plain)
    .map((plan) => ({
      words: `${plan.plan} ends ${(heldOutOf(plain) - heldOutOf(plan)).toFixed(2)} nats below ${plain.plan}`,
      holds: heldOutOf(plan) < heldOutOf(plain),
    }));
}

function drawing(result: TrainingResult, vae: TrainingResult | undefined): Verdict[] {
  const [own, other] = [bestOf(result), vae && bestOf(vae)];
  if (!own || !other) return [{ words: 'vae has not been trained yet', holds: false }];
  return [
    ...improvement(result, undefined),
    {
      words: `${heldOutOf(own).toFixed(2)} nats for ${heldOutOf(other).toFixed(2)} of vae; wanted lower`,
      holds: heldOutOf(own) < heldOutOf(other),
    },
  ];
}

function coverage({ plans }: TrainingResult): Verdict[] {
  const found = plans.map(({ plan, points }) => ({ plan, ...ringCoverage(points.G ?? []) }));
  const all = found.map(
    ({ plan, modes, near }) => `${plan} ${modes} of 8 modes, ${(100 * near).toFixed(1)}% near one`,
  );
  return [
    {
      words: `${all.join('; ')}; wanted of one plan >= 7 and >= 80%`,
      holds: found.some(({ modes, near }) => modes >= 7 && near >= 0.8),
    },
  ];
}

function bands({ plans }: TrainingResult): Verdict[] {
  const found = plans.map(({ plan, band }) => ({ plan, ratio: band ? gapOverData(band) : Number.NaN }));
  const all = found.map(({ plan, ratio }) => `${plan} ${ratio.toFixed(2)}`);
  return [
    {
      words: `width of the band in the gap over that on the data: ${all.join(', ')}; wanted of the first >= 2`,
      holds: (found[0]?.ratio ?? Number.NaN) >= 2,
    },
  ];
}

/** Share of the rollouts that have to end upright, and within how many seconds. */
const UPRIGHT = { share: 0.9, seconds: 180 };

function swingUp({ plans, swing = [] }: TrainingResult): Verdict[] {
  const ends = plans.map(({ plan, upright = Number.NaN }) => `${plan} ${(100 * upright).toFixed(0)}%`);
  const first = swing.find(({ upright }) => upright >= UPRIGHT.share);
  const seconds = first ? first.milliseconds / 1000 : Number.NaN;
  return [
    {
      words: `${plans[0]?.plan} swings it up after ${seconds.toFixed(1)} s; wanted within ${UPRIGHT.seconds} s`,
      holds: seconds <= UPRIGHT.seconds,
    },
    {
      words: `ends upright: ${ends.join(', ')}; wanted of one plan >= ${100 * UPRIGHT.share}%`,
      holds: plans.some(({ upright = 0 }) => upright >= UPRIGHT.share),
    },
  ];
}

function reaching({ plans }: TrainingResult): Verdict[] {
  const ends = plans.map(({ plan, toGoal = Number.NaN }) => `${plan} ${toGoal.toFixed(2)}`);
  return [
    {
      words: `median distance from the goal: ${ends.join(', ')}; wanted of one plan <= 0.3`,
      holds: plans.some(({ toGoal = Number.NaN }) => toGoal <= 0.3),
    },
  ];
}

const STAGES = ['start', 'end'] as const;

/** How many times the variance of the path the score has. */
function ratios(score: PlanResult, path: PlanResult): { words: string; least: number } {
  const [p, q] = [phiVariance(score), phiVariance(path)];
  const words = STAGES.map(
    (stage) =>
      `${stage} ${p[stage].toPrecision(3)} / ${q[stage].toPrecision(3)} = ${(p[stage] / q[stage]).toPrecision(3)}`,
  );
  return { words: words.join(', '), least: Math.min(...STAGES.map((stage) => p[stage] / q[stage])) };
}

function matchedVariances({ plans }: TrainingResult): Verdict[] {
  const [score, path] = ['NVIL estimator', 'Pathwise'].map((name) => plans.find(({ plan }) => plan === name));
  if (!score || !path) return [{ words: 'a plan is missing', holds: false }];
  const { words, least } = ratios(score, path);
  return [
    {
      words: `variance of phi's gradient, NVIL estimator over Pathwise: ${words}; wanted >= 10`,
      holds: least >= 10,
    },
  ];
}

function variances({ plans }: TrainingResult, vae: TrainingResult | undefined): Verdict[] {
  const path = vae?.plans.find(({ plan }) => plan === 'Pathwise');
  if (!path) return [{ words: 'vae has not been trained yet', holds: false }];
  return plans.map((score) => {
    const { words } = ratios(score, path);
    // Other graphs, other scales: NVIL divides by a running deviation. The matched graph is that of vae.
    return {
      words: `variance of phi's gradient, ${score.plan} over Pathwise of vae: ${words}`,
      holds: undefined,
    };
  });
}
