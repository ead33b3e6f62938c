import type { Document, Node, ParameterNode, Picture, Plan } from '../engine';

/** Lengths of a state, of a code, and of a window's side. */
const [STATE, CODE, WINDOW] = [64, 8, 5];
const PIXELS = 144;

/**
 * DRAW (Gregor et al., 2015) on digits of 12 by 12 pixels, unrolled for 2 to 8 steps. In step t the encoder e reads, z is drawn, the
 * decoder d writes on the canvas c, and s is what the canvas shows. With attention both read and write through a window v
 * of 5 by 5 places, by the filters F: what is written through v_t the next step reads through.
 */
export function drawDocument(steps: number, attention: boolean): Document {
  const times = Array.from({ length: steps }, (_, i) => i + 1);
  const named = (name: string) => times.map((t) => `${name}${t}`);
  const pictures: readonly Picture[] = [
    {
      kind: 'steps',
      title: 'Drawn step by step',
      show: named('s'),
      ...(attention ? { windows: named('v'), window: WINDOW } : {}),
    },
    { kind: 'images', title: 'Digits and drawings', show: ['x', `s${steps}`] },
  ];
  return {
    scg: 1,
    title: attention ? 'DRAW with attention' : 'DRAW',
    about: attention ? WITH_ATTENTION : WITHOUT,
    seed: 1,
    nodes: placed(attention ? WITH_WINDOWS : PLAIN, steps, [
      { name: 'x', kind: 'input', value: { data: 'digits' } },
      { name: 'd0', kind: 'input', value: { shape: [STATE], init: 'zeros' } },
      ...parameters(attention),
      ...(attention ? windowNodes(0) : []),
      ...times.flatMap((t) => stepNodes(t, attention)),
      {
        name: 'L',
        kind: 'cost',
        parents: ['x', `c${steps}`],
        expression: `sum(softplus(c${steps})-x*c${steps})`,
      },
    ]),
    plans: [{ name: 'Pathwise', nodes: {} }, ...(attention ? [scored(named('z'))] : [])],
    training: { optimizer: { kind: 'adam', rate: 0.004 } },
    pictures,
  };
}

/** Without a baseline it hardly learns, and costs as much: the small graph has it to be compared with. */
function scored(circles: readonly string[]): Plan {
  return { name: 'Score', nodes: Object.fromEntries(circles.map((z) => [z, { estimator: 'score' }])) };
}

/** Where nodes stand in step 1, and by how much a step moves them; those of no step stay, and L is behind the last one. */
interface Layout {
  readonly stride: number;
  readonly at: Readonly<Record<string, readonly [number, number]>>;
}

const PLAIN: Layout = {
  stride: 2.3,
  at: {
    x: [0.2, -0.6],
    d0: [1.5, -1.3],
    phi: [0.6, 0.5],
    q: [3.3, -2.4],
    theta: [2, 2.6],
    w: [3, -1.3],
    e: [2.3, 2],
    z: [2.3, -1.3],
    K: [3, -3.9],
    d: [3, 2.6],
    c: [3.8, 0],
    s: [3.8, -4],
    L: [2.1, -0.6],
  },
};

const WITH_WINDOWS: Layout = {
  stride: 3,
  at: {
    x: [2.2, 2],
    d0: [0, 0],
    phi: [2.3, 0],
    q: [2.3, 2.6],
    theta: [0, 2.6],
    w: [3, -1.3],
    a: [0.8, -1.9],
    v: [3.8, -3.9],
    F: [4.5, -3.9],
    e: [3, 0.7],
    z: [3.3, 3.2],
    K: [4.5, 1.3],
    d: [3.8, -0.6],
    c: [4.5, -1.9],
    s: [6, -1.3],
    L: [3, 2.6],
  },
};

function placed({ stride, at }: Layout, steps: number, nodes: readonly Node[]): Node[] {
  return nodes.map((node) => {
    const own = at[node.name];
    const time = own ? (node.name === 'L' ? steps : 0) : Number(node.name.slice(1)) - 1;
    const [x, y] = own ?? at[node.name.slice(0, 1)] ?? [0, 0];
    return { ...node, at: [Math.round(10 * (x + stride * time)) / 10, y] };
  });
}

