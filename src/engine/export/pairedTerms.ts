import { analyse } from '../analysis/analyse';
import type { Analysis } from '../analysis/contract';
import type {
  Equivalent,
  NormalForm,
  NormalNode,
  Pair,
  Planned,
  RelationKind,
  Side,
} from '../equivalence/contract';
import { modelOf } from '../model/model';
import { glue, type Term } from './formula';
import { type NodeLatex, nodeLatex } from './latexNames';
import { lawTerms } from './lawTerms';
import { overDeviation, ranked } from './scoreFactors';

/** One term of the surrogate loss that `parameters` descend, as it is written on both sides of an equivalence. */
export interface PairedTerm {
  readonly kind: 'score' | 'cost';
  /** The circle or cost that it is the term of, as the normal forms call it. */
  readonly of: Pair;
  readonly parameters: Readonly<Record<Side, readonly string[]>>;
  readonly left: Term;
  readonly right: Term;
}

/** Writes a node's name, which is `latex`, so that a page can tell it from the rest of the term. */
export type MarkName = (side: Side, name: string, latex: string) => string;

const unmarked: MarkName = (_side, _name, latex) => latex;

/**
 * The surrogate losses of two equivalent graphs, term by term, the terms of the right one in the order of the left one
 * and with their arguments in its order: \log p(h\mid\phi,x)\lfloor L+R\rfloor beside \log p(a\mid\theta,s)\lfloor
 * r\rfloor, then the costs as functions of what they depend on, squares put in. Parameters by which a term is not
 * differentiated stand in \lfloor\cdot\rfloor. What was taken as known is not written, nor are baselines, which change
 * no mean.
 */
export function pairedTerms(
  { map, left, right }: Pick<Equivalent, Side | 'map'>,
  planned: Readonly<Record<Side, Planned>>,
  mark: MarkName = unmarked,
): PairedTerm[] {
  const partner = new Map(map.map((pair) => [pair.left.name, pair.right.name]));
  const toRight = (names: readonly string[]): string[] => names.flatMap((name) => partner.get(name) ?? []);
  const [a, b] = [
    new Writer('left', left, planned.left, mark),
    new Writer('right', right, planned.right, mark),
  ];
  return groupsOf(left).flatMap(({ parameters, costs }): PairedTerm[] => {
    const own = { left: parameters, right: toRight(parameters) };
    const scores = circlesOf(left, parameters, costs).map((name): PairedTerm => {
      const credited = costs.filter((cost) => isRelated(left, 'credit', name, cost));
      const given = argumentsOf(left, name);
      return {
        kind: 'score',
        of: { left: name, right: partner.get(name) ?? name },
        parameters: own,
        left: a.score(name, given, credited),
        right: b.score(partner.get(name) ?? name, toRight(given), toRight(credited)),
      };
    });
    const values = costs.map((name): PairedTerm => {
      const given = argumentsOf(left, name);
      return {
        kind: 'cost',
        of: { left: name, right: partner.get(name) ?? name },
        parameters: own,
        left: a.cost(name, given),
        right: b.cost(partner.get(name) ?? name, toRight(given)),
      };
    });
    return [...scores, ...values];
  });
}

/** Parameters that the same costs train: they share a surrogate loss. Those that none trains have no term. */
function groupsOf(form: NormalForm) {
  const groups = new Map<string, { parameters: string[]; costs: string[] }>();
  for (const { name, role } of form.nodes) {
    if (role !== 'parameter') continue;
    const costs = form.nodes.map((node) => node.name).filter((cost) => isRelated(form, 'trains', cost, name));
    const group = groups.get(costs.join(' ')) ?? { parameters: [], costs };
    group.parameters.push(name);
    groups.set(costs.join(' '), group);
  }
  return [...groups.values()];
}

function circlesOf(form: NormalForm, parameters: readonly string[], costs: readonly string[]): string[] {
  return form.nodes
    .filter(
      ({ name, role }) => role === 'circle' && costs.some((cost) => isRelated(form, 'credit', name, cost)),
    )
    .filter(({ name }) => parameters.some((parameter) => isRelated(form, 'derivative', parameter, name)))
    .map(({ name }) => name);
}

