import { Kept } from '../../base/kept';
import { perObject } from '../../base/perObject';
import { FindingError } from '../../diagnostics/types';
import { DISTRIBUTIONS } from '../../distributions/registry';
import { DISTRIBUTION_ARGS, type DistributionName } from '../../document/distributions';
import type { Node } from '../../document/types';
import {
  hasKinks,
  type Kink,
  kinksIn,
  type SupportFacts,
  type SupportOf,
} from '../../expression/differentiability';
import { namedArgs } from '../../expression/distributionArgs';
import type { Tree } from '../../expression/tree';
import { ShapeError, type Value } from '../../ir/builder';
import { keepReachable } from '../../ir/deadCode';
import type { ValueId } from '../../ir/operations';
import { sizeOf } from '../../ir/shape';
import { treesOf } from '../../model/trees';
import type { Graph, GraphNode } from '../contract';
import { endsBelow, writtenBelow } from './below';
import { bordersOf, ENOUGH, lookAt, type Seen } from './borders';
import { type Charge, keyOf, MOST_WORK_OF_ONE, SpentError } from './looks';
import { OpenGraph, UnfitError } from './openGraph';
import { structureOf } from './structure';
import { neverFlips, switchesOf } from './switches';

/** What is known of a node's formulas as one parent moves: whether they jump, may jump, or meet wherever they could. */
export type Continuity =
  | { readonly kind: 'smooth' }
  /**
   * There is something that could jump, and both of its sides meet, or do so in all that is made of it `below`; or it
   * is never crossed.
   */
  | { readonly kind: 'meets'; readonly kink: Kink; readonly below: boolean }
  | { readonly kind: 'jumps'; readonly kink: Kink; readonly sure: boolean };

const SMOOTH: Continuity = { kind: 'smooth' };

/** Numbers in one value above which nothing is tried out: the weights of a network. */
const MOST_NUMBERS = 2048;

/**
 * Whether the formulas of a node jump while its parent v moves and all else stays. What could jump is read from the
 * formulas (`kinksIn`). Where its values cannot reach the border, by interval arithmetic from the supports of all draws
 * above, it does not jump. Else borders are looked for at random values of the node's parents, and the formulas are
 * evaluated on both sides of each, in float64. A border that was not found, or where nothing finite is to be seen,
 * leaves it open: `sure` is then false. A square that jumps does no harm where all that is made of it meets: z = (x >
 * 0) in a cost z*x.
 *
 * A graph has so many numbers for these looks; of further edges it is left open as well.
 *
 * It depends on the formulas and the shapes above, never on the numbers of parameters and inputs: so a slider does not
 * change the answer, and a formula that jumps for some of them jumps.
 */
export function continuityOf(graph: Graph, w: GraphNode, v: string): Continuity {
  if (kinkedTrees(w.source).length === 0) return SMOOTH;
  const edges = answersOf(graph);
  const edge = `${v} ${w.name}`;
  const answer = edges.get(edge) ?? answerTo(graph, w, v);
  edges.set(edge, answer);
  return answer;
}

/** By edge: a graph is asked more than once. */
const answersOf = perObject((_: Graph) => new Map<string, Continuity>());

function answerTo(graph: Graph, w: GraphNode, v: string): Continuity {
  const kinks = kinksOf(graph, w.source, v);
  const [first] = kinks;
  if (!first) return SMOOTH;
  const ends = endsBelow(graph, w) ?? [];
  const key = [v, ...[w, ...ends].map((node) => structureOf(graph, node))].join(' ');
  const open = openGraphOf(graph);
  const unsure: Continuity = { kind: 'jumps', kink: first, sure: false };
  try {
    const { answer, charges } = answers.get(key, () => {
      const charges: Charge[] = [];
      return { answer: decided(open, w, v, kinks, charges) ?? unsure, charges };
    });
    open.looks.count(charges);
    return answer;
  } catch (error) {
    if (error instanceof SpentError) return unsure;
    throw error;
  }
}

interface Answer {
  readonly answer: Continuity;
  /** The looks that it took. */
  readonly charges: readonly Charge[];
}

/** By structure: an edit elsewhere changes none. Of more edges than the largest graph has. */
const answers = new Kept<Answer>(10_000);

/** Formulas that were written for a graph serve for all its nodes. */
const openGraphOf = perObject((graph: Graph) => new OpenGraph(graph));

function kinksOf(graph: Graph, source: Node, v: string): Kink[] {
  return kinkedTrees(source).flatMap((tree) => kinksIn(tree, v, supportsIn(graph)));
}

/** The formulas of a node that could jump at all. */
const kinkedTrees = perObject((source: Node): readonly Tree[] =>
  [...treesOf(source).values()].filter(hasKinks),
);

/** What distributions there are in a formula: written out, or those of circles. */
function supportsIn(graph: Graph): SupportOf {
  return (tree) => {
    if (tree.kind === 'call' && isDistribution(tree.name)) {
      const { trees } = namedArgs(tree, DISTRIBUTION_ARGS[tree.name]);
      return factsOf(tree.name, (arg) => trees?.get(arg));
    }
    const source = tree.kind === 'name' ? graph.nodes.get(tree.name)?.source : undefined;
    if (source?.kind !== 'stochastic') return undefined;
    return factsOf(source.distribution ?? 'Normal', (arg) => treesOf(source).get(arg));
  };
}

