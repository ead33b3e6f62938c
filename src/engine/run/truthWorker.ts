/** Works out the truth of one document after the other, and checks it while nothing else is asked; the page ends this worker when it no longer cares. */
import { FindingError } from '../diagnostics/types';
import { crossCheck } from './crossCheck';
import { wordsOf } from './noTruthWords';
import type { TruthAnswered, TruthNews, TruthOrder } from './protocol';
import { longRunReport, type TruthAnswer, truthAnswer } from './truthReport';

/** News of progress, at most so often, in milliseconds. */
const TELL = 150;
/** How long a document stays as it is before its answer is checked, in milliseconds: not while a slider is dragged. */
const QUIET = 500;

let latest = -1;

self.onmessage = ({ data: { document, generation, seconds } }: MessageEvent<TruthOrder>) => {
  latest = generation;
  const tell = (news: TruthNews) => self.postMessage(news);
  const answer = (answer: TruthAnswered) => tell({ kind: 'answer', generation, answer });
  let toldAt = performance.now();
  let found: TruthAnswer;
  try {
    found = truthAnswer(document, generation, {
      seconds,
      onProgress: (share, what) => {
        if (performance.now() - toldAt < TELL) return;
        toldAt = performance.now();
        tell({ kind: 'progress', generation, share, what });
      },
    });
  } catch (error) {
    // What is wrong with the document is told by the run.
    if (!(error instanceof FindingError)) throw error;
    answer({ report: undefined, why: undefined, isOutOfTime: false });
    return;
  }
  const { report, exact, none } = found;
  answer({ report, why: none && wordsOf(none), isOutOfTime: none?.reason === 'time' });
  if (!exact) return;
  const check = crossCheck(document, exact);
  const turn = () => {
    if (latest !== generation) return;
    const { done, value } = check.next();
    if (!done) setTimeout(turn);
    else if (value.kind === 'withdrawn')
      answer({
        report: longRunReport(document, generation, value.none),
        why: wordsOf(value.none),
        isOutOfTime: false,
      });
  };
  setTimeout(turn, QUIET);
};
