import type { ValueId } from '../../ir/operations';
import type { Program } from '../../ir/program';
import { elementOf } from '../../ir/scalarize';
import type { Quirks } from '../webgl/context';
import { functionsOf } from '../webgl/glslFunctions';
import type { Sources } from '../webgl/link';
import { literal } from '../webgl/literal';
import { HOISTED } from './hoist';
import { COMPONENTS, Statements } from './statements';
import { advanceWalks, atStep, startWalks, type Walk } from './walks';
import { weightOf } from './weight';

/**
 * What one shader (GLSL ES 3.00) of a scalar program computes: every fragment, or vertex, is a lane, and makes `steps`
 * estimates numbered firstEstimate + step * lanes + lane, each the mean over the program's samples.
 *
 * Its outputs, one vec4 each: first the next states, four a vec4, then for every output the sums over the steps of
 * (scaled deviation)^k, k = 1 to 4, with scaled deviation (g - frame.x) * frame.y. With one step and frame (0, 1) the
 * first of the sums is the estimate itself.
 */
export interface Pass {
  /** Scalars alone, its feeds being `hoisted[i]`. */
  readonly body: Program;
  /** All states that the body carries in, in the order of the state textures: four a texture. */
  readonly carried: readonly string[];
  /** The states whose next values this pass writes: a multiple of four from a multiple of four, but for the last. */
  readonly written: readonly string[];
}

/** What the lanes of a pass are. Vertices carry no states. */
export type Lane = 'fragment' | 'vertex';

