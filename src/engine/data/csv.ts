interface Fault {
  readonly fault: {
    readonly message: string;
    readonly mend: string;
    readonly row?: number;
    readonly column?: number;
  };
}

export type ReadCsv = { readonly width: number; readonly rows: Float32Array } | Fault;

/** Characters that are read between two rests. */
const SLICE = 1 << 18;
/** Numbers in a row, and characters of one of them: more than anything that is trained on has. */
const MOST_COLUMNS = 100_000;
const MOST_CHARACTERS = 1000;

/**
 * Rows of a text, a line each, with commas, semicolons or tabs between their numbers. A first line without any number
 * is a header. Empty lines are passed over; all other rows have as many columns as the first. Yields now and then, so
 * that whoever reads can let others have a turn.
 */
export function* readingCsv(
  text: string,
  limits: { readonly rows: number; readonly numbers: number },
): Generator<undefined, ReadCsv> {
  const lines = new Lines(text, text.startsWith('\ufeff') ? 1 : 0);
  let read = 0;
  while (lines.next() && lines.isBlank) if (++read % SLICE === 0) yield;
  if (lines.isOver) return fault('the file has no rows', 'write one row of numbers a line');
  const separator = separatorOf(lines.head());
  const table = new Table(limits);
  let isFirst = true;
  do {
    if (++read >= SLICE) {
      read = 0;
      yield;
    }
    if (lines.isBlank) continue;
    const cells: (number | undefined)[] = [];
    const refused = (column: number, cell: string) =>
      fault(
        `row ${lines.number}, column ${column}: «${shorten(cell)}» is not a finite number`,
        'write numbers as 0.5 or -1e3, and leave out rows with gaps',
        lines.number,
        column,
      );
    let wrong: Fault | undefined;
    for (const cell of lines.cells(separator)) {
      const number = numberOf(cell);
      const isNumber = number !== undefined && Number.isFinite(Math.fround(number));
      cells.push(number);
      if (!isNumber && !wrong) wrong = refused(cells.length, cell);
      if (cells.length > (table.width || MOST_COLUMNS)) break;
      read += cell.length + 1;
      if (read < SLICE) continue;
      read = 0;
      yield;
    }
    if (cells.length > MOST_COLUMNS)
      return fault(
        `row ${lines.number} has more than ${MOST_COLUMNS} columns`,
        'write one row a line, with a line break between them',
        lines.number,
      );
    const isHeader = isFirst && cells.every((number) => number === undefined);
    isFirst = false;
    if (isHeader) continue;
    const many = cells.length > table.width ? `more than ${table.width}` : cells.length;
    if (table.width > 0 && cells.length !== table.width)
      return fault(
        `row ${lines.number} has ${many} columns, and the rows before it ${table.width}`,
        'give every row as many numbers',
        lines.number,
      );
    if (wrong) return wrong;
    if (!table.add(cells as number[]))
      return fault(`the file holds more than ${table.count} rows`, 'choose a part of it', lines.number);
  } while (lines.next());
  if (table.count === 0) return fault('the file has a header and no rows', 'write one row of numbers a line');
  return { width: table.width, rows: table.rows() };
}

/** Goes through the lines of a text, each character once. */
class Lines {
  /** Of the line, from 1. */
  number = 0;
  isOver = false;
  #from = 0;
  #to = 0;
  #next: number;
  #return = -1;
  #feed = -1;
  #separator = -1;

  constructor(
    readonly text: string,
    start: number,
  ) {
    this.#next = start;
  }

  /** Goes to the next line; false where there is none. */
  next(): boolean {
    const { text } = this;
    if (this.#next > text.length) {
      this.isOver = true;
      return false;
    }
    this.#from = this.#next;
    // Each is looked for again only once it is passed: no text is searched twice.
    if (this.#return < this.#from) this.#return = found(text.indexOf('\r', this.#from));
    if (this.#feed < this.#from) this.#feed = found(text.indexOf('\n', this.#from));
    this.#to = Math.min(this.#return, this.#feed, text.length);
    this.#next = this.#to + (this.#feed === this.#return + 1 && this.#to === this.#return ? 2 : 1);
    this.number++;
    return true;
  }

  get isBlank(): boolean {
    return this.text.slice(this.#from, this.#to).trim() === '';
  }

  /** The first characters of the line. */
  head(): string {
    return this.text.slice(this.#from, Math.min(this.#to, this.#from + SLICE));
  }

  /** What stands between separators, without space and quotes around it. */
  *cells(separator: string): Generator<string> {
    for (let at = this.#from; at <= this.#to; ) {
      if (this.#separator < at) this.#separator = found(this.text.indexOf(separator, at));
      const end = Math.min(this.#separator, this.#to);
      const cell = this.text.slice(at, end).trim();
      const isQuoted = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"');
      yield isQuoted ? cell.slice(1, -1) : cell;
      at = end + 1;
    }
  }
}

function found(at: number): number {
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

/** Rows that grow, as far as the limits go. */
class Table {
  width = 0;
  count = 0;
  #numbers = new Float32Array(1024);

  constructor(readonly limits: { readonly rows: number; readonly numbers: number }) {}

  /** False where there is no room for another row. */
  add(row: readonly number[]): boolean {
    this.width ||= row.length;
    const size = (this.count + 1) * this.width;
    if (this.count === this.limits.rows || size > this.limits.numbers) return false;
    if (size > this.#numbers.length) {
      const more = new Float32Array(Math.max(2 * this.#numbers.length, size));
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers.set(row, this.count * this.width);
    this.count++;
    return true;
  }

  rows(): Float32Array {
    return this.#numbers.slice(0, this.count * this.width);
  }
}

/** The first of the usual ones that stands in the line. */
function separatorOf(line: string): string {
  return ['\t', ';', ','].find((candidate) => line.includes(candidate)) ?? ',';
}

function numberOf(cell: string): number | undefined {
  if (cell.length > MOST_CHARACTERS) return undefined;
  const text = cell.trim().replace(/^\u2212/, '-');
  // `Number` would take the empty text for 0, and 0x10 for 16.
  return /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function shorten(cell: string): string {
  return cell.length > 24 ? `${cell.slice(0, 23)}…` : cell;
}

function fault(message: string, mend: string, row?: number, column?: number): Fault {
  return {
    fault: { message, mend, ...(row ? { row } : {}), ...(column ? { column } : {}) },
  };
}
