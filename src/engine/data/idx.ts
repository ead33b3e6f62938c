/** Why an IDX file is no table. */
interface Fault {
  readonly fault: { readonly message: string; readonly mend: string };
}

interface Table {
  readonly width: number;
  readonly rows: Float32Array;
}

/** Unsigned bytes in one axis (labels) or three (pictures). */
const LABELS = 0x801;
const PICTURES = 0x803;
const PIXEL = 255;

/**
 * Rows of an IDX file of unsigned bytes: pictures as numbers from 0 to 1, row by row from the top; labels as they are.
 */
export function readIdx(
  bytes: Uint8Array,
  limits: { readonly rows: number; readonly numbers: number },
): Table | Fault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = bytes.length >= 4 ? view.getUint32(0) : 0;
  if (magic !== LABELS && magic !== PICTURES)
    return fault(
      `the file begins with 0x${magic.toString(16).padStart(8, '0')}, and IDX pictures with 0x00000803`,
      'choose a file of pictures as unsigned bytes, such as train-images-idx3-ubyte',
    );
  const axes = magic & 0xff;
  const head = 4 + 4 * axes;
  if (bytes.length < head) return fault('the file ends within its header', 'download it again');
  const lengths = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const [count = 0, ...rest] = lengths;
  const width = rest.reduce((product, length) => product * length, 1);
  if (count === 0 || width === 0) return fault('the file holds no rows', 'choose a file with rows');
  if (count > limits.rows || count * width > limits.numbers)
    return fault(
      `the file holds ${count} rows of ${width} numbers; at most ${limits.rows} rows and ${limits.numbers} numbers can be taken`,
      'choose a part of it',
    );
  const size = head + count * width;
  if (bytes.length !== size)
    return fault(
      `its header says ${lengths.join(' × ')}, which makes ${size} bytes, and the file has ${bytes.length}`,
      bytes.length < size ? 'it was cut: download it again' : 'choose the file as it was published',
    );
  const scale = magic === PICTURES ? 1 / PIXEL : 1;
  const rows = new Float32Array(count * width);
  for (let i = 0; i < rows.length; i++) rows[i] = (bytes[head + i] as number) * scale;
  return { width, rows };
}

function fault(message: string, mend: string): Fault {
  return { fault: { message, mend } };
}