const CORNERS = `#version 300 es
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

const NOTHING = `#version 300 es
precision mediump float;
void main() {}`;

/** Steps that run interleaved, in programs short enough to compile quickly all the same. */
const COPIES = 4;
const COPIED_WEIGHT = 300;

/** Vectors of four that hold so many numbers. */
export const vectorsOf = (numbers: number): number => Math.ceil(numbers / 4);

export function writeSources(pass: Pass, lane: Lane, quirks: Quirks): Sources {
  const source = writeShader(pass, lane, quirks);
  if (lane === 'fragment') return { vertex: CORNERS, fragment: source, captured: [] };
  return { vertex: source, fragment: NOTHING, captured: pass.body.outputs.map((_, o) => `column${o}`) };
}

function writeShader(pass: Pass, lane: Lane, { slowShifts }: Quirks): string {
  const statements = new Statements(pass.body);
  const step = writeStep(pass.body, statements);
  const { samples, states } = pass.body;
  const copied = (samples === 1 || states.length === 0) && weightOf(pass.body) <= COPIED_WEIGHT;
  return [
    '#version 300 es',
    'precision highp float;',
    'precision highp int;',
    ...(slowShifts ? ['#define SLOW_SHIFTS'] : []),
    ...declarations(pass, lane),
    functionsOf(['nan', 'infinity', 'select', ...statements.functions]),
    'void main() {',
    ...beginning(pass, lane, statements),
    '  int i = 0;',
    ...(copied ? loop(step, statements.walks, COPIES) : []),
    ...loop(step, statements.walks, 1),
    ...results(pass, statements),
    ...(lane === 'vertex' ? ['  gl_Position = vec4(0.0);', '  gl_PointSize = 1.0;'] : []),
    '}',
  ].join('\n');
}

function declarations({ body, carried, written }: Pass, lane: Lane): string[] {
  const hoisted = hoistedSlots(body);
  const columns = vectorsOf(written.length) + body.outputs.length;
  return [
    `uniform uint seedWord, firstEstimate, lanes, ${lane === 'fragment' ? 'width' : 'firstLane'};`,
    'uniform int steps;',
    ...(hoisted > 0 ? [`uniform vec4 ${HOISTED}[${vectorsOf(hoisted)}];`] : []),
    ...(body.outputs.length > 0 ? [`uniform vec2 frame[${body.outputs.length}];`] : []),
    ...vectors(carried).map((t) => `uniform highp sampler2D carried${t};`),
    ...Array.from({ length: columns }, (_, c) =>
      lane === 'fragment' ? `layout(location = ${c}) out vec4 column${c};` : `flat out vec4 column${c};`,
    ),
  ];
}

/** What a lane reads before its first step. */
function beginning({ body, carried }: Pass, lane: Lane, statements: Statements): string[] {
  return [
    ...(lane === 'fragment'
      ? ['  uvec2 place = uvec2(gl_FragCoord.xy);', '  uint lane = place.y * width + place.x;']
      : ['  uint lane = firstLane + uint(gl_VertexID);']),
    ...startWalks(statements.walks),
    ...[...statements.hoisted()].map(
      ([slot, name]) => `  float ${name} = ${HOISTED}[${slot >> 2}].${COMPONENTS[slot & 3]};`,
    ),
    ...vectors(carried).map((t) => `  vec4 texel${t} = texelFetch(carried${t}, ivec2(place), 0);`),
    ...carried.map(
      (name, i) => `  float ${statements.stateName(name)} = texel${i >> 2}.${COMPONENTS[i & 3]};`,
    ),
    ...body.outputs.flatMap((_, o) => [`  vec4 sums${o} = vec4(0.0);`, `  vec2 frame${o} = frame[${o}];`]),
  ];
}

/** One step of one lane. */
interface Step {
  /** What steps can do side by side. */
  readonly free: readonly string[];
  /** What has to wait for the states of the step before. */
  readonly chained: readonly string[];
}

function writeStep(program: Program, statements: Statements): Step {
  const { samples, outputs, states } = program;
  const { perEstimate, perSample, chained } = statements.write();
  if (samples > 1) return { free: sampledStep(program, statements, perEstimate, perSample), chained: [] };
  const summed = (isChained: boolean) =>
    outputs.flatMap(({ value }, o) =>
      statements.awaitsStates(value) === isChained ? sum(o, statements.reference(value)) : [],
    );
  return {
    free: [...perEstimate, ...perSample, ...summed(false)],
    chained: [
      ...chained,
      ...states.map(({ next }, s) => `  float next${s}@ = ${statements.reference(next)};`),
      ...summed(true),
      ...states.map(({ name }, s) => `  ${statements.stateName(name)} = next${s}@;`),
    ],
  };
}

/** An estimate's samples, then the power sums of their means, then the states. */
function sampledStep(
  { samples, outputs, states }: Program,
  statements: Statements,
  perEstimate: readonly string[],
  perSample: readonly string[],
): string[] {
  const share = literal(1 / samples);
  const value = (id: ValueId) => statements.reference(id);
  return [
    ...perEstimate,
    ...outputs.map((_, o) => `  float total${o}@ = 0.0;`),
    ...states.map((_, s) => `  float next${s}@ = 0.0;`),
    `  for (uint sampleIndex = 0u; sampleIndex < ${samples}u; sampleIndex++) {`,
    '  uint sampleWord = sampleIndex * 1664525u + 1013904223u;',
    ...perSample,
    ...outputs.map((output, o) => `  total${o}@ += ${value(output.value)};`),
    ...states.map((state, s) => `  next${s}@ += ${value(state.next)};`),
    '  }',
    ...outputs.flatMap((_, o) => sum(o, `total${o}@ * ${share}`)),
    ...states.map(({ name }, s) => `  ${statements.stateName(name)} = next${s}@ * ${share};`),
  ];
}

/** Adds an estimate to the power sums of its output. */
function sum(o: number, estimate: string): string[] {
  return [
    `  float d${o}@ = (${estimate} - frame${o}.x) * frame${o}.y;`,
    `  float q${o}@ = d${o}@ * d${o}@;`,
    `  sums${o} += vec4(d${o}@, q${o}@, q${o}@ * d${o}@, q${o}@ * q${o}@);`,
  ];
}

function results({ body, written }: Pass, statements: Statements): string[] {
  const component = (i: number) => {
    const name = written[i];
    return name === undefined ? '0.0' : statements.stateName(name);
  };
  const first = vectorsOf(written.length);
  return [
    ...vectors(written).map((c) => {
      const four = [0, 1, 2, 3].map((i) => component(c * 4 + i));
      return `  column${c} = vec4(${four.join(', ')});`;
    }),
    ...body.outputs.map((_, o) => `  column${first + o} = sums${o};`),
  ];
}

/** Numbers of the vectors of four that hold one number for each of the list. */
function vectors(list: readonly unknown[]): number[] {
  return Array.from({ length: vectorsOf(list.length) }, (_, v) => v);
}

/**
 * Repeats the statements of one step, `copies` steps at a time as long as so many are left. A name that ends in @
 * belongs to one copy. The copies' free statements alternate, so that a processor finds work beside each one's long
 * chain of dependences.
 */
function loop({ free, chained }: Step, walks: readonly Walk[], copies: number): string[] {
  const all = Array.from({ length: copies }, (_, c) => c);
  const written = (line: string, c: number) =>
    atStep(line, walks, c).replaceAll('@', copies === 1 ? '' : `_${c}`);
  return [
    `  for (; i ${copies === 1 ? '' : `+ ${copies - 1} `}< steps; i += ${copies}) {`,
    ...free.flatMap((line) => (line.includes('@') ? all.map((c) => written(line, c)) : [line])),
    ...all.flatMap((c) => chained.map((line) => written(line, c))),
    ...advanceWalks(walks, [...free, ...chained], copies),
    '  }',
  ];
}

/** One more than the largest number of a `hoisted` feed that the program reads. */
function hoistedSlots(program: Program): number {
  return program.instructions.reduce(
    (most, instruction) =>
      instruction.op === 'feed' ? Math.max(most, elementOf(instruction.name).element + 1) : most,
    0,
  );
}
