interface Fault {
  readonly fault: {
    readonly message: string;
    readonly mend: string;
    readonly row?: number;
    readonly column?: number;
  };
}

export type ReadCsv = { readonly width: number; readonly rows: Float32Array } | Fault;

/**
 * Rows of a text, a line each, with commas, semicolons or tabs between their numbers. A first line without any number
 * is a header. Empty lines are passed over; all other rows have as many columns as the first.
 */
export function readCsv(text: string, limits: { readonly rows: number; readonly numbers: number }): ReadCsv {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return fault('the file has no rows', 'write one row of numbers a line');
  const separator = separatorOf(lines[first] as string);
  const isHeader = cellsOf(lines[first] as string, separator).every((cell) => numberOf(cell) === undefined);
  let width = 0;
  let count = 0;
  let rows = new Float32Array(1024);
  for (let line = first + (isHeader ? 1 : 0); line < lines.length; line++) {
    const written = lines[line] as string;
    if (written.trim() === '') continue;
    const cells = cellsOf(written, separator);
    width ||= cells.length;
    if (cells.length !== width)
      return fault(
        `row ${line + 1} has ${cells.length} columns, and the rows before it ${width}`,
        'give every row as many numbers',
        line + 1,
      );
    if (count === limits.rows || (count + 1) * width > limits.numbers)
      return fault(`the file holds more than ${count} rows`, 'choose a part of it', line + 1);
    if ((count + 1) * width > rows.length) {
      const more = new Float32Array(Math.max(2 * rows.length, (count + 1) * width));
      more.set(rows);
      rows = more;
    }
    for (const [column, cell] of cells.entries()) {
      const number = numberOf(cell);
      if (number === undefined || !Number.isFinite(Math.fround(number)))
        return fault(
          `row ${line + 1}, column ${column + 1}: «${shorten(cell)}» is not a finite number`,
          'write numbers as 0.5 or -1e3, and leave out rows with gaps',
          line + 1,
          column + 1,
        );
      rows[count * width + column] = number;
    }
    count++;
  }
  if (count === 0) return fault('the file has a header and no rows', 'write one row of numbers a line');
  return { width, rows: rows.slice(0, count * width) };
}

/** The first of the usual ones that stands in the line. */
function separatorOf(line: string): string {
  return ['\t', ';', ','].find((candidate) => line.includes(candidate)) ?? ',';
}

function cellsOf(line: string, separator: string): string[] {
  return line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function numberOf(cell: string): number | undefined {
  const text = cell.trim().replace(/^\u2212/, '-');
  // `Number` would take the empty text for 0, and 0x10 for 16.
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function shorten(cell: string): string {
  return cell.length > 24 ? `${cell.slice(0, 23)}…` : cell;
}

function fault(message: string, mend: string, row?: number, column?: number): Fault {
  return {
    fault: { message, mend, ...(row ? { row } : {}), ...(column ? { column } : {}) },
  };
}
