/** Works out the truth of one document after the other; the page ends this worker when it no longer cares. */
import { FindingError } from '../diagnostics/types';
import type { TruthNews, TruthOrder } from './protocol';
import { truthReport } from './truthReport';

self.onmessage = ({ data: { document, generation } }: MessageEvent<TruthOrder>) => {
  let news: TruthNews = { generation, report: undefined };
  try {
    news = { generation, report: truthReport(document, generation) };
  } catch (error) {
    // What is wrong with the document is told by the run.
    if (!(error instanceof FindingError)) throw error;
  }
  self.postMessage(news);
};
