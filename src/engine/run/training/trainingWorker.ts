/** The worker's side of training: takes orders by message and tells news by message. */
import { browserDevices } from './browserDevices';
import type { TrainingOrder } from './contract';
import { TrainingLoop } from './loop';

const loop = new TrainingLoop(browserDevices, (news) => self.postMessage(news));
self.onmessage = ({ data }: MessageEvent<TrainingOrder>) => loop.take(data);
