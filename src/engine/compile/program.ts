import { analyse } from '../analysis/analyse';
import { gradient } from '../autodiff/gradient';
import type { NoiseKind } from '../base/noise';
import type { Args, Distribution } from '../distributions/contract';
import { gamma } from '../distributions/gamma';
import { type NodePlan, type Plan, parentsOf } from '../document/types';
import type { Site } from '../estimators/contract';
import { ESTIMATORS, termsOf } from '../estimators/registry';
import { Builder, type Value } from '../ir/builder';
import { keepReachable } from '../ir/deadCode';
import type { ValueId } from '../ir/operations';
import type { Program, State } from '../ir/program';
import type { Shape } from '../ir/shape';
import { forward, type RandomSource, type World } from './forward';
import { type Group, trainingGroups } from './groups';
import type { Model } from './model';

export interface ParameterSlot {
  readonly name: string;
  readonly shape: Shape;
}

/** A random source of a program, in whose place the exact modes put their points: base noise, or a draw itself. */
export type ProgramSource = NoiseSource | DrawSource;

export interface NoiseSource {
  readonly kind: NoiseKind;
  readonly value: ValueId;
}

export interface DrawSource {
  readonly kind: 'draw';
  readonly value: ValueId;
  readonly distribution: Distribution;
  readonly args: Readonly<Record<string, ValueId>>;
  /** Log density of the draw, elementwise. */
  readonly logProb: ValueId;
}

/** A program made from a document, with what one must know to read its outputs. */
export interface Compiled {
  readonly program: Program;
  readonly parameters: readonly ParameterSlot[];
  /** In topological order; empty unless asked for. */
  readonly sources: readonly ProgramSource[];
}

export interface CompileOptions {
  /** Keep what the exact modes need to take the place of the noise. */
  readonly sources?: boolean;
}

/**
 * The gradient program of one plan: outputs `cost` (the sum of all costs) and `gradient:<parameter>` for every
 * parameter. The gradient is that of the surrogate loss of the parameter's group (Schulman et al. 2015, corollary 1).
 * Throws a FindingError where an expression is at fault.
 */
export function compilePlan(model: Model, plan: Plan, options: CompileOptions = {}): Compiled {
  const { document } = model;
  const { downstreamCosts, kinds } = analyse(document, plan);
  const choice = (name: string): NodePlan =>
    ownEntry(plan, name) ?? { estimator: kinds.get(name) ?? 'score' };
  const b = new Builder();
  const seen = (site: Site) => ESTIMATORS[choice(site.name).estimator].value(site);
  const world = forward(b, model, { valueOf: seen });
  const states: (Omit<State, 'next'> & { next: Value })[] = [];
  let warmUp = 0;
  const gradients = new Map<string, Value>();

  trainingGroups(document).forEach((group, groupIndex) => {
    const terms = group.costs.map((cost) => total(b, world, [cost]));
    for (const site of world.sites.values()) {
      const credited = creditedCosts(downstreamCosts.get(site.name) ?? [], group);
      if (credited.length === 0) continue;
      const termSite = {
        ...site,
        value: seen(site),
        credit: b.stop(total(b, world, credited)),
        creditIf: (value: Value) =>
          b.stop(
            total(
              b,
              forward(b, model, { valueOf: seen, overrides: new Map([[site.name, value]]) }),
              credited,
            ),
          ),
        carry: (name: string, shape: Shape, initial: readonly number[], next: (previous: Value) => Value) => {
          const key = `${site.name}:${groupIndex}:${name}`;
          const previous = b.state(key, shape);
          states.push({ name: key, shape, initial, next: next(previous) });
          return previous;
        },
        warmUp: (estimates: number) => {
          warmUp = Math.max(warmUp, estimates);
        },
      };
      terms.push(...termsOf(termSite, choice(site.name)));
    }
    const surrogate = terms.reduce((sum, term) => b.add(sum, term), b.constant(0));
    const inputs = group.parameters.map((name) => nodeValue(world, name));
    gradient(b, surrogate, inputs).forEach((g, i) => {
      gradients.set(group.parameters[i] as string, g);
    });
  });

  const parameters = document.nodes.flatMap(({ name, kind }) =>
    kind === 'parameter' ? [{ name, shape: nodeValue(world, name).shape }] : [],
  );
  const outputs = [
    { name: 'cost', value: total(b, world, costNames(model)) },
    ...parameters.map(({ name }) => ({ name: `gradient:${name}`, value: gradients.get(name) as Value })),
  ];
  return finish(b, { outputs, states, samples: plan.samples ?? 1, warmUp, parameters, world, options });
}

/** A program of the costs alone: outputs `cost` and, for every group of parameters, `cost:<index>`. */
export function compileCosts(model: Model): Compiled & { readonly groups: readonly Group[] } {
  const b = new Builder();
  const world = forward(b, model, { valueOf: ({ draw }) => draw });
  const groups = trainingGroups(model.document);
  const outputs = [
    { name: 'cost', value: total(b, world, costNames(model)) },
    ...groups.map(({ costs }, i) => ({ name: `cost:${i}`, value: total(b, world, costs) })),
  ];
  const parameters = groups.flatMap((group) =>
    group.parameters.map((name) => ({ name, shape: nodeValue(world, name).shape })),
  );
  const options = { sources: true };
  return { ...finish(b, { outputs, states: [], samples: 1, warmUp: 0, parameters, world, options }), groups };
}

