import { type Document, tensorShape } from '../../engine';

type Numbers = ReadonlyMap<string, Float32Array>;

/** A trained set as a file holds it. */
export interface ParameterFile {
  readonly title: string;
  readonly plan: string;
  readonly step: number;
  readonly parameters: Numbers;
}

const VERSION = 1;

/** The text of a file: JSON with the numbers of every parameter as base64 of little-endian float32. */
export function writeParameters(
  { title, plan, step, parameters }: ParameterFile,
  document: Document,
): string {
  const entries = [...parameters].map(([name, numbers]) => [
    name,
    { shape: shapeOf(document, name) ?? [numbers.length], float32: toBase64(numbers) },
  ]);
  const whole = { scgParameters: VERSION, title, plan, step, parameters: Object.fromEntries(entries) };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

/** Reads what `writeParameters` writes, for a document; or says which parameter does not fit it, and why. */
export function readParameters(
  text: string,
  document: Document,
): { readonly file: ParameterFile } | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'This is not a parameter file: it holds no JSON.' };
  }
  if (!isRecord(json) || json.scgParameters !== VERSION || !isRecord(json.parameters))
    return { problem: 'This is not a parameter file: choose one that was exported from the lab.' };
  const { title, plan, step, parameters } = json;
  const read = new Map<string, Float32Array>();
  for (const [name, shape] of shapesOf(document)) {
    const entry = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (entry === undefined) return { problem: `The file has no parameter ${name}, which the graph has.` };
    const numbers =
      isRecord(entry) && typeof entry.float32 === 'string' ? fromBase64(entry.float32) : undefined;
    if (!numbers) return { problem: `The numbers of ${name} in the file are damaged.` };
    const wanted = sizeOf(shape);
    if (numbers.length !== wanted)
      return {
        problem: `${name} has ${numbers.length} numbers in the file (shape ${shapeWords(isRecord(entry) ? entry.shape : undefined, numbers.length)}) and ${wanted} in the graph (shape ${shapeWords(shape, wanted)}).`,
      };
    if (!numbers.every(Number.isFinite))
      return { problem: `${name} holds a number in the file that is not finite.` };
    read.set(name, numbers);
  }
  const other = Object.keys(parameters).find((name) => !read.has(name));
  if (other !== undefined)
    return { problem: `The file has a parameter ${other}, which the graph does not have.` };
  return {
    file: {
      title: typeof title === 'string' ? title : '',
      plan: typeof plan === 'string' ? plan : '',
      step: typeof step === 'number' ? step : 0,
      parameters: read,
    },
  };
}

/** What a set of parameters must agree in to fit a document: the names and shapes of its parameters. */
export function shapesKey(document: Document): string {
  return JSON.stringify([...shapesOf(document)]);
}

function shapesOf({ nodes }: Document): Map<string, readonly number[]> {
  return new Map(
    nodes.flatMap((node) =>
      node.kind === 'parameter' ? [[node.name, tensorShape(node.value)] as const] : [],
    ),
  );
}

function shapeOf(document: Document, name: string): readonly number[] | undefined {
  return shapesOf(document).get(name);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function shapeWords(shape: unknown, size: number): string {
  return Array.isArray(shape) && shape.length > 0 ? shape.join(' × ') : String(size);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const CHUNK = 0x2000;

function toBase64(numbers: Float32Array): string {
  const bytes = new Uint8Array(4 * numbers.length);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, i) => {
    view.setFloat32(4 * i, number, true);
  });
  let text = '';
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return btoa(text);
}

function fromBase64(text: string): Float32Array | undefined {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    return undefined;
  }
  if (bytes.length % 4 !== 0) return undefined;
  const view = new DataView(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)).buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}
