import {
  type Baseline,
  baselineRefusals,
  type Document,
  estimatorRefusal,
  type KindOfBaseline,
  type NodePlan,
  type Plan,
  type StochasticNode,
} from '../../engine';
import { formatInput } from '../ui/numbers';

export const DEFAULT_DECAY = 0.9;
export const DEFAULT_TEMPERATURE = 1;
export const DEFAULT_RATE = 0.05;

/** One line of the menu of estimators. */
export interface EstimatorChoice {
  readonly label: string;
  readonly entry: NodePlan;
  /** Why it may not be chosen. */
  readonly why?: string;
  /** Samples that the plan takes with it, where it has too few. */
  readonly samples?: number;
}

/** Estimators of one kind, below the names that the field has for it. */
interface ChoiceGroup {
  readonly heading: string;
  readonly choices: readonly EstimatorChoice[];
}

/** Everything that can be chosen for a node, in groups; what a plan's options speak against has its reason. */
export function choicesFor(document: Document, plan: Plan, node: StochasticNode): ChoiceGroup[] {
  const nodes = new Map(document.nodes.map((own) => [own.name, own]));
  const choice = (label: string, entry: NodePlan): EstimatorChoice => {
    const refused = estimatorRefusal(node, entry.estimator);
    const [seen] =
      entry.estimator === 'score' && typeof entry.baseline === 'object'
        ? baselineRefusals(plan, node.name, entry.baseline, nodes)
        : [];
    const why = refused ?? (seen && `${seen.why}; ${seen.mend}`);
    return { label, entry, ...(why === undefined ? {} : { why }) };
  };
  const score = (label: string, baseline: Baseline) => choice(label, { estimator: 'score', baseline });
  const ofOthers = (label: string, kind: 'leaveOneOut' | 'ranks'): EstimatorChoice => {
    const least = plan.antithetic ? 4 : 2;
    if ((plan.samples ?? 1) >= least) return score(label, { kind });
    const entry: NodePlan = { estimator: 'score', baseline: { kind } };
    return { label, entry, samples: least };
  };
  return [
    {
      heading: 'Score function (SF, REINFORCE, likelihood ratio)',
      choices: [
        score('Score, no baseline', 'none'),
        score('Score, constant baseline', 0),
        score('Score, moving-average baseline', { kind: 'average', decay: DEFAULT_DECAY }),
        ofOthers('Score, leave-one-out baseline', 'leaveOneOut'),
        score('Score, learned baseline', { kind: 'value' }),
        score('Score, best constant baseline', { kind: 'optimal' }),
        ofOthers('Score, ranks (biased)', 'ranks'),
      ],
    },
    {
      heading: 'Pathwise (PD, reparameterization)',
      choices: [choice('Pathwise', { estimator: 'pathwise' })],
    },
    {
      heading: 'Other unbiased estimators',
      choices: [
        choice('Measure-valued', { estimator: 'measureValued' }),
        choice('Enumerate', { estimator: 'enumerate' }),
      ],
    },
    {
      heading: 'Relaxations, biased',
      choices: [
        choice('Concrete', { estimator: 'concrete' }),
        choice('Straight-through', { estimator: 'straightThrough' }),
        choice('Straight-through Gumbel', { estimator: 'straightThroughGumbel' }),
      ],
    },
  ];
}

/** Whether a plan's entry is this choice, whatever its options. */
export function isChosen(entry: NodePlan | undefined, { entry: choice }: EstimatorChoice): boolean {
  if (entry?.estimator !== choice.estimator) return false;
  if (entry.estimator !== 'score' || choice.estimator !== 'score') return true;
  return baselineKind(entry.baseline) === baselineKind(choice.baseline);
}

/** What stands on the button of a plan's cell: `score`, `score − avg`, `score, ranks`, `pathwise`, `concrete 0.5`. */
export function choiceWords(plan: NodePlan): string {
  switch (plan.estimator) {
    case 'score':
      return `score${baselineWords(plan.baseline)}`;
    case 'pathwise':
      return plan.stickTheLanding ? 'pathwise, STL' : 'pathwise';
    case 'measureValued':
      return plan.coupled === false ? 'measure, uncoupled' : 'measure';
    case 'enumerate':
      return 'enumerate';
    case 'concrete':
      return `concrete ${formatInput(plan.temperature ?? DEFAULT_TEMPERATURE)}`;
    case 'straightThrough':
      return 'straight';
    case 'straightThroughGumbel':
      return `straight ${formatInput(plan.temperature ?? DEFAULT_TEMPERATURE)}`;
  }
}

const KIND_WORDS: Readonly<Record<Exclude<KindOfBaseline['kind'], 'ranks'>, string>> = {
  average: 'avg',
  leaveOneOut: 'others',
  value: 'V',
  optimal: 'best',
};

function baselineWords(baseline: Baseline | undefined): string {
  if (baseline === undefined || baseline === 'none' || baseline === 0) return '';
  if (typeof baseline === 'number') return ` \u2212 ${formatInput(baseline)}`;
  if (baseline.kind === 'ranks') return ', ranks';
  const scaled = 'normalize' in baseline && baseline.normalize ? ' / \u03c3' : '';
  return ` \u2212 ${KIND_WORDS[baseline.kind]}${scaled}`;
}

export type BaselineKind = 'none' | 'number' | KindOfBaseline['kind'];

export function baselineKind(baseline: Baseline | undefined): BaselineKind {
  if (baseline === undefined || baseline === 'none') return 'none';
  return typeof baseline === 'number' ? 'number' : baseline.kind;
}
