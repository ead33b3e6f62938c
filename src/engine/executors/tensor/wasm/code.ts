import {
  type DefinedFunction,
  type FunctionType,
  float32,
  signed,
  unsigned,
  type ValueType,
} from './encoder';
import {
  ACCESSES,
  type Access,
  LANE_ACCESSES,
  LANE_OPCODES,
  type LaneAccess,
  type LaneOpcode,
  OPCODES,
  type Opcode,
} from './opcodes';

export interface Local {
  readonly index: number;
  readonly type: ValueType;
}

/** An expression: emits the instructions that push its one value. */
export type Emitted = (code: FunctionBody) => void;

/** Where a load or a store goes: a pointer (bytes; 0 where there is none) and a distance from it. */
export interface Address {
  readonly pointer?: Emitted;
  readonly offset: number;
}

/** The body of one function, as it is written instruction after instruction. */
export class FunctionBody {
  readonly #bytes: number[] = [];
  readonly #locals: ValueType[] = [];

  constructor(
    readonly signature: FunctionType,
    /** Whether a * b + c may be one instruction of relaxed SIMD. */
    readonly fused: boolean,
  ) {}

  /** The function so far. */
  finish(exported?: string): DefinedFunction {
    return { signature: this.signature, locals: this.#locals, body: this.#bytes, exported };
  }

  parameter(index: number): Emitted {
    return (code) => code.#emit(0x20, ...unsigned(index));
  }

  local(type: ValueType): Local {
    this.#locals.push(type);
    return { index: this.signature.params.length + this.#locals.length - 1, type };
  }

  /** Computes a value here and now; the result reads it as often as wanted. */
  keep(type: ValueType, value: Emitted): Emitted {
    return this.get(this.set(this.local(type), value));
  }

  /** A vector computed here and now. */
  vector(value: Emitted): Emitted {
    return this.keep('v128', value);
  }

  get(local: Local): Emitted {
    return (code) => code.#emit(0x20, ...unsigned(local.index));
  }

  set(local: Local, value: Emitted): Local {
    value(this);
    this.#emit(0x21, ...unsigned(local.index));
    return local;
  }

  op(name: Opcode): void {
    this.#emit(...OPCODES[name]);
  }

  i32(value: number): void {
    this.#emit(0x41, ...signed(value));
  }

  f32(value: number): void {
    this.#emit(0x43, ...float32(value));
  }

  /** A constant vector, as its 16 bytes. */
  bytes128(bytes: readonly number[]): void {
    this.#emit(0xfd, 0x0c, ...bytes);
  }

  /** Lanes of two vectors, by the numbers of their 32 bytes. */
  shuffle(bytes: readonly number[]): void {
    this.#emit(0xfd, 0x0d, ...bytes);
  }

  lane(name: LaneOpcode, lane: number): void {
    this.#emit(...LANE_OPCODES[name], lane);
  }

  call(index: number): void {
    this.#emit(0x10, ...unsigned(index));
  }

  load(name: Access, place: Address): void {
    const offset = this.#address(place);
    const { bytes, align } = ACCESSES[name];
    this.#emit(...bytes, align, ...unsigned(offset));
  }

  store(name: Access, place: Address, value: Emitted): void {
    const offset = this.#address(place);
    value(this);
    const { bytes, align } = ACCESSES[name];
    this.#emit(...bytes, align, ...unsigned(offset));
  }

  /** Pushes `vector` with one of its lanes read anew, or stores one of its lanes. */
  accessLane(name: LaneAccess, place: Address, vector: Emitted, lane: number): void {
    const offset = this.#address(place);
    vector(this);
    this.#emit(...LANE_ACCESSES[name], 2, ...unsigned(offset), lane);
  }

  /** Repeats while the condition that `body` returns holds (i32, not 0). */
  repeat(body: () => Emitted): void {
    this.#emit(0x03, 0x40);
    body()(this);
    this.#emit(0x0d, 0x00, 0x0b);
  }

  /** Counts a local from 0 by `step` while it is below `end`: at least once. */
  count(end: number, step: number, body: (index: Emitted) => void): void {
    const index = this.local('i32');
    const read = this.get(index);
    this.set(index, (code) => code.i32(0));
    this.repeat(() => {
      body(read);
      this.advance(index, step);
      return (code) => {
        read(code);
        code.i32(end);
        code.op('i32.lt_u');
      };
    });
  }

  /** Does `body` `times` times: without a loop where that is once. */
  times(times: number, body: () => void): void {
    if (times === 1) body();
    else if (times > 1) this.count(times, 1, body);
  }

  advance(local: Local, by: number): void {
    if (by === 0) return;
    this.set(local, (code) => {
      code.get(local)(code);
      code.i32(by);
      code.op('i32.add');
    });
  }

  /** One branch or the other, by an i32. */
  choose(condition: Emitted, then: () => void, otherwise: () => void): void {
    condition(this);
    this.#emit(0x04, 0x40);
    then();
    this.op('else');
    otherwise();
    this.op('end');
  }

  /** Pushes the pointer; returns the distance that the instruction itself carries, which may not be negative. */
  #address({ pointer, offset }: Address): number {
    if (!pointer) {
      this.i32(0);
      return offset;
    }
    pointer(this);
    if (offset >= 0) return offset;
    this.i32(offset);
    this.op('i32.add');
    return 0;
  }

  #emit(...bytes: number[]): void {
    for (const byte of bytes) this.#bytes.push(byte);
  }
}
