import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from '../document/types';

/** Numbers of one plan and parameter, computed by a separate program. */
export interface Moments4 {
  /** null where the other program's integral diverged. */
  readonly mean: number | null;
  readonly variance: number | null;
  readonly fourth: number | null;
}

export interface Case {
  readonly name: string;
  readonly source: string;
  readonly document: Document;
  readonly expected: {
    readonly cost: number | null;
    readonly gradient: Readonly<Record<string, number>>;
    readonly plans: Readonly<Record<string, Readonly<Record<string, Moments4>>>>;
  };
}

const FOLDER = join(import.meta.dirname, 'cases');

/** The numeric cases: documents with exact results of an independent program. */
export function loadCases(): Case[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const { source, document, expected } = JSON.parse(text) as Omit<Case, 'name' | 'document'> & {
      document: Pick<Document, 'scg' | 'nodes' | 'plans'>;
    };
    const complete = { title: file, about: '', seed: 1, ...document };
    return { name: file.replace('.json', ''), source, document: complete, expected };
  });
}
