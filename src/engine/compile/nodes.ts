import type { Distribution } from '../distributions/contract';
import { parentsOf } from '../document/types';
import type { Site } from '../estimators/contract';
import { Builder, type Value } from '../ir/builder';
import type { ValueId } from '../ir/operations';
import type { Shape } from '../ir/shape';
import type { Model } from '../model/model';
import { once } from '../model/once';
import { type ForwardOptions, forward } from './forward';
import { costGroups, type TrainingGroup } from './groups';
import { OWN_DRAW } from './noise';
import { type Compiled, type CompiledSources, finish, finishWith, plainDraft, rootsOf } from './program';
import { sourcesOf } from './sources';
import { summedCosts, valueIn } from './surrogate';

/** A program of costs, with the parameters that each trains. */
export type CompiledCosts = CompiledSources & {
  readonly groups: readonly TrainingGroup[];
  readonly openDraws: readonly OpenDraw[];
};

/** A draw that a program leaves open: a state, in whose place the law's own draw is to be put. */
export interface OpenDraw {
  readonly value: ValueId;
  readonly distribution: Distribution;
  readonly args: Readonly<Record<string, ValueId>>;
}

/** A program of the costs alone, for the exact modes: outputs `cost:<name>`, each summed over its elements. */
export const compileCosts = once(
  (model): CompiledCosts => costsWith(model, { draw: { ...OWN_DRAW, byLogits: true }, isApart: () => true }),
);

/** The same, with draws left open that can be made from fewer sources where not all of their elements are asked for. */
export const compileOpenCosts = once(
  (model): CompiledCosts =>
    costsWith(model, { draw: { ...OWN_DRAW, byLogits: true }, isApart: () => true, leavesOpen: true }),
);

/** The same program, to be run: it draws its uniforms. */
export const compileCostDraws = once((model): Compiled => costsWith(model, {}));

function costsWith(model: Model, options: Omit<ForwardOptions, 'valueOf'>): CompiledCosts {
  const b = new Builder();
  const world = forward(b, model, { ...options, valueOf: ({ draw }) => draw });
  const groups = costGroups(model.document);
  const costs = model.document.nodes.flatMap(({ kind, name }) => (kind === 'cost' ? [name] : []));
  const draft = plainDraft(
    costs.map((name) => ({ name: `cost:${name}`, value: summedCosts(b, world, [name]) })),
  );
  const open = options.leavesOpen ? [...world.sites.values()].filter(isLeftOpen) : [];
  const openIds = open.flatMap(({ draw, args }) => [draw, ...Object.values(args)].map(({ id }) => id));
  // What an open draw is made from is read only once it is made.
  const sources = sourcesOf(b, [...world.sites.values(), ...world.rows], () => false, [
    ...rootsOf(draft),
    ...openIds,
  ]);
  const { at, ...finished } = finishWith(b, draft, sources, openIds);
  const openDraws = open.map(({ draw, distribution, args }) => ({
    value: at(draw.id),
    distribution,
    args: Object.fromEntries(Object.entries(args).map(([name, { id }]) => [name, at(id)])),
  }));
  const parameters = groups.flatMap((group) =>
    group.parameters.map((name) => ({ name, shape: valueIn(world, name).shape })),
  );
  return { ...finished, parameters, groups, openDraws };
}

function isLeftOpen({ distribution }: Site): boolean {
  return distribution.sampleFromFewest !== undefined;
}

/** A program of the stochastic nodes' draws: one output a node, by its name; of a vector the first element. */
export const compileDraws = once((model): Compiled => {
  const b = new Builder();
  const world = forward(b, model, { valueOf: ({ draw }) => draw });
  const outputs = [...world.sites.values()].map(({ name, draw }) => ({ name, value: firstOf(b, draw) }));
  return { program: finish(b, plainDraft(outputs)).program, parameters: [] };
});

function firstOf(b: Builder, { id, shape }: Value): Value {
  return b.reshape(
    b.slice(
      b.at(id),
      shape.map(() => 0),
      shape.map(() => 1),
    ),
    [],
  );
}

/** A program of one node's value, its only output, from the same noise as in every other program of the document. */
export const compileNode = once((model, name: string): Compiled => {
  const b = new Builder();
  const world = forward(b, model, { valueOf: ({ draw }) => draw });
  return { program: finish(b, plainDraft([{ name, value: valueIn(world, name) }])).program, parameters: [] };
});

/** A node as `compileNodes` writes it. */
export interface CompiledNode {
  readonly name: string;
  readonly parents: readonly string[];
  readonly shape: Shape;
  readonly site: Site | undefined;
  readonly argShapes: Readonly<Record<string, Shape>>;
}

/** A program of every node's value: one output a node, by its name, and `<node>.<argument>` for every argument. */
export const compileNodes = once((model): Compiled & { readonly nodes: readonly CompiledNode[] } => {
  const b = new Builder();
  const world = forward(b, model, { valueOf: ({ draw }) => draw });
  const byName = new Map(model.document.nodes.map((node) => [node.name, node]));
  const nodes = [...world.values].flatMap(([name, { shape }]): CompiledNode[] => {
    const node = byName.get(name);
    const site = world.sites.get(name);
    const args = Object.entries(site?.args ?? {});
    const argShapes = Object.fromEntries(args.map(([arg, { shape }]) => [arg, shape]));
    return node ? [{ name, parents: parentsOf(node), shape, site, argShapes }] : [];
  });
  const outputs = [
    ...[...world.values].map(([name, value]) => ({ name, value })),
    ...[...world.sites.values()].flatMap(({ name, args }) =>
      Object.entries(args).map(([arg, value]) => ({ name: `${name}.${arg}`, value })),
    ),
  ];
  return { program: finish(b, plainDraft(outputs)).program, parameters: [], nodes };
});
