import { create } from 'zustand';
import {
  DATA_SETS,
  type DataSet,
  type Document,
  type OwnRows,
  readOwnData,
  scaledPictures,
  sideOf,
  splitRows,
} from '../../engine';
import { useOpened } from '../shell/opened';

/** Rows that visitors brought along, by input node. They stay in this page: in no link, in no file. */
export const useOwnData = create<{ readonly rows: ReadonlyMap<string, OwnRows> }>()(() => ({
  rows: new Map(),
}));

/**
 * Takes the rows of a file in place of a node's data set. Larger pictures are made as small as those of the set. Gives back,
 * in words, why it cannot.
 */
export async function bringData(
  node: string,
  file: File,
  { width, form }: Pick<DataSet, 'width' | 'form'>,
): Promise<string | undefined> {
  const read = await readOwnData(new Uint8Array(await file.arrayBuffer()));
  if ('fault' in read) return `${file.name}: ${read.fault.message}; ${read.fault.mend}.`;
  const side = form === 'picture' ? sideOf(width) : undefined;
  const table =
    read.width === width ? read : side === undefined ? undefined : await scaledPictures(read, side);
  if (!table) return `${file.name}: ${misfit(read.width, width)}`;
  const split = splitRows(table);
  if (split.heldOut.length === 0)
    return `${file.name}: fewer than 5 rows leave none to hold out; bring more.`;
  const rows = new Map(useOwnData.getState().rows);
  const scaled = table === read ? {} : { scaledFrom: read.width };
  rows.set(node, { name: file.name, width, ...scaled, ...split });
  useOwnData.setState({ rows });
  return undefined;
}

/** The node draws from its data set again. */
export function forgetData(node: string): void {
  const rows = new Map(useOwnData.getState().rows);
  if (rows.delete(node)) useOwnData.setState({ rows });
}

/** Rows belong to the document that was open when they were brought. */
export function followOwnData(): () => void {
  return useOpened.subscribe(() => {
    if (useOwnData.getState().rows.size > 0) useOwnData.setState({ rows: new Map() });
  });
}

/** Why rows of one width do not fit where those of another do: pictures are told by their sides. */
export function misfit(width: number, wanted: number): string {
  if (width === 1)
    return `its rows hold one number each, as labels do; rows of ${rowWords(wanted)} are drawn here.`;
  return `its rows hold ${rowWords(width)}, and ${rowWords(wanted)} are drawn here; choose a data set as wide, or bring rows that fit.`;
}

/** `144 numbers (12 × 12 pixels)`. */
export function rowWords(width: number): string {
  const side = Math.sqrt(width);
  const numbers = width === 1 ? '1 number' : `${width} numbers`;
  return Number.isInteger(side) && side >= 4 ? `${numbers} (${side} × ${side} pixels)` : numbers;
}

/** Rows of their own fit a node for as long as it draws rows as wide. */
export function fittingRows(document: Document): ReadonlyMap<string, OwnRows> {
  const { rows } = useOwnData.getState();
  const fits = (name: string, { width }: OwnRows) =>
    document.nodes.some(
      (node) =>
        node.name === name &&
        node.kind === 'input' &&
        typeof node.value === 'object' &&
        'data' in node.value &&
        DATA_SETS[node.value.data].width === width,
    );
  if ([...rows].every(([name, own]) => fits(name, own))) return rows;
  return new Map([...rows].filter(([name, own]) => fits(name, own)));
}
