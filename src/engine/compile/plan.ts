import { analyse } from '../analysis/analyse';
import type { Analysis, EstimatorKinds } from '../analysis/contract';
import { influence } from '../analysis/influence';
import { gradient } from '../autodiff/gradient';
import { FindingError } from '../diagnostics/types';
import { ESTIMATOR_ROLES } from '../document/estimators';
import { nodePlanOf } from '../document/planEdits';
import type { Document, NodePlan, Plan } from '../document/types';
import { Builder, type Value } from '../ir/builder';
import type { ValueId } from '../ir/operations';
import { refuseTooMuch } from '../ir/workLimits';
import type { Model } from '../model/model';
import { once } from '../model/once';
import { Carried } from './carried';
import type { World } from './forward';
import { costGroups } from './groups';
import { type Compiled, type CompiledSources, type Draft, finish, finishWith, rootsOf } from './program';
import { sampleLayout } from './samples';
import { sourcesOf } from './sources';
import { averagedCosts, type Parts, surrogate, valueIn } from './surrogate';
import { NO_OVERRIDES, Worlds } from './worlds';

export interface WantedOutputs {
  readonly eachCost?: boolean;
}

/** The gradient program of a plan. */
export interface CompiledPlan extends Compiled {
  /** Scalars that must be fed beside the document's numbers: the constant baselines that are best. */
  readonly optima: readonly string[];
  /** What writing it cost, as `WORK_LIMITS.instructions` counts it. */
  readonly asked: number;
}

/** The smallest independent part of an estimate, one sample or one mirrored pair, for the exact modes. */
export interface CompiledUnit extends CompiledPlan, CompiledSources {
  /** Whether what is carried from estimate to estimate is affine in itself, so that its law is known. */
  readonly affine: boolean;
  /** Whether the estimate is affine in what units outside answer for. */
  readonly affineOutside: boolean;
  /** What units outside answer for: a scalar to feed in place of their mean, and this unit's own. */
  readonly outside: readonly { readonly feed: string; readonly credit: ValueId }[];
}

/**
 * The gradient program of one plan: outputs `cost` (the sum of all costs) and `gradient:<parameter>` for every
 * parameter. The gradient is that of the surrogate loss of the parameter's group (Schulman et al. 2015, corollary 1).
 * With `eachCost` also `cost:<name>` for every cost. Throws a FindingError where an expression is at fault.
 */
export const compilePlan = once((model: Model, plan: Plan, wanted: WantedOutputs = {}): CompiledPlan => {
  const { b, draft, parameters, optima } = drafted(model, plan, false, wanted);
  return { program: finish(b, draft).program, parameters, optima, asked: b.asked };
});

/** The programs of all plans of a document. Throws a FindingError where one is at fault, or where together they are too much. */
export function compilePlans(model: Model): { readonly plan: Plan; readonly compiled: CompiledPlan }[] {
  let asked = 0;
  return model.document.plans.map((plan) => {
    const compiled = compilePlan(model, plan);
    asked += compiled.asked;
    refuseTooMuch('allInstructions', asked);
    return { plan, compiled };
  });
}

/** The program of one unit, its `samples` the number of units in an estimate; see CompiledUnit. */
export const compileUnit = once((model: Model, plan: Plan): CompiledUnit => {
  const { b, draft, parameters, optima, outside, worlds, kinds, ...rest } = drafted(model, plan, true);
  const credits = outside.map(({ credit }) => credit.id);
  const sites = worlds.flatMap((own) =>
    [...own.all()].flatMap((world) => [...world.sites.values(), ...world.rows]),
  );
  // Where a path leads through the draw, or two draws are opposites, the noise is what must be integrated over.
  const closed = (node: string) =>
    plan.antithetic === true || ESTIMATOR_ROLES[kinds.get(node) ?? 'score'] === 'square';
  const sources = sourcesOf(b, sites, closed, [...rootsOf(draft), ...credits]);
  const { program, at, sources: found } = finishWith(b, draft, sources, credits);
  return {
    program,
    parameters,
    optima,
    asked: b.asked,
    affine: rest.affine,
    affineOutside: rest.affineOutside,
    outside: outside.map(({ feed, credit }) => ({ feed, credit: at(credit.id) })),
    sources: found,
  };
});

interface Drafted {
  readonly b: Builder;
  readonly draft: Draft;
  readonly parameters: Compiled['parameters'];
  readonly optima: readonly string[];
  readonly outside: readonly { readonly feed: string; readonly credit: Value }[];
  readonly worlds: readonly Worlds[];
  readonly kinds: EstimatorKinds;
  readonly affine: boolean;
  readonly affineOutside: boolean;
}

/** What is too much for no node alone is told of the plan. */
function drafted(model: Model, plan: Plan, unit: boolean, wanted: WantedOutputs = {}): Drafted {
  try {
    return draft(model, plan, unit, wanted);
  } catch (error) {
    if (!(error instanceof FindingError)) throw error;
    throw new FindingError(
      error.findings.map((finding) =>
        finding.code === 'too-much-work' ? { ...finding, plan: plan.name } : finding,
      ),
    );
  }
}

