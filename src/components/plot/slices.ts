import { clock } from './clock';

/** Work that comes in small steps and shows how far it is. */
interface Sliced {
  /** Goes on by some milliseconds at most; false once there is nothing left to do. */
  readonly step: () => boolean;
  /** Called after steps, at most once an animation frame, and once at the end. */
  readonly show: () => void;
}

/** Milliseconds of steps in one animation frame, whoever wants them. */
const BUDGET = 8;

const waiting: Sliced[] = [];

const turn = clock.add(() => {
  const end = performance.now() + BUDGET;
  const stepped = new Set<Sliced>();
  do {
    const work = waiting.shift();
    if (!work) break;
    stepped.add(work);
    if (work.step()) waiting.push(work);
  } while (performance.now() < end);
  for (const work of stepped) work.show();
  return waiting.length > 0;
});

/**
 * Takes turns with all other work, a few milliseconds a frame, so that the page stays free; frames come only while the
 * page is seen, and none come when all work is done. Returns how to stop.
 */
export function workInSlices(work: Sliced): () => void {
  waiting.push(work);
  turn.request();
  return () => {
    const at = waiting.indexOf(work);
    if (at >= 0) waiting.splice(at, 1);
  };
}
