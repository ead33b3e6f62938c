import type { ProofNews, ProofOrder } from './protocol';

/** Compares in a worker of its own, one pair of documents after the other; of those that wait, the newest alone. */
export class ProofClient {
  #worker: Worker | undefined;
  #busy = false;
  #next: { readonly order: ProofOrder; readonly tell: (news: ProofNews) => void } | undefined;
  #tell: (news: ProofNews) => void = () => undefined;

  /** `tell` is called once, unless another order comes before this one is done. */
  prove(order: ProofOrder, tell: (news: ProofNews) => void): void {
    this.#tell = () => undefined;
    this.#next = { order, tell };
    this.#go();
  }

  #go(): void {
    const next = this.#next;
    if (this.#busy || !next) return;
    this.#next = undefined;
    this.#busy = true;
    this.#tell = next.tell;
    this.#started().postMessage(next.order);
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./proofWorker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<ProofNews>) => this.#done(data);
    worker.onerror = ({ message }) => {
      worker.terminate();
      this.#worker = undefined;
      this.#done({ kind: 'failed', message: message || 'the worker that compares could not be started' });
    };
    this.#worker = worker;
    return worker;
  }

  #done(news: ProofNews): void {
    this.#busy = false;
    this.#tell(news);
    this.#go();
  }
}
