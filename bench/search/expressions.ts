import type { Random } from './random';

/** A name that an expression may use: a number, or a vector of `length`. */
export interface Atom {
  readonly name: string;
  readonly length?: number;
}

/** What an expression may hold beside smooth functions. */
export interface Taste {
  /** The chances that one operation jumps, has a kink or an edge, is a fast wave or a narrow bump, or grows fast. */
  readonly jump: number;
  readonly edge: number;
  readonly narrow: number;
  readonly tail: number;
}

type Form = (inner: () => string, random: Random) => string;

const decimal = (random: Random, most = 2) => `${random.between(-most, most)}`.replace(/^-(.*)/, '(-$1)');
const positive = (random: Random, least = 0.2, most = 2) => `${random.between(least, most)}`;

const SMOOTH: readonly Form[] = [
  (x) => `(${x()}+${x()})`,
  (x) => `(${x()}-${x()})`,
  (x) => `${x()}*${x()}`,
  (x, r) => `${decimal(r)}*${x()}`,
  (x, r) => `(${x()}-${decimal(r)})^2`,
  (x) => `square(${x()})`,
  (x) => `tanh(${x()})`,
  (x) => `sigmoid(${x()})`,
  (x) => `softplus(${x()})`,
  (x) => `sin(${x()})`,
  (x, r) => `cos(${positive(r, 0.5, 4)}*${x()})`,
  (x) => `exp(-square(${x()}))`,
  (x) => `log(1+square(${x()}))`,
  (x) => `log1p(exp(${x()}))`,
  (x) => `expm1(tanh(${x()}))`,
  (x) => `sqrt(1+square(${x()}))`,
  (x) => `${x()}/(1+square(${x()}))`,
  (x) => `erf(${x()})`,
  (x) => `lgamma(1.5+sigmoid(${x()}))`,
  (x) => `tan(sigmoid(${x()}))`,
  (x) => `log_prob(Normal(${x()},1), ${x()})`,
  (x, r) => `log_prob(Laplace(0,${positive(r)}), ${x()})`,
  (x) => `log_prob(Bernoulli(sigmoid(${x()})), 1)`,
  (x) => `logsumexp(stack(${x()},0,${x()}))`,
  (x) => `softmax(stack(${x()},${x()},0))[1]`,
  (x) => `dot(stack(${x()},1), stack(0.5,${x()}))`,
  (x) => `prod(stack(${x()},${x()}))`,
  (x) => `mean(stack(${x()},${x()},1))`,
  (x, r) => `kl(Normal(${x()},1), Normal(0,${positive(r, 0.5)}))`,
  (x) => `entropy(Bernoulli(sigmoid(${x()})))`,
];

const KINKS: readonly Form[] = [
  (x) => `abs(${x()})`,
  (x) => `relu(${x()})`,
  (x) => `max(${x()},${x()})`,
  (x, r) => `min(${x()},${decimal(r)})`,
  (x) => `norm(stack(${x()},${x()}))`,
];

/** Sides that meet: written with jumps, but continuous. */
function huber(x: () => string): string {
  const y = x();
  return `(abs(${y}) < 1 ? 0.5*(${y})^2 : abs(${y})-0.5)`;
}
function leaky(x: () => string): string {
  const y = x();
  return `(${y} > 0 ? ${y} : 0.1*(${y}))`;
}

const JUMPS: readonly Form[] = [
  (x, r) => `(${x()} > ${decimal(r)})`,
  (x) => `(${x()} < ${x()})`,
  (x, r) => `step(${x()}-${decimal(r)})`,
  (x, r) => `sign(${x()}-${decimal(r)})`,
  (x) => `floor(${x()})`,
  (x, r) => `floor(${positive(r, 0.5, 3)}*${x()})/2`,
  (x) => `round(${x()})`,
  (x, r) => `(abs(${x()}-${decimal(r)}) < ${positive(r, 0.05, 0.5)})`,
  (x, r) => `(sin(${positive(r, 1, 5)}*${x()}) > ${decimal(r, 0.8)})`,
  (x, r) => `(${x()} > ${decimal(r)} ? ${x()} : ${x()})`,
  (x, r) => `where(${x()} < ${decimal(r)}, ${x()}, ${decimal(r)})`,
  (x, r) => `(norm(stack(${x()},${x()})) < ${positive(r, 0.3)})`,
  (x, r) => `(max(${x()},${x()}) > ${decimal(r)})`,
  (x, r) => `(${x()}*${x()} > ${decimal(r, 1)})`,
  (x, r) => `(${x()}+${x()} > ${decimal(r)})`,
  (x, r) => `stack(1,${decimal(r)},4)[max(0,min(2,${x()}))]`,
  (x, r) => `stack(${decimal(r)},2,4)[2*${x()}]`,
  (x) => `log_prob(Categorical(stack(0.2,0.5,0.3)), max(0,min(2,round(${x()}))))`,
  (x, r) => `(exp(${x()}) > ${positive(r, 0.3, 3)})`,
  (x, r) => {
    const y = x();
    return `((${y})^3-${y} > ${decimal(r, 0.5)})`;
  },
  huber,
  leaky,
];

