import { create } from 'zustand';
import type { Document, ParameterNumbers, TrainedParameters } from '../../engine';
import { isGuest } from '../shell/guest';
import { shapesKey } from './parameterFile';

const DATABASE = 'scg-lab';
const STORE = 'parameters';

/** A kept set of parameters, without its numbers. */
export interface KeptSet {
  readonly id: number;
  readonly plan: string;
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly date: number;
}

interface Row extends KeptSet {
  /** The document that it is of. */
  readonly of: string;
  readonly parameters: ParameterNumbers;
}

/** The sets that are kept in this browser for the open document, newest first. */
export const useKept = create<{ readonly sets: readonly KeptSet[] }>()(() => ({ sets: [] }));

/** Looks up what is kept for a document. Storage that is missing or switched off holds nothing, and harms nothing. */
export async function findKept(document: Document): Promise<void> {
  const key = keyOf(document);
  let rows: readonly Row[] = [];
  try {
    rows = await inStore('readonly', (store) => store.index('of').getAll(key) as IDBRequest<Row[]>);
  } catch {
    // As if nothing had been kept.
  }
  const sets = rows.map(({ id, plan, step, date }) => ({ id, plan, step, date }));
  useKept.setState({ sets: sets.sort((a, b) => b.date - a.date) });
}

/** Keeps a set; rejects where the browser stores nothing. */
export async function keep(document: Document, trained: TrainedParameters): Promise<void> {
  const { plan, step, parameters } = trained;
  const date = Date.now();
  // Several can be kept within a millisecond; a number between keeps them apart.
  const row: Row = { id: date + Math.random(), of: keyOf(document), plan, step, date, parameters };
  await inStore('readwrite', (store) => store.put(row));
  await findKept(document);
}

export async function takeKept(id: number): Promise<ParameterNumbers | undefined> {
  const row = await inStore('readonly', (store) => store.get(id) as IDBRequest<Row | undefined>);
  return row?.parameters;
}

export async function forgetKept(document: Document, id: number): Promise<void> {
  await inStore('readwrite', (store) => store.delete(id));
  await findKept(document);
}

/** By title, and by what the numbers must fit. */
function keyOf(document: Document): string {
  return `${document.title}\n${shapesKey(document)}`;
}

async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  if (isGuest()) throw new Error('nothing is kept for a page that is shown inside another one');
  const database = await open();
  try {
    return await answer(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: 'id' }).createIndex('of', 'of');
  };
  return answer(request);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser stores nothing'));
  });
}
