import { create } from 'zustand';
import { type OwnRows, readOwnData, splitRows } from '../engine';
import { useOpened } from './opened';

/** Rows that visitors brought along, by input node. They stay in this page: in no link, in no file. */
export const useOwnData = create<{ readonly rows: ReadonlyMap<string, OwnRows> }>()(() => ({
  rows: new Map(),
}));

/**
 * Takes the rows of a file in place of a node's data set, which has `width` numbers a row. Gives back, in words, why it
 * cannot.
 */
export async function bringData(node: string, file: File, width: number): Promise<string | undefined> {
  const read = readOwnData(new Uint8Array(await file.arrayBuffer()));
  if ('fault' in read) return `${file.name}: ${read.fault.message}; ${read.fault.mend}.`;
  if (read.width !== width) return `${file.name}: ${misfit(read.width, width)}`;
  const split = splitRows(read);
  if (split.heldOut.length === 0)
    return `${file.name}: fewer than 5 rows leave none to hold out; bring more.`;
  const rows = new Map(useOwnData.getState().rows);
  rows.set(node, { name: file.name, width: read.width, ...split });
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
    return `its rows hold one number each, as labels do; rows of ${sized(wanted)} are drawn here.`;
  return `its rows hold ${sized(width)}, and ${sized(wanted)} are drawn here; choose a data set as wide, or bring rows that fit.`;
}

function sized(width: number): string {
  const side = Math.sqrt(width);
  const numbers = width === 1 ? '1 number' : `${width} numbers`;
  return Number.isInteger(side) && side >= 4 ? `${numbers} (${side} × ${side} pixels)` : numbers;
}
