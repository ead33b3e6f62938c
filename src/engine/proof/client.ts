import type { Attempt } from '../equivalence/attempt';
import { Desk } from '../jobs/desk';
import { inWorker } from '../jobs/places';
import type { ProofNews, ProofOrder } from './contract';

/** A comparison that takes longer than this is given up for the next one, in milliseconds. */
const PATIENCE = 2000;
/** And for none after so long. */
const SILENCE = 60_000;

const ownWorker = inWorker<ProofOrder, Attempt>(
  () => new Worker(new URL('./proofWorker.ts', import.meta.url), { type: 'module' }),
);

/** The page's side of a comparison: of pairs that wait, the newest alone is compared. */
export class ProofClient {
  readonly #desk: Desk<ProofOrder, Attempt>;
  #tell: (news: ProofNews) => void = () => undefined;

  constructor(hire = ownWorker) {
    this.#desk = new Desk<ProofOrder, Attempt>({
      name: 'it',
      hire,
      patience: PATIENCE,
      silence: () => SILENCE,
      onNews: (attempt) => this.#tell({ kind: 'done', attempt }),
      onFailure: ({ what }) =>
        this.#tell({ kind: 'failed', message: `${what}. Change a side or a step to compare again.` }),
    });
  }

  /** `tell` is called once, unless another order comes before this one is done. */
  prove(order: ProofOrder, tell: (news: ProofNews) => void): void {
    this.#tell = tell;
    this.#desk.open(order);
  }
}