function parameters(attention: boolean): ParameterNode[] {
  const read = 2 * (attention ? WINDOW * WINDOW : PIXELS);
  const written = attention ? WINDOW * WINDOW : PIXELS;
  const weights: readonly (readonly [string, ParameterNode['value']])[] = [
    ['phi', { cell: [read + STATE, STATE] }],
    ['q', { network: [STATE, 2 * CODE] }],
    ['theta', { cell: [CODE, STATE] }],
    ['w', { network: [STATE, written] }],
    ...(attention ? [['a', { network: [STATE, 3] }] as const] : []),
  ];
  return weights.map(([name, value]) => ({ name, kind: 'parameter', value }));
}

function stepNodes(t: number, attention: boolean): Node[] {
  const before = t - 1;
  const [e, z, d, c, s] = [`e${t}`, `z${t}`, `d${t}`, `c${t}`, `s${t}`];
  const error = before === 0 ? 'x-0.5' : `x-s${before}`;
  const view = (picture: string) =>
    attention
      ? `reshape(matmul(F${before}[1], matmul(reshape(${picture}, 12, 12), transpose(F${before}[0]))), 25)`
      : picture;
  const state = before === 0 ? 'd0' : `e${before}`;
  const stroke = attention
    ? `reshape(matmul(transpose(F${t}[1]), matmul(reshape(mlp(w, ${d}), 5, 5), F${t}[0])), 144)`
    : `mlp(w, ${d})`;
  return [
    {
      name: e,
      kind: 'deterministic',
      parents: [
        ...new Set(['x', ...(before === 0 ? [] : [`s${before}`]), `d${before}`, state, 'phi']),
        ...(attention ? [`F${before}`] : []),
      ],
      expression: `gru(phi, concat(${view(error)}, ${view('x')}, d${before}), ${state})`,
    },
    {
      name: z,
      kind: 'stochastic',
      parents: [e, 'q'],
      distribution: 'Normal',
      args: {
        loc: `slice(mlp(q, ${e}), 0, ${CODE})`,
        scale: `exp(slice(mlp(q, ${e}), ${CODE}, ${2 * CODE}))`,
      },
    },
    {
      name: `K${t}`,
      kind: 'cost',
      parents: [z, e, 'q'],
      expression: `kl(${z}, Normal(0, 1))`,
    },
    {
      name: d,
      kind: 'deterministic',
      parents: [z, `d${before}`, 'theta'],
      expression: `gru(theta, ${z}, d${before})`,
    },
    ...(attention ? windowNodes(t) : []),
    {
      name: c,
      kind: 'deterministic',
      parents: [d, 'w', ...(before === 0 ? [] : [`c${before}`]), ...(attention ? [`F${t}`] : [])],
      expression: before === 0 ? stroke : `c${before}+${stroke}`,
    },
    { name: s, kind: 'deterministic', parents: [c], expression: `sigmoid(${c})` },
  ];
}

/** A window's centre and stride from the decoder's state, and its filters along x and y: Gaussians half a stride wide. */
function windowNodes(t: number): Node[] {
  const out = (i: number) => `mlp(a, d${t})[${i}]`;
  return [
    {
      name: `v${t}`,
      kind: 'deterministic',
      parents: [`d${t}`, 'a'],
      expression: `stack(5.5+4*${out(0)}, 5.5+4*${out(1)}, 2*exp(${out(2)}))`,
    },
    {
      name: `F${t}`,
      kind: 'deterministic',
      parents: [`v${t}`],
      expression: `softmax(-2*((range(12)-reshape(slice(v${t}, 0, 2), 2, 1, 1))/v${t}[2]-reshape(range(5)-2, 5, 1))^2)`,
    },
  ];
}

const WITHOUT = String.raw`Gregor et al. (2015), unrolled: the encoder $e_t$ reads the digit and what the canvas lacks, $z_t$ is drawn,
and the decoder $d_t$ adds to the canvas $c_t$. The path leads through all steps, as in SVG($\infty$).`;

const WITH_ATTENTION = `Gregor et al. (2015): it reads and writes through a window of 5 by 5 Gaussian filters $F_t$, whose
centre and stride $v_t$ the decoder chooses. Watch it move.`;
