/** The worker's side of a survey: takes orders by message and tells news by message. */
import { fusedSource } from '../fusedSource';
import type { SurveyOrder } from './contract';
import { SurveyLoop } from './loop';

const loop = new SurveyLoop(fusedSource(), (snapshot) => self.postMessage(snapshot));
self.onmessage = ({ data }: MessageEvent<SurveyOrder>) => loop.take(data);
