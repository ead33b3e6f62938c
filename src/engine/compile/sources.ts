import type { SourceLaw } from '../distributions/contract';
import { logGammaLogProb, logGammaSource } from '../distributions/logGamma';
import type { Builder, Value } from '../ir/builder';
import { argsOf, type ValueId } from '../ir/operations';
import type { Drawn } from './drawn';
import { isLogit } from './noise';

/**
 * A random source of a program, in whose place the exact modes put their points: base noise, or a draw itself or its
 * coordinate.
 */
export type ProgramSource = NoiseSource | DrawSource;

export interface NoiseSource {
  /** A standard normal, or the logit of a uniform, which is logistic. */
  readonly kind: 'normal' | 'logistic';
  readonly value: ValueId;
}

export interface DrawSource {
  readonly kind: 'draw';
  readonly value: ValueId;
  readonly distribution: SourceLaw;
  readonly args: Readonly<Record<string, ValueId>>;
  /** Log density of the draw, or of the coordinate that stands for it, elementwise. */
  readonly logProb: ValueId;
}

/**
 * The independent random sources that `roots` depend on, parents first. A draw that was written once is a source itself
 * where its distribution has points of its own and `closed` does not speak against it; a draw that was written several
 * times (below a node that takes other values) is made from shared noise, which then is the source. Undefined where two
 * draws share the noise of a sampler by rejection, over which nothing can be integrated.
 */
export function sourcesOf(
  b: Builder,
  sites: Iterable<Drawn>,
  closed: (node: string) => boolean,
  roots: readonly ValueId[],
): ProgramSource[] | undefined {
  const before = reached(b, roots, new Set());
  const versions = new Map<string, Map<ValueId, Drawn>>();
  for (const site of sites) {
    const { id } = sourceValue(b, site);
    if (!before.has(id)) continue;
    const known = versions.get(site.name) ?? new Map<ValueId, Drawn>();
    versions.set(site.name, known.set(id, site));
  }
  const draws: DrawSource[] = [];
  for (const [name, known] of versions) {
    const [only] = known.values();
    if (!only || known.size > 1 || only.distribution.exact.kind === 'noise' || closed(name)) continue;
    draws.push(drawSource(b, only));
  }
  const open = new Set(draws.map(({ value }) => value));
  const needed = reached(b, [...roots, ...draws.flatMap(({ logProb }) => logProb)], open);
  const gammas = new Set<string>();
  const noise: ProgramSource[] = [];
  for (const id of needed) {
    const instruction = b.instruction(id);
    if (instruction.op === 'noise' && instruction.kind === 'normal')
      noise.push({ kind: 'normal', value: id });
    if (instruction.op === 'state' && isLogit(instruction.name)) noise.push({ kind: 'logistic', value: id });
    if (instruction.op !== 'logStandardGamma') continue;
    const key = JSON.stringify(instruction.source);
    if (gammas.has(key)) return undefined;
    gammas.add(key);
    const concentration = b.at(instruction.args[0]);
    const logProb = logGammaLogProb(b, concentration, b.at(id)).id;
    const args = { concentration: concentration.id };
    noise.push({ kind: 'draw', value: id, distribution: logGammaSource, args, logProb });
  }
  return [...draws.filter(({ value }) => needed.has(value)), ...noise].sort((p, q) => p.value - q.value);
}

/** All that `roots` depend on, not going on above what is `open`. */
function reached(b: Builder, roots: readonly ValueId[], open: ReadonlySet<ValueId>): Set<ValueId> {
  const met = new Set(roots);
  for (const id of met) if (!open.has(id)) for (const arg of argsOf(b.instruction(id))) met.add(arg);
  return met;
}

/** What stands for a draw: the coordinate that it is a function of, where its distribution has one. */
function sourceValue(b: Builder, { distribution: { exact }, draw }: Drawn): Value {
  return exact.kind === 'density' && exact.coordinate ? exact.coordinate.of(b, draw) : draw;
}

/** A draw as a source, to be opened. */
export function drawSource(b: Builder, site: Drawn): DrawSource {
  const { distribution, args } = site;
  const { exact } = distribution;
  const law = exact.kind === 'density' && exact.coordinate ? exact.coordinate : distribution;
  const value = sourceValue(b, site);
  return {
    kind: 'draw',
    value: value.id,
    distribution,
    args: Object.fromEntries(Object.entries(args).map(([arg, v]) => [arg, v.id])),
    logProb: law.logProb(b, args, value).id,
  };
}
