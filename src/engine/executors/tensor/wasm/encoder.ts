/** The binary format of WebAssembly (core specification 2.0, chapter 5), as much of it as the generated modules use. */

export const VALUE_TYPES = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof VALUE_TYPES;

export interface FunctionType {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
}

export interface ImportedFunction {
  readonly name: string;
  readonly signature: FunctionType;
}

export interface DefinedFunction {
  readonly signature: FunctionType;
  /** Types of the locals after the parameters. */
  readonly locals: readonly ValueType[];
  /** Without the closing `end`. */
  readonly body: readonly number[];
  /** Under which name it is exported, if it is. */
  readonly exported?: string;
}

/** Functions are numbered imports first, in the order of these lists. */
export interface Module {
  readonly imports: readonly ImportedFunction[];
  readonly functions: readonly DefinedFunction[];
  /** Fixed length of the memory `env.memory`, in pages of 64 KiB. */
  readonly pages: number;
}

/** LEB128 of an unsigned 32-bit integer. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

/** LEB128 of a signed 32-bit integer. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && low < 64) || (rest === -1 && low >= 64)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

/** The four bytes of a float32, little-endian. */
export function float32(value: number): number[] {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [...bytes];
}

export function encode({ imports, functions, pages }: Module): Uint8Array<ArrayBuffer> {
  const signatures = new Map<string, { index: number; bytes: number[] }>();
  const typeOf = ({ params, results }: FunctionType): number => {
    const key = `${params.join()} ${results.join()}`;
    const known = signatures.get(key);
    if (known) return known.index;
    const index = signatures.size;
    signatures.set(key, { index, bytes: [0x60, ...types(params), ...types(results)] });
    return index;
  };
  const imported = imports.map(({ name, signature }) => [
    ...text('env'),
    ...text(name),
    0x00,
    ...unsigned(typeOf(signature)),
  ]);
  const memory = [...text('env'), ...text('memory'), 0x02, 0x01, ...unsigned(pages), ...unsigned(pages)];
  const declared = functions.map(({ signature }) => unsigned(typeOf(signature)));
  const exported = functions.flatMap((definition, i) =>
    definition.exported === undefined
      ? []
      : [[...text(definition.exported), 0x00, ...unsigned(imports.length + i)]],
  );
  return concatenate([
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(
      1,
      [...signatures.values()].map(({ bytes }) => bytes),
    ),
    ...section(2, [...imported, memory]),
    ...section(3, declared),
    ...section(7, exported),
    ...section(10, functions.map(codeOf)),
  ]);
}

function types(list: readonly ValueType[]): number[] {
  return [...unsigned(list.length), ...list.map((type) => VALUE_TYPES[type])];
}

function text(name: string): number[] {
  const bytes = new TextEncoder().encode(name);
  return [...unsigned(bytes.length), ...bytes];
}

function codeOf({ locals, body }: DefinedFunction): Uint8Array {
  const groups: { type: ValueType; count: number }[] = [];
  for (const type of locals) {
    const last = groups.at(-1);
    if (last?.type === type) last.count += 1;
    else groups.push({ type, count: 1 });
  }
  const declarations = groups.flatMap(({ type, count }) => [...unsigned(count), VALUE_TYPES[type]]);
  const head = [...unsigned(groups.length), ...declarations];
  const length = head.length + body.length + 1;
  return concatenate([unsigned(length), head, body, [0x0b]]);
}

function section(id: number, items: readonly ArrayLike<number>[]): ArrayLike<number>[] {
  const count = unsigned(items.length);
  const length = items.reduce((sum, item) => sum + item.length, count.length);
  return [[id], unsigned(length), count, ...items];
}

function concatenate(parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
