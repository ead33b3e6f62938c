/** Compares one pair of documents after the other. */
import { attempt } from './attempt';
import type { ProofNews, ProofOrder } from './protocol';

self.onmessage = ({ data: { left, right, options } }: MessageEvent<ProofOrder>) => {
  let news: ProofNews;
  try {
    news = { kind: 'done', attempt: attempt(left, right, options) };
  } catch (error) {
    news = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(news);
};
