/** Works out and checks the truth; the page ends this worker when it no longer cares. */
import type { TruthOrder } from './protocol';
import { TruthLoop } from './truthLoop';

const loop = new TruthLoop((news) => self.postMessage(news));

self.onmessage = ({ data }: MessageEvent<TruthOrder>) => loop.take(data);
