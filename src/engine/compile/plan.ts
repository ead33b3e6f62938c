import { analyse } from '../analysis/analyse';
import type { EstimatorKinds } from '../analysis/contract';
import { influence } from '../analysis/influence';
import { gradient } from '../autodiff/gradient';
import { FindingError } from '../diagnostics/types';
import { ESTIMATOR_ROLES } from '../document/estimators';
import { nodePlanOf } from '../document/planEdits';
import type { NodePlan, Plan } from '../document/types';
import { Builder, type Value } from '../ir/builder';
import type { ValueId } from '../ir/operations';
import type { Model } from '../model/model';
import { once } from '../model/once';
import { Carried } from './carried';
import { trainingGroups } from './groups';
import { type Compiled, type CompiledSources, type Draft, finish, finishWith, rootsOf } from './program';
import { layoutOf } from './samples';
import { sourcesOf } from './sources';
import { expectedCosts, type Parts, surrogate, valueIn } from './surrogate';
import { NO_OVERRIDES, Worlds } from './worlds';

export interface Wanted {
  readonly eachCost?: boolean;
}

/** The gradient program of a plan. */
export interface CompiledPlan extends Compiled {
  /** Scalars that must be fed beside the document's numbers: the constant baselines that are best. */
  readonly optima: readonly string[];
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
export const compilePlan = once((model: Model, plan: Plan, wanted: Wanted = {}): CompiledPlan => {
  const { b, draft, parameters, optima } = drafted(model, plan, false, wanted);
  return { program: finish(b, draft).program, parameters, optima };
});

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
function drafted(model: Model, plan: Plan, unit: boolean, wanted: Wanted = {}): Drafted {
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

function draft(model: Model, plan: Plan, unit: boolean, { eachCost = false }: Wanted): Drafted {
  const { document } = model;
  const { downstreamCosts, kinds, graph } = analyse(model, plan);
  const choice = (name: string): NodePlan =>
    nodePlanOf(plan, name) ?? ({ estimator: kinds.get(name) ?? 'score' } as NodePlan);
  const b = new Builder();
  const { draws, repeats } = layoutOf(plan, unit);
  // Only what is scored answers for a draw whatever it was made from.
  const isApart = (name: string) =>
    unit && plan.antithetic !== true && (kinds.get(name) ?? 'score') === 'score';
  const samples = draws.map((draw) => ({
    worlds: new Worlds(b, model, choice, unit ? { ...draw, byLogits: true } : draw, isApart),
    unit: draw.sample,
  }));
  const optima = new Set<string>();
  const outside = new Map<string, { readonly feed: string; readonly credit: Value }>();
  let affineOutside = true;
  const carried = new Carried(b);
  const nodes = graph.order.filter((name) => kinds.has(name));
  const parts: Parts = {
    b,
    choice,
    nodes,
    influence: influence(graph),
    credited: downstreamCosts,
    parentsOf: (name) => graph.nodes.get(name)?.parents ?? [],
    samples,
    carried,
    optimum: (key) => {
      const feed = `optimum:${key}`;
      optima.add(feed);
      return b.feed(feed, []);
    },
    outside: unit
      ? (key, credit, affine) => {
          affineOutside &&= affine;
          const feed = `outside:${key}`;
          outside.set(key, { feed, credit });
          return b.feed(feed, []);
        }
      : undefined,
  };

  const groups = trainingGroups(document);
  const gradients = new Map<string, Value>();
  const own = samples.map(({ worlds }) => worlds.with(NO_OVERRIDES));
  groups.forEach((group, index) => {
    const loss = surrogate(parts, group, index);
    // Parameters and inputs are the same in every sample and every world.
    const inputs = group.parameters.map((name) => valueIn(own[0] ?? missing(), name));
    gradient(b, loss, inputs).forEach((g, i) => {
      gradients.set(group.parameters[i] ?? '', g);
    });
  });

  const parameters = document.nodes.flatMap(({ name, kind }) =>
    kind === 'parameter' ? [{ name, shape: valueIn(own[0] ?? missing(), name).shape }] : [],
  );
  const costs = document.nodes.flatMap(({ kind, name }) => (kind === 'cost' ? [name] : []));
  const meanOf = (names: readonly string[]) =>
    b.div(
      samples.reduce((sum, { worlds }) => b.add(sum, expectedCosts(parts, worlds, names)), b.constant(0)),
      samples.length,
    );
  const outputs = [
    { name: 'cost', value: meanOf(costs) },
    ...(eachCost ? costs.map((name) => ({ name: `cost:${name}`, value: meanOf([name]) })) : []),
    ...parameters.map(({ name }) => ({
      name: `gradient:${name}`,
      value: gradients.get(name) ?? missing(),
    })),
  ];
  return {
    b,
    draft: { outputs, states: carried.states(), samples: repeats, warmUp: carried.estimates },
    parameters,
    optima: [...optima],
    outside: [...outside.values()],
    worlds: samples.map(({ worlds }) => worlds),
    kinds,
    affine: carried.affine,
    affineOutside,
  };
}

function missing(): never {
  throw new Error('a plan has one sample at least');
}
