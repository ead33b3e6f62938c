import { OpenGraph } from '../analysis/continuity/openGraph';
import type { Graph, GraphNode } from '../analysis/contract';
import { nodeOf } from '../analysis/graph';
import { gradient } from '../autodiff/gradient';
import { evaluateRows } from '../executors/reference/evaluateRows';
import { parse } from '../expression/parse';
import type { Value } from '../ir/builder';
import { keepReachable } from '../ir/deadCode';
import type { Instruction, ValueId } from '../ir/operations';
import { treesOf } from '../model/trees';

/** Numbers of nodes, and of the noise of circles under `noise x`. */
export type NodeNumbers = ReadonlyMap<string, number>;

/**
 * Every node of a graph of single numbers as a function of its parents alone, with its slope in each of them: for
 * tests.
 */
export class NodeFunctions {
  readonly #open: OpenGraph;
  readonly #slopes = new Map<string, readonly Value[]>();
  readonly #values = new Map<string, Value>();
  readonly #programs = new Map<ValueId, Program>();

  constructor(readonly graph: Graph) {
    this.#open = new OpenGraph(graph);
    this.#open.open(graph.order);
  }

  /** Of a square or cost from its parents, of a circle from these and its noise. */
  value(name: string, at: NodeNumbers): number {
    return this.#number(this.#valueOf(name), at);
  }

  /** `held`: circles whose log density at their own sample does not move with their parents. */
  slope(name: string, by: string, at: NodeNumbers, held: readonly string[] = []): number {
    const whole = this.#slope(`value ${name}`, this.#valueOf(name), name, by, at);
    return held.reduce((rest, circle) => rest - this.#throughDensity(name, circle, by, at), whole);
  }

  /** What of a slope comes through the density of a circle at its own sample: by the chain rule. */
  #throughDensity(name: string, circle: string, by: string, at: NodeNumbers): number {
    if (!nodeOf(this.graph, circle).parents.includes(by)) return 0;
    const value = this.#valueOf(name);
    const density = this.#logDensityOf(circle);
    const inDensity = this.#once(
      `value ${name} in law ${circle}`,
      () => gradient(this.#open.b, value, [density])[0] ?? this.#open.b.constant(0),
    );
    return this.#number(inDensity, at) * this.logDensitySlope(circle, by, at);
  }

  logDensity(name: string, at: NodeNumbers): number {
    return this.#number(this.#logDensityOf(name), at);
  }

  logDensitySlope(name: string, by: string, at: NodeNumbers): number {
    return this.#slope(`law ${name}`, this.#logDensityOf(name), name, by, at);
  }

  /** The noise that makes a circle's draw what it is. */
  noise(name: string, at: NodeNumbers): number {
    const x = at.get(name) ?? Number.NaN;
    const arg = (of: string) => this.#number(this.#arg(name, of), at);
    const { source } = nodeOf(this.graph, name);
    switch (source.kind === 'stochastic' ? source.distribution : undefined) {
      case 'Normal':
        return (x - arg('loc')) / arg('scale');
      case 'Exponential':
        return x * arg('rate');
      default:
        return Number.NaN;
    }
  }

  #valueOf(name: string): Value {
    return this.#once(`value ${name}`, () => {
      const node = nodeOf(this.graph, name);
      const { b } = this.#open;
      const { source } = node;
      if (source.kind !== 'stochastic') return this.#formula(node);
      const noise = b.state(`noise ${name}`, []);
      return source.distribution === 'Exponential'
        ? b.div(noise, this.#arg(name, 'rate'))
        : b.add(this.#arg(name, 'loc'), b.mul(this.#arg(name, 'scale'), noise));
    });
  }

  #formula(node: GraphNode): Value {
    const { b } = this.#open;
    const tree = treesOf(node.source).get('expression');
    if (tree) return this.#open.write(tree, node);
    const sum = node.parents.reduce<Value>(
      (total, parent) => b.add(total, this.#state(parent)),
      b.constant(0),
    );
    return node.kind === 'cost' ? b.square(sum) : sum;
  }

  #logDensityOf(name: string): Value {
    return this.#once(`law ${name}`, () => {
      const node = nodeOf(this.graph, name);
      const { tree } = parse(`log_prob(${name})`);
      if (!tree) throw new Error('log_prob is not read');
      return this.#open.write(tree, { ...node, parents: [name, ...node.parents] });
    });
  }

  #arg(name: string, arg: string): Value {
    const node = nodeOf(this.graph, name);
    const tree = treesOf(node.source).get(arg);
    if (!tree) throw new Error(`${name} has no ${arg}`);
    return this.#open.write(tree, node);
  }

  #slope(key: string, value: Value, name: string, by: string, at: NodeNumbers): number {
    const { parents } = nodeOf(this.graph, name);
    const slopes =
      this.#slopes.get(key) ??
      gradient(
        this.#open.b,
        value,
        parents.map((parent) => this.#state(parent)),
      );
    this.#slopes.set(key, slopes);
    const slope = slopes[parents.indexOf(by)];
    if (!slope) throw new Error(`${by} is no parent of ${name}`);
    return this.#number(slope, at);
  }

  #once(key: string, make: () => Value): Value {
    const value = this.#values.get(key) ?? make();
    this.#values.set(key, value);
    return value;
  }

  #state(name: string): Value {
    return this.#open.b.state(name, []);
  }

  #number(value: Value, at: NodeNumbers): number {
    const program = this.#programs.get(value.id) ?? this.#programOf(value);
    this.#programs.set(value.id, program);
    const given = new Map(
      program.states.map(({ id, name }) => [id, Float64Array.of(at.get(name) ?? Number.NaN)] as const),
    );
    let result = Number.NaN;
    evaluateRows(program.instructions, [program.root], new Map(), given, 1, ([column]) => {
      result = column?.data[0] ?? Number.NaN;
    });
    return result;
  }

  /** What the value needs, and no more. */
  #programOf({ id: wanted }: Value): Program {
    const { instructions, moved } = keepReachable(this.#open.b.instructions, [wanted]);
    const states = instructions.flatMap((instruction, id) =>
      instruction.op === 'state' ? [{ id, name: instruction.name }] : [],
    );
    return { instructions, states, root: moved.get(wanted) ?? 0 };
  }
}

interface Program {
  readonly instructions: readonly Instruction[];
  readonly states: readonly { readonly id: ValueId; readonly name: string }[];
  readonly root: ValueId;
}
