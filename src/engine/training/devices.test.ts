import { expect, test } from 'vitest';
import { ExecutorError, type ExecutorFailure } from '../executors/contract';
import type { Device, DeviceName } from '../executors/tensor/contract';
import type { KernelPlan } from '../executors/tensor/kernelPlan';
import { fastestDevice } from './devices';

/** Time goes on by the cost of every step. */
let time = 0;
const now = () => time;

const PLAN = {} as KernelPlan;

function device(name: DeviceName, cost: number, refusal?: Error): Device & { disposed: number } {
  const own = {
    name,
    words: name,
    disposed: 0,
    prepare: async () => {
      if (refusal) throw refusal;
      return {
        write: () => {},
        run: async () => {
          time += cost;
        },
        read: async () => [],
        dispose: () => {
          own.disposed++;
        },
      };
    },
  };
  return own;
}

const missing = (name: DeviceName, failure: ExecutorFailure) => ({ name, missing: { failure, detail: '' } });

test('the fastest one is taken, and the words tell what it was compared with', async () => {
  const [wasm, webgl] = [device('wasm', 2), device('webgl', 1)];
  const choice = await fastestDevice([wasm, webgl], PLAN, new Map(), now);
  expect(choice).toEqual({ device: webgl, words: 'WebGL (when tried: 1.0 ms a step; WebAssembly 2.0 ms)' });
  expect([wasm.disposed, webgl.disposed]).toEqual([1, 1]);
});

test.each<[ExecutorFailure, string]>([
  ['no-webgl2-in-worker', 'this browser gives background work no WebGL2'],
  [
    'not-loaded',
    'the part of the page that uses WebGL2 could not be downloaded; reload the page to try again',
  ],
  ['context-lost', 'the graphics context was lost'],
])('where WebGL is not there for %s, the words say so', async (failure, words) => {
  const choice = await fastestDevice([device('wasm', 2), missing('webgl', failure)], PLAN, new Map(), now);
  expect(choice.words).toBe(`WebAssembly (when tried: 2.0 ms a step; no WebGL: ${words})`);
});

test('a device that refuses the program is left out, and the words say why', async () => {
  const refusal = new ExecutorError('too-large', 'many lines');
  const choice = await fastestDevice([device('wasm', 2), device('webgl', 1, refusal)], PLAN, new Map(), now);
  expect(choice.words).toContain('no WebGL: the graph is too large for one shader');
});

test('where none will do, plain loops do, and the words say why', async () => {
  const refusal = new ExecutorError('too-large', '2 GiB');
  const candidates = [device('wasm', 2, refusal), missing('webgl', 'no-webgl2')];
  const choice = await fastestDevice(candidates, PLAN, new Map(), now);
  expect(choice).toMatchObject({
    device: { name: 'plain' },
    words:
      'plain JavaScript, float64 (no WebAssembly: the arrays of a step take more than 1 GiB; no WebGL: this browser has no WebGL2)',
  });
});
