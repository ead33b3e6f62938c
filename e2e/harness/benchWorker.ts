import type { Program } from '../../src/engine/ir/program';
import { type Answer, Bench, type Order } from './bench';

/** Runs one program and one order in a worker, on an OffscreenCanvas of its own. */
self.onmessage = async ({
  data,
}: MessageEvent<{ program: Program; order: Order; side: number | undefined }>) => {
  const bench = new Bench();
  const device = await bench.open();
  const runner = await bench.prepare(data.program, data.side);
  const answer: Answer =
    typeof runner === 'string' ? { failure: runner, detail: device } : await bench.run(runner, data.order);
  self.postMessage(answer);
};
