import { assertNever } from '../../base/assertNever';
import { blockOf, sampleWord } from '../../base/noise';
import { isBinary, isComparison, isQuantile, isUnary } from '../../ir/elementwise';
import {
  argsOf,
  type Instruction,
  type InstructionOf,
  isOnArrays,
  type Source,
  type ValueId,
} from '../../ir/operations';
import type { Program } from '../../ir/program';
import { elementOf } from '../../ir/scalarize';
import { uniformNoise } from '../../ir/uniformNoise';
import { firstRejectionBlock } from '../webgl/glslDraws';
import type { GlslName } from '../webgl/glslFunctions';
import { literal } from '../webgl/literal';
import { COMPARISON, scalarExpression, smallPower } from '../webgl/scalarExpression';
import { ESTIMATE, hashWalks, type Walk } from './walks';

export const COMPONENTS = 'xyzw';

export interface WrittenStatements {
  readonly perEstimate: readonly string[];
  readonly perSample: readonly string[];
  readonly chained: readonly string[];
}

/**
 * Writes the instructions of a scalar program as GLSL statements, each scalar a variable. A name that ends in @
 * belongs to one of the steps that run interleaved.
 */
export class Statements {
  readonly functions = new Set<GlslName>();
  /** Words that the statements read. */
  readonly walks: Walk[] = [ESTIMATE];
  readonly #program: Program;
  readonly #perEstimate: string[] = [];
  readonly #perSample: string[] = [];
  readonly #chained: boolean[] = [];
  readonly #hashes = new Map<string, number>();
  readonly #normals = new Map<string, string>();

  constructor(program: Program) {
    this.#program = program;
  }

