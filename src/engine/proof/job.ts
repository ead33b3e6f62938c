import { type Attempt, attempt } from '../equivalence/attempt';
import type { Job, Outlet } from '../jobs/contract';
import type { ProofOrder } from './contract';

/** Compares one pair of documents after the other, each in one go. */
export class ProofJob implements Job<ProofOrder> {
  readonly hasWork = false;
  readonly #outlet: Outlet<Attempt>;

  constructor(outlet: Outlet<Attempt>) {
    this.#outlet = outlet;
  }

  take({ left, right, options }: ProofOrder): void {
    this.#outlet.tell(attempt(left, right, options));
  }

  close(): void {}

  round(): void {}
}
