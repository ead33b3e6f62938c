import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { TrainingResult } from './page';

const folder = new URL('../results/training/', import.meta.url);

export async function save(name: string, result: TrainingResult): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify(result, rounded)}\n`);
}

/** A result saved before; undefined where there is none. */
export async function saved(name: string): Promise<TrainingResult | undefined> {
  try {
    return JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8'));
  } catch {
    return undefined;
  }
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(5)) : value;
}
