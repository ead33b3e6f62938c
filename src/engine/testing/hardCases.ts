import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document, NestedNumbers } from '../document/types';
import type { Verdict } from './exactAnswer';

/** A number for every coordinate of a parameter, nested as its value. */
export type Coordinates = number | NestedNumbers;

/** A document that is hard to integrate, with the right answer, worked out apart from this engine. */
export interface HardCase {
  readonly name: string;
  readonly kind: string;
  /** Where the numbers come from; where there is none to be had, why. */
  readonly why: string;
  readonly document: Document;
  /** There is no expected cost, or no gradient: any number would be wrong. */
  readonly none?: true;
  /** An answer must be given: a refusal, however well worded, is a failure. */
  readonly must?: true;
  readonly cost?: number;
  readonly gradient?: Readonly<Record<string, Coordinates>>;
  readonly plans?: Readonly<
    Record<string, Readonly<Record<string, { readonly mean: Coordinates; readonly variance?: Coordinates }>>>
  >;
  /** Plans whose variance is infinite. */
  readonly infinite?: readonly string[];
  /** What may be said of a plan; «unknown» always may. */
  readonly verdicts?: Readonly<Record<string, Exclude<Verdict, 'unknown'>>>;
  /** Relative. */
  readonly tolerance?: number;
  /** Of what is 0 or cancels. Missing: 1e-9. */
  readonly absolute?: number;
}

type Written = Omit<HardCase, 'document'> & {
  readonly document: Omit<Document, 'title' | 'about'>;
};

const FOLDER = join(import.meta.dirname, 'hardCases');

/** All of them, file by file. */
export function loadHardCases(): HardCase[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.sort().flatMap((file) => {
    const cases = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Written[];
    return cases.map((own) => ({ ...own, document: { title: own.name, about: '', ...own.document } }));
  });
}

/** Row-major. */
export function flat(values: Coordinates): number[] {
  return typeof values === 'number' ? [values] : values.flatMap(flat);
}