/** A program of the stochastic nodes' draws: one output a node, by its name. */
export function compileDraws(model: Model): Compiled {
  const b = new Builder();
  const world = forward(b, model, { valueOf: ({ draw }) => draw });
  const outputs = [...world.sites.values()].map(({ name, draw }) => ({ name, value: draw }));
  return finish(b, { outputs, states: [], samples: 1, warmUp: 0, parameters: [], world, options: {} });
}

/** A node as `compileNodes` writes it. */
export interface CompiledNode {
  readonly name: string;
  readonly parents: readonly string[];
  readonly site: Site | undefined;
  readonly argShapes: Readonly<Record<string, Shape>>;
}

/** A program of every node's value: one output a node, by its name, and `<node>.<argument>` for every argument. */
export function compileNodes(model: Model): Compiled & { readonly nodes: readonly CompiledNode[] } {
  const b = new Builder();
  const world = forward(b, model, { valueOf: ({ draw }) => draw });
  const byName = new Map(model.document.nodes.map((node) => [node.name, node]));
  const nodes = [...world.values.keys()].flatMap((name): CompiledNode[] => {
    const node = byName.get(name);
    const site = world.sites.get(name);
    const args = Object.entries(site?.args ?? {});
    const argShapes = Object.fromEntries(args.map(([arg, { shape }]) => [arg, shape]));
    return node ? [{ name, parents: parentsOf(node), site, argShapes }] : [];
  });
  const outputs = [
    ...[...world.values].map(([name, value]) => ({ name, value })),
    ...[...world.sites.values()].flatMap(({ name, args }) =>
      Object.entries(args).map(([arg, value]) => ({ name: `${name}.${arg}`, value })),
    ),
  ];
  return {
    ...finish(b, { outputs, states: [], samples: 1, warmUp: 0, parameters: [], world, options: {} }),
    nodes,
  };
}

interface Parts {
  readonly outputs: readonly { name: string; value: Value }[];
  readonly states: readonly (Omit<State, 'next'> & { next: Value })[];
  readonly samples: number;
  readonly warmUp: number;
  readonly parameters: readonly ParameterSlot[];
  readonly world: World;
  readonly options: CompileOptions;
}

/** Drops dead code and renumbers. */
function finish(b: Builder, parts: Parts): Compiled {
  const sources = parts.options.sources ? parts.world.sources.flatMap((source) => openSource(b, source)) : [];
  const roots = [
    ...parts.outputs.map(({ value }) => value.id),
    ...parts.states.map(({ next }) => next.id),
    ...sources.flatMap((source) =>
      source.kind === 'draw' ? [source.value, source.logProb, ...Object.values(source.args)] : [source.value],
    ),
  ];
  const { instructions, moved } = keepReachable(b.instructions, roots);
  const at = (id: ValueId): ValueId => moved.get(id) as ValueId;
  return {
    program: {
      instructions,
      outputs: parts.outputs.map(({ name, value }) => ({ name, value: at(value.id) })),
      states: parts.states.map((state) => ({ ...state, next: at(state.next.id) })),
      samples: parts.samples,
      warmUp: parts.warmUp,
    },
    parameters: parts.parameters,
    sources: sources.map((source) =>
      source.kind === 'draw'
        ? {
            ...source,
            value: at(source.value),
            logProb: at(source.logProb),
            args: Object.fromEntries(Object.entries(source.args).map(([name, id]) => [name, at(id)])),
          }
        : { ...source, value: at(source.value) },
    ),
  };
}

/** Where the exact modes put their points for one node. */
function openSource(b: Builder, { site, noise }: RandomSource): ProgramSource[] {
  const { distribution, args, draw } = site;
  if (distribution.exact.kind !== 'noise' && !distribution.pathwise)
    return [drawSource(b, distribution, args, draw)];
  return noise.map((id): ProgramSource => {
    const instruction = b.instruction(id);
    if (instruction.op === 'noise') return { kind: instruction.kind, value: id };
    const concentration = b.at(instruction.op === 'standardGamma' ? instruction.args[0] : id);
    return drawSource(b, gamma, { concentration, rate: b.constant(1) }, b.at(id));
  });
}

function drawSource(b: Builder, distribution: Distribution, args: Args, draw: Value): DrawSource {
  return {
    kind: 'draw',
    value: draw.id,
    distribution,
    args: Object.fromEntries(Object.entries(args).map(([arg, v]) => [arg, v.id])),
    logProb: distribution.logProb(b, args, draw).id,
  };
}

function ownEntry(plan: Plan, name: string): NodePlan | undefined {
  return Object.hasOwn(plan.nodes, name) ? plan.nodes[name] : undefined;
}

/** The costs of the group among those credited to a node, in the document's order. */
function creditedCosts(credited: readonly string[], group: Group): string[] {
  return group.costs.filter((cost) => credited.includes(cost));
}

function costNames({ document }: Model): string[] {
  return document.nodes.flatMap(({ kind, name }) => (kind === 'cost' ? [name] : []));
}

/** The sum of the named costs, each summed over its elements; a scalar. */
function total(b: Builder, world: World, costs: readonly string[]): Value {
  return costs.reduce((sum, cost) => b.add(sum, b.sum(nodeValue(world, cost))), b.constant(0));
}

function nodeValue(world: World, name: string): Value {
  const value = world.values.get(name);
  if (!value) throw new Error(`${name} has no value`);
  return value;
}
