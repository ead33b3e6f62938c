/** The worker's side of a run: takes orders by message and tells news by message. */
import { fusedSource } from './fusedSource';
import { RunLoop } from './loop';
import type { RunOrder } from './protocol';

const loop = new RunLoop(fusedSource(), (news) => self.postMessage(news));
self.onmessage = ({ data }: MessageEvent<RunOrder>) => loop.take(data);
