import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { feedsOf } from '../engine/compile/feeds';
import { compileNode } from '../engine/compile/nodes';
import { compilePlan } from '../engine/compile/plan';
import type { Document } from '../engine/document/types';
import { prepareReference } from '../engine/executors/reference/reference';
import type { Program } from '../engine/ir/program';
import { modelOf } from '../engine/model/model';
import { expectRelative } from '../engine/testing/expectRelative';
import { nvil } from './nvil';
import { vae } from './vae';

interface Gradient {
  readonly norm: number;
  readonly at: readonly number[];
  readonly values: readonly number[];
}

interface Measured {
  readonly cost: number;
  readonly phi: Gradient;
  readonly theta: Gradient;
}

type Id = 'nvil' | 'vae';

/** Written by networks.pytorch.py from these rows, which draw the same here. */
const PYTORCH: {
  readonly seed: number;
  readonly rows: Readonly<Record<Id, readonly string[]>>;
  readonly gradients: Readonly<Record<Id, Measured>>;
} = JSON.parse(readFileSync(join(import.meta.dirname, 'networks.pytorch.json'), 'utf8'));

const TOLERANCE = 1e-4;

test.each<[Id, Document, string]>([
  ['nvil', nvil, 'Plain score'],
  ['vae', vae, 'Pathwise'],
])('%s has the gradients that PyTorch has', (id, document, name) => {
  const rows = PYTORCH.rows[id];
  const run = (program: Program) =>
    prepareReference(program).runNow({
      seed: PYTORCH.seed,
      first: 0,
      count: rows.length,
      feeds: feedsOf(document),
      raw: rows.length,
    }).raw;
  const [drawn] = run(compileNode(modelOf(document), 'x').program);
  expect(rows.map((_, i) => drawn?.subarray(144 * i, 144 * (i + 1)).join(''))).toEqual(rows);

  const plan = document.plans.find((candidate) => candidate.name === name);
  if (!plan) throw new Error(`no plan ${name}`);
  const { program } = compilePlan(modelOf(document), plan);
  const raw = run(program);
  const mean = (output: string): number[] => {
    const values = raw[program.outputs.findIndex((own) => own.name === output)] ?? new Float64Array();
    const size = values.length / rows.length;
    return Array.from({ length: size }, (_, k) =>
      rows.reduce((sum, _row, i) => sum + (values[i * size + k] ?? Number.NaN) / rows.length, 0),
    );
  };
  const wanted = PYTORCH.gradients[id];
  expectRelative(mean('cost')[0] ?? Number.NaN, wanted.cost, TOLERANCE);
  for (const parameter of ['phi', 'theta'] as const) {
    const gradient = mean(`gradient:${parameter}`);
    const { norm, at, values } = wanted[parameter];
    expectRelative(Math.hypot(...gradient), norm, TOLERANCE);
    at.forEach((index, i) => {
      const error = Math.abs((gradient[index] ?? Number.NaN) - (values[i] ?? Number.NaN));
      // A pixel that is never set has a gradient of 0.
      expect(error).toBeLessThan(TOLERANCE * Math.abs(values[i] ?? 0) + 1e-9 * norm);
    });
  }
});
