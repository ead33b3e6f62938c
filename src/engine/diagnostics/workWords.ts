import { count, error, type Wording } from './wording';
import type { WorkFacts, WorkKind } from './workFacts';

/** What is too much, with its size and the limit, and the mend. */
const KINDS: Readonly<
  Record<WorkKind, (size: string, limit: string) => readonly [what: string, mend: string]>
> = {
  instructions: (_, limit) => [
    `writing its program takes more than ${limit} steps`,
    'enumerate fewer nodes, hold fewer samples side by side, or make the graph smaller',
  ],
  allInstructions: (_, limit) => [
    `writing the programs of all plans takes more than ${limit} steps`,
    'remove plans, or make the graph smaller',
  ],
  numbers: (_, limit) => [`one sample would hold more than ${limit} numbers`, 'make arrays shorter'],
  allNumbers: (size, limit) => [
    `the plans together hold ${size} numbers for one sample; at most ${limit} fit`,
    'remove plans, or make arrays shorter',
  ],
  stepNumbers: (_, limit) => [
    `one step of training would hold more than ${limit} numbers`,
    'set fewer rows or samples for training, or make arrays shorter',
  ],
  drawn: (_, limit) => [`one sample would draw more than ${limit} random numbers`, 'draw fewer copies'],
  estimate: (size, limit) => [
    `the first estimate takes ${size} operations; at most ${limit} end in time`,
    'set fewer samples, choose a smaller baseline, or make arrays shorter',
  ],
  step: (size, limit) => [
    `one step of training takes ${size} operations; at most ${limit} end in time`,
    'set fewer rows or samples for training, or make arrays shorter',
  ],
  weights: (size, limit) => [
    `its baseline has ${size} weights to learn; at most ${limit} fit`,
    'give it fewer or narrower hidden layers, or let it see less',
  ],
};

export const WORK_WORDS: { readonly [K in keyof WorkFacts]: (facts: WorkFacts[K]) => Wording } = {
  'too-much-work': ({ what, size, limit }) => error(...KINDS[what](count(size), count(limit))),
};