const EDGES: readonly Form[] = [
  (x) => `sqrt(relu(${x()}))`,
  (x) => `sqrt(abs(${x()}))`,
  (x) => `log(abs(${x()}))`,
  (x) => `log(1e-6+square(${x()}))`,
  (x) => `abs(${x()})^0.3`,
  (x) => `abs(${x()})^1.5`,
  (x) => `1/sqrt(abs(${x()}))`,
  (x) => {
    const y = x();
    return `(${y} > 0 ? (${y})*log(${y}) : 0)`;
  },
  (x) => {
    const y = x();
    return `(${y} > 0 ? log_prob(Exponential(1), ${y}) : -1)`;
  },
];

const NARROW: readonly Form[] = [
  (x) => `sin(300*${x()})`,
  (x) => `cos(75*${x()})^2`,
  (x, r) => `exp(-(${x()}-${decimal(r)})^2*1e4)`,
  (x, r) => `sigmoid(1000*(${x()}-${decimal(r)}))`,
  (x, r) => `(abs(${x()}-${decimal(r)}) < 0.003)`,
  (x, r) => `(sin(40*${x()}) > ${decimal(r, 0.8)})`,
];

const TAILS: readonly Form[] = [
  (x) => `exp(${x()})`,
  (x) => `exp(0.5*${x()})`,
  (x) => `(${x()})^3`,
  (x) => `square(square(${x()}))`,
  (x, r) => `exp(${positive(r)}*abs(${x()}))`,
];

const OF_VECTOR: readonly ((name: string, length: number, random: Random) => string)[] = [
  (v) => `sum(${v})`,
  (v) => `mean(${v})`,
  (v) => `prod(${v})`,
  (v) => `max(${v})`,
  (v) => `min(${v})`,
  (v) => `norm(${v})`,
  (v) => `logsumexp(${v})`,
  (v) => `sum(square(${v}))`,
  (v) => `sum(tanh(${v}))`,
  (v, n) => `dot(${v}, range(${n}))`,
  (v, n, r) => `${v}[${r.below(n)}]`,
  (v, n, r) => `softmax(${v})[${r.below(n)}]`,
  (v, n, r) => `slice(${v},0,${n})[${r.below(n)}]`,
];

const JUMPS_OF_VECTOR: readonly ((name: string, random: Random) => string)[] = [
  (v, r) => `sum(${v} > ${decimal(r)})`,
  (v, r) => `step(sum(${v})-${decimal(r)})`,
  (v, r) => `(norm(${v}) < ${positive(r, 0.3)})`,
  (v, r) => `(max(${v}) > ${decimal(r)})`,
  (v) => `sum(floor(${v}))`,
];

/** A random expression with one number as its value, over these names; `depth` operations deep at most. */
export function scalarExpression(
  random: Random,
  atoms: readonly Atom[],
  depth: number,
  taste: Taste,
): string {
  const leaf = (): string => {
    if (atoms.length === 0 || random.chance(0.1)) return decimal(random);
    const { name, length } = random.pick(atoms);
    if (length === undefined) return name;
    return random.chance(taste.jump)
      ? random.pick(JUMPS_OF_VECTOR)(name, random)
      : random.pick(OF_VECTOR)(name, length, random);
  };
  if (depth <= 0 || random.chance(0.12)) return leaf();
  const inner = () => scalarExpression(random, atoms, depth - 1, taste);
  return random.pick(formsOf(random, taste))(inner, random);
}

function formsOf(random: Random, { jump, edge, narrow, tail }: Taste): readonly Form[] {
  const u = random.next();
  if (u < jump) return JUMPS;
  if (u < jump + edge) return random.chance(0.4) ? KINKS : EDGES;
  if (u < jump + edge + narrow) return NARROW;
  if (u < jump + edge + narrow + tail) return TAILS;
  return SMOOTH;
}