function draft(model: Model, plan: Plan, unit: boolean, { eachCost = false }: WantedOutputs): Drafted {
  const { document } = model;
  const analysis = analyse(model, plan);
  const { kinds } = analysis;
  const b = new Builder();
  const { draws, repeats } = sampleLayout(plan, unit);
  const choice = (name: string): NodePlan =>
    nodePlanOf(plan, name) ?? ({ estimator: kinds.get(name) ?? 'score' } as NodePlan);
  // Only what is scored answers for a draw whatever it was made from.
  const isApart = (name: string) =>
    unit && plan.antithetic !== true && (kinds.get(name) ?? 'score') === 'score';
  const samples = draws.map((draw) => ({
    worlds: new Worlds(b, model, choice, unit ? { ...draw, byLogits: true } : draw, isApart),
    unit: draw.sample,
  }));
  const fed = new FedScalars(b);
  const parts = partsOf(b, analysis, choice, samples, fed, unit);
  const [first = missing()] = samples.map(({ worlds }) => worlds.with(NO_OVERRIDES));
  const gradients = gradientsOf(parts, document, first);
  const parameters = document.nodes.flatMap(({ name, kind }) =>
    kind === 'parameter' ? [{ name, shape: valueIn(first, name).shape }] : [],
  );
  const outputs = [
    ...costOutputs(parts, document, eachCost),
    ...parameters.map(({ name }) => ({
      name: `gradient:${name}`,
      value: gradients.get(name) ?? missing(),
    })),
  ];
  const { carried } = parts;
  return {
    b,
    draft: { outputs, states: carried.states(), samples: repeats, warmUp: carried.estimates },
    parameters,
    optima: [...fed.optima],
    outside: [...fed.outside.values()],
    worlds: samples.map(({ worlds }) => worlds),
    kinds,
    affine: carried.affine,
    affineOutside: fed.isAffine,
  };
}

/** Scalars that are fed beside the document's numbers. */
class FedScalars {
  readonly optima = new Set<string>();
  readonly outside = new Map<string, { readonly feed: string; readonly credit: Value }>();
  /** Whether the estimate is affine in what units outside answer for. */
  isAffine = true;

  constructor(readonly b: Builder) {}

  /** The best constant of this key. */
  optimum(key: string): Value {
    const feed = `optimum:${key}`;
    this.optima.add(feed);
    return this.b.feed(feed, []);
  }

  /** The mean of what units outside answer for, of which this unit's own is `credit`. */
  ofOutside(key: string, credit: Value, affine: boolean): Value {
    this.isAffine &&= affine;
    const feed = `outside:${key}`;
    this.outside.set(key, { feed, credit });
    return this.b.feed(feed, []);
  }
}

function partsOf(
  b: Builder,
  { creditedCosts, kinds, graph }: Analysis,
  choice: Parts['choice'],
  samples: Parts['samples'],
  fed: FedScalars,
  unit: boolean,
): Parts {
  return {
    b,
    choice,
    nodes: graph.order.filter((name) => kinds.has(name)),
    influence: influence(graph),
    credited: creditedCosts,
    parentsOf: (name) => graph.nodes.get(name)?.parents ?? [],
    samples,
    carried: new Carried(b),
    optimum: (key) => fed.optimum(key),
    outside: unit ? (key, credit, affine) => fed.ofOutside(key, credit, affine) : undefined,
  };
}

/** By parameter. Parameters are the same in every sample and every world, of which `world` is one. */
function gradientsOf(parts: Parts, document: Document, world: World): Map<string, Value> {
  const gradients = new Map<string, Value>();
  costGroups(document).forEach((group, index) => {
    const loss = surrogate(parts, group, index);
    const inputs = group.parameters.map((name) => valueIn(world, name));
    gradient(parts.b, loss, inputs).forEach((g, i) => {
      gradients.set(group.parameters[i] ?? '', g);
    });
  });
  return gradients;
}

/** Means over the samples: of the sum of all costs, and of each. */
function costOutputs(parts: Parts, document: Document, eachCost: boolean): Draft['outputs'] {
  const { b, samples } = parts;
  const meanOf = (names: readonly string[]) =>
    b.div(
      samples.reduce((sum, { worlds }) => b.add(sum, averagedCosts(parts, worlds, names)), b.constant(0)),
      samples.length,
    );
  const costs = document.nodes.flatMap(({ kind, name }) => (kind === 'cost' ? [name] : []));
  return [
    { name: 'cost', value: meanOf(costs) },
    ...(eachCost ? costs.map((name) => ({ name: `cost:${name}`, value: meanOf([name]) })) : []),
  ];
}

function missing(): never {
  throw new Error('a plan has one sample at least');
}