  /**
   * The statements that run once an estimate, those that run once a sample and, where an estimate has one sample,
   * those that depend on the states of the step before.
   */
  write(): WrittenStatements {
    const noisy: boolean[] = [];
    const chained: string[] = [];
    this.#program.instructions.forEach((instruction, id) => {
      const { op } = instruction;
      const args = argsOf(instruction);
      noisy.push(op === 'noise' || op === 'logStandardGamma' || args.some((arg) => noisy[arg]));
      this.#chained.push(op === 'state' || args.some((arg) => this.#chained[arg]));
      if (op === 'constant' || op === 'feed') return;
      const own = noisy[id] ? this.#perSample : this.#perEstimate;
      const into = this.#program.samples === 1 && this.#chained[id] ? chained : own;
      const expression = this.#fromWord(instruction, id) ?? this.#expression(instruction);
      into.push(`  float v${id}@ = ${expression};`);
    });
    return { perEstimate: this.#perEstimate, perSample: this.#perSample, chained };
  }

  /** Whether a value depends on the states that the step before left. */
  awaitsStates(id: ValueId): boolean {
    return this.#chained[id] === true;
  }

  /** The hoisted numbers in use, with their variables. */
  hoisted(): Map<number, string> {
    return new Map(
      this.#program.instructions.flatMap((instruction) => {
        if (instruction.op !== 'feed') return [];
        const slot = elementOf(instruction.name).element;
        return [[slot, `h${slot}`] as const];
      }),
    );
  }

  stateName(name: string): string {
    return `state${this.#program.states.findIndex((state) => state.name === name)}`;
  }

  reference(id: ValueId): string {
    const instruction = this.#program.instructions[id];
    if (instruction?.op === 'feed') return `h${elementOf(instruction.name).element}`;
    if (instruction?.op !== 'constant') return `v${id}@`;
    return literal(instruction.values[0] ?? Number.NaN);
  }

  #call(name: GlslName, ...args: readonly string[]): string {
    this.functions.add(name);
    return `${name}(${args.join(', ')})`;
  }

  #condition(id: ValueId): string {
    const instruction = this.#program.instructions[id];
    if (instruction && isComparison(instruction)) {
      const [x, y] = instruction.args.map((arg) => this.reference(arg));
      return `${x} ${COMPARISON[instruction.op]} ${y}`;
    }
    return `${this.reference(id)} != 0.0`;
  }

  #expression(instruction: Instruction): string {
    const args = argsOf(instruction).map((arg) => this.reference(arg));
    const [x = '', y = '', z = ''] = args;
    if (isOnArrays(instruction)) throw new Error(`${instruction.op} is none of a scalar program`);
    if (instruction.op === 'pow') {
      const exponent = this.#program.instructions[instruction.args[1]];
      const power = smallPower(x, exponent?.op === 'constant' ? exponent.values[0] : undefined);
      if (power) return power;
    }
    if (isUnary(instruction) || isBinary(instruction) || isQuantile(instruction))
      return scalarExpression(instruction.op, args, (name, ...rest) => this.#call(name, ...rest));
    switch (instruction.op) {
      case 'state':
        return this.stateName(instruction.name);
      case 'noise':
        return this.#noise(instruction);
      case 'logStandardGamma':
        return this.#gamma(instruction, x);
      case 'where':
        return `select(${this.#condition(instruction.args[0])}, ${y}, ${z})`;
      case 'constant':
      case 'feed':
        throw new Error(`${instruction.op} is no statement`);
      default:
        return assertNever(instruction);
    }
  }

  /**
   * What float32 holds in full only where it is made from a noise's word; undefined where the instruction is none of
   * it.
   */
  #fromWord(instruction: Instruction, id: ValueId): string | undefined {
    if (instruction.op === 'sub') return this.#uniform('uniformFrom', id);
    if (instruction.op === 'log') return this.#uniform('logUniform', instruction.args[0]);
    if (!isQuantile(instruction)) return undefined;
    const [level, ...rest] = instruction.args;
    const nearZero = this.#uniform('nearZero', level);
    return nearZero && this.#call(instruction.op, nearZero, ...rest.map((arg) => this.reference(arg)));
  }

  /** A function of the word of a uniform draw, or of its opposite. */
  #uniform(name: 'uniformFrom' | 'logUniform' | 'nearZero', id: ValueId): string | undefined {
    const uniform = uniformNoise(this.#program.instructions, id);
    if (!uniform) return undefined;
    const { source } = uniform.noise;
    const word = this.#word(blockOf(source.index) >>> 0, source, source.index & 3);
    return this.#call(name, uniform.mirrored ? `~${word}` : word);
  }

  #noise({ kind, source }: InstructionOf<'noise'>): string {
    const lane = source.index & 3;
    const block = blockOf(source.index) >>> 0;
    if (kind === 'uniform') return this.#call('uniformFrom', this.#word(block, source, lane));
    const pair = this.#normalPair(block, source, lane >> 1);
    this.functions.add('angleFrom');
    const cosine = `(1.0 - 2.0 * ${pair}s * ${pair}s)`;
    const sine = `(2.0 * ${pair}s * halfCosine(${pair}t))`;
    return `(${pair}r * ${lane % 2 === 0 ? cosine : sine})`;
  }

  /** Radius, half angle and its sine for lanes 2i and 2i + 1 of a block. */
  #normalPair(block: number, source: Source, pair: number): string {
    const key = `${block} ${draw(source)} ${pair}`;
    const known = this.#normals.get(key);
    if (known) return known;
    const name = `n${this.#normals.size}@`;
    this.#normals.set(key, name);
    const radius = this.#call('radiusFrom', this.#word(block, source, pair * 2));
    const angle = this.#call('angleFrom', this.#word(block, source, pair * 2 + 1));
    this.#perSample.push(`  float ${name}r = ${radius};`);
    this.#perSample.push(`  float ${name}t = ${angle};`, `  float ${name}s = halfSine(${name}t);`);
    return name;
  }

  /** One of the four words of a hash; all sources of one block and copy share it. */
  #word(block: number, source: Source, lane: number): string {
    const key = `${block} ${draw(source)}`;
    let hash = this.#hashes.get(key);
    if (hash === undefined) {
      hash = this.#hashes.size;
      this.#hashes.set(key, hash);
      const call = this.#hash(`hash${hash}`, this.#third(source), `${linearStep(block)}u`);
      this.#perSample.push(`  uvec4 hash${hash}@ = ${call};`);
    }
    return `hash${hash}@.${COMPONENTS[lane]}`;
  }

  #hash(name: string, third: string, fourth: string): string {
    if (this.#program.samples > 1 || this.#hashes.size > WALKING_HASHES)
      return this.#call('hash', 'seedWord', `${ESTIMATE.name}@`, third, fourth);
    const [x, y] = hashWalks(name, third, fourth);
    this.walks.push(x, y);
    return this.#call('scramble', `${x.name}@`, `${y.name}@`, third, fourth);
  }

  /** The third word of the counter (`sampleWord` of base/noise) after the hash's linear step. */
  #third(source: Source): string {
    const word = draw(source);
    if (this.#program.samples === 1) return `${linearStep(word)}u`;
    return word === 0 ? 'sampleWord' : `(sampleWord + ${Math.imul(word, 1664525) >>> 0}u)`;
  }

  #gamma({ source, mirrored }: InstructionOf<'logStandardGamma'>, concentration: string): string {
    const words = [
      'seedWord',
      `${ESTIMATE.name}@`,
      this.#third(source),
      `${firstRejectionBlock(source.index)}u`,
      mirrored ? '0xffffffffu' : '0u',
    ];
    return this.#call('logStandardGamma', concentration, ...words);
  }
}

/** Each keeps four words from step to step, and so many registers has a fragment to spare. */
const WALKING_HASHES = 4;

/** The third word of the counter in the estimate's first sample. */
function draw({ sample, copy }: Source): number {
  return sampleWord(sample, copy);
}

/** The first, linear step of pcg4d on one word. */
function linearStep(word: number): number {
  return (Math.imul(word, 1664525) + 1013904223) >>> 0;
}