function isDistribution(name: string): name is DistributionName {
  return Object.hasOwn(DISTRIBUTION_ARGS, name);
}

function factsOf(name: DistributionName, arg: (name: string) => Tree | undefined): SupportFacts {
  const { support, movesSupport } = DISTRIBUTIONS[name];
  return {
    name,
    bounded: support !== 'real' && support !== 'realVector',
    moving: movesSupport.flatMap((moved) => arg(moved) ?? []),
  };
}

/** Undefined where the formulas cannot be evaluated. */
function decided(
  open: OpenGraph,
  w: GraphNode,
  v: string,
  kinks: readonly Kink[],
  charges: Charge[],
): Continuity | undefined {
  try {
    open.openAbove(w);
    return judge(open, w, v, kinks, charges);
  } catch (error) {
    if (error instanceof FindingError || error instanceof ShapeError || error instanceof UnfitError)
      return undefined;
    throw error;
  }
}

function judge(
  open: OpenGraph,
  w: GraphNode,
  v: string,
  kinks: readonly Kink[],
  charges: Charge[],
): Continuity | undefined {
  const outputs = open.outputsOf(w);
  const own = verdictOn(open, v, kinks, (tree) => open.write(tree, w), outputs, charges);
  if (own?.kind !== 'jumps' || !own.sure) return own;
  const ends = endsBelow(open.graph, w);
  const below = ends && writtenBelow(open, v, ends);
  if (!below) return own;
  const atEnds = verdictOn(open, v, kinks, (tree) => open.write(tree, w, below.put), below.outputs, charges);
  return atEnds?.kind === 'meets' ? { ...atEnds, below: true } : own;
}

/** Whether outputs jump where these kinks, written with the same values, flip. */
function verdictOn(
  open: OpenGraph,
  v: string,
  kinks: readonly Kink[],
  write: (tree: Tree) => Value,
  outputs: readonly Value[],
  charges: Charge[],
): Continuity | undefined {
  const { b, hullAt } = open;
  const moves = open.nodes.get(v)?.value.id;
  const [first] = kinks;
  if (moves === undefined || !first) return undefined;
  const watched = kinks.flatMap((kink) => {
    const { id } = write(kink.part);
    if (open.own.has(id) || isShare(open, kink)) return [];
    const flips = switchesOf(b, id, moves).filter((one) => !neverFlips(b.instruction(one), hullAt));
    return [{ kink, switches: flips }];
  });
  const needed = [...new Set(watched.flatMap(({ switches }) => switches))];
  if (needed.length === 0) return { kind: 'meets', kink: first, below: false };
  const ids = outputs.map(({ id }) => id);
  const seen = seenAt(open, ids, needed, moves, charges);
  const cause = watched.find(({ switches }) => switches.some((id) => (seen(id)?.jumps ?? 0) > 0));
  if (cause) return { kind: 'jumps', kink: cause.kink, sure: true };
  const left = watched.find(({ switches }) => switches.some((id) => (seen(id)?.meets ?? 0) < ENOUGH));
  return left
    ? { kind: 'jumps', kink: left.kink, sure: false }
    : { kind: 'meets', kink: first, below: false };
}

/** What is seen at the borders of switches, by switch; the look is added to the `charges`. */
function seenAt(
  graph: OpenGraph,
  outputs: readonly ValueId[],
  switches: readonly ValueId[],
  moves: ValueId,
  charges: Charge[],
): (id: ValueId) => Seen | undefined {
  const { b, own, nodes } = graph;
  // Of all formulas of the graph, those at hand alone, numbered anew.
  const { instructions, moved } = keepReachable(b.instructions, [...outputs, ...switches, moves]);
  const here = (ids: Iterable<ValueId>): ValueId[] => [...ids].flatMap((id) => moved.get(id) ?? []);
  const open = instructions.flatMap((instruction, value) => {
    const node = instruction.op === 'state' ? nodes.get(instruction.name) : undefined;
    return node ? [{ value, domain: node.domain }] : [];
  });
  if (open.some(({ value }) => sizeOf(instructions[value]?.shape ?? []) > MOST_NUMBERS))
    return () => undefined;
  const look = lookAt({
    instructions,
    outputs: here(outputs),
    guards: here(own),
    switches: here(switches),
    stops: instructions.flatMap(({ op }, id) => (op === 'stop' ? [id] : [])),
    open,
    moves: moved.get(moves) ?? 0,
  });
  if (look.work > MOST_WORK_OF_ONE) return () => undefined;
  charges.push({ key: keyOf(look.text), work: look.work });
  graph.looks.ask(charges);
  const seen = bordersOf(look);
  return (id) => seen.get(moved.get(id) ?? -1);
}

/** Whether a density of shares is asked of shares, which sum to one whatever moves. */
function isShare({ nodes }: OpenGraph, { part }: Kink): boolean {
  if (part.kind !== 'call' || part.name !== 'log_prob') return false;
  const [law, at] = part.args;
  const isOfShares =
    law?.kind === 'call' && isDistribution(law.name) && DISTRIBUTIONS[law.name].support === 'simplex';
  const isSum = at?.kind === 'call' && at.name === 'softmax' && at.args.length === 1;
  return isOfShares && (isSum || (at?.kind === 'name' && nodes.get(at.name)?.domain.kind === 'simplex'));
}