/** What a node depends on, the parameters first. */
function argumentsOf(form: NormalForm, name: string): string[] {
  const above = form.nodes.filter(
    (node) => isRelated(form, 'derivative', node.name, name) || isRelated(form, 'value', node.name, name),
  );
  const isParameter = ({ role }: NormalNode): boolean => role === 'parameter';
  return [...above.filter(isParameter), ...above.filter((node) => !isParameter(node))].map(
    (node) => node.name,
  );
}

function isRelated({ relations }: NormalForm, kind: RelationKind, from: string, to: string): boolean {
  return relations.some((relation) => relation.kind === kind && relation.from === from && relation.to === to);
}

/** Writes the terms of one side. */
class Writer {
  readonly #latex: NodeLatex;
  readonly #analysis: Analysis;

  constructor(
    side: Side,
    readonly form: NormalForm,
    { document, plan }: Planned,
    mark: MarkName,
  ) {
    this.#analysis = analyse(modelOf(document), plan);
    const bare = nodeLatex(this.#analysis.rewritten);
    this.#latex = (name) => mark(side, name, bare(name));
  }

  score(name: string, given: readonly string[], costs: readonly string[]): Term {
    const summands = costs.flatMap((cost) => this.#parts(cost));
    const weight = summands.join('+');
    const sum = summands.length > 1 ? `(${weight})` : weight;
    return { sign: '+', latex: this.#law(name, given, weight, sum), nodes: this.#nodes([name, ...costs]) };
  }

  /** What a circle's law is differentiated as, times its costs: `weight` as a sum, `sum` as a factor. */
  #law(name: string, given: readonly string[], weight: string, sum: string): string {
    const node = this.#node(name);
    const score = `\\log ${this.#density(name, given)}`;
    if (node?.estimator === 'score') return `${score}\\lfloor ${weight}\\rfloor`;
    if (node?.estimator === 'normalizedScore')
      return `${score}\\lfloor ${overDeviation(this.#parts(name).join(','), sum)}\\rfloor`;
    if (node?.estimator === 'rankedScore')
      return `${score}\\lfloor ${ranked(this.#analysis.plan, weight)}\\rfloor`;
    return lawTerms(this.#analysis, node?.law?.node ?? name, this.#latex, () => true)
      .map((term) => `${term.sum}${term.of}\\lfloor ${term.times(sum)}\\rfloor`)
      .join('+');
  }

  cost(name: string, given: readonly string[]): Term {
    const parts = this.#parts(name);
    const written = parts.length > 1 ? `(${parts.join('+')})` : parts.join('');
    const listed = given.length > 0 ? `(${this.#list(name, given)})` : '';
    return { sign: '+', latex: written + listed, nodes: this.#nodes([name]) };
  }

  /** p(h\mid\phi,x); circles that are one stand side by side. */
  #density(name: string, given: readonly string[]): string {
    const own = this.#parts(name).join(',');
    return given.length > 0 ? `p(${own}${glue('\\mid', this.#list(name, given))})` : `p(${own})`;
  }

  #list(of: string, given: readonly string[]): string {
    return given
      .flatMap((name) => {
        const isHeld =
          this.#node(name)?.role === 'parameter' && !isRelated(this.form, 'derivative', name, of);
        return this.#parts(name).map((part) => (isHeld ? `${glue('\\lfloor', part)}\\rfloor` : part));
      })
      .join(',');
  }

  #parts(name: string): string[] {
    const node = this.#node(name);
    // Noises that are shared are one draw.
    return (node?.role === 'noise' ? [name] : (node?.parts ?? [name])).map(this.#latex);
  }

  /** Names of the document's nodes. */
  #nodes(names: readonly string[]): string[] {
    return [
      ...new Set(names.flatMap((name) => this.#node(name)?.law?.node ?? this.#node(name)?.parts ?? [])),
    ];
  }

  #node(name: string): NormalNode | undefined {
    return this.form.nodes.find((node) => node.name === name);
  }
}
