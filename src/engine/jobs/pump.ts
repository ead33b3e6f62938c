import { breath } from '../base/breath';
import type { Call, Echo, Job, Outlet } from './contract';
import { errorWords } from './errorWords';

/** Milliseconds between two signs of life. */
const BEAT = 500;

export interface PumpOptions {
  /** Milliseconds between two shows. */
  readonly every?: number;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

/**
 * The side that computes: takes orders, runs rounds of a job while there is work, breathes between them, shows what is due, and tells
 * failures. Knows no thread: it is the same in a worker and on the page.
 */
export class Pump<Order, News> {
  readonly #job: Job<Order>;
  readonly #tell: (echo: Echo<News>) => void;
  readonly #every: number;
  readonly #now: () => number;
  #calls: Call<Order>[] = [];
  #heard = 0;
  #generation = 0;
  #isTurning = false;
  #hasFailed = false;
  /** Could not be opened: to be tried again when woken. */
  #unopened: Call<Order> | undefined;
  #isOpen = false;
  #shownAt = Number.NEGATIVE_INFINITY;
  #beatAt = Number.NEGATIVE_INFINITY;
  #rouse: () => void = () => undefined;

  constructor(
    make: (outlet: Outlet<News>) => Job<Order>,
    tell: (echo: Echo<News>) => void,
    { every = 0, now = () => performance.now() }: PumpOptions = {},
  ) {
    this.#tell = tell;
    this.#every = every;
    this.#now = now;
    this.#job = make({
      tell: (news) => tell({ kind: 'news', generation: this.#generation, news }),
      beat: () => this.#beat(),
      stir: () => void this.#turn(),
      fail: (error) => this.fail(error),
    });
  }

  hear(call: Call<Order>): void {
    this.#heard++;
    // Only the newest is worth opening.
    if (opens(call)) this.#calls = this.#calls.filter((own) => !opens(own));
    this.#calls.push(call);
    this.#rouse();
    void this.#turn();
  }

  /** Work stops, and why is told. */
  fail(error: unknown): void {
    this.#hasFailed = true;
    this.#job.stopped?.();
    this.#tell({ kind: 'failed', generation: this.#generation, words: errorWords(error) });
  }

  async #turn(): Promise<void> {
    if (this.#isTurning) return;
    this.#isTurning = true;
    do {
      while (this.#calls.length > 0 || this.#goes) {
        this.#beat();
        await this.#guarded(() => this.#step());
        if (this.#goes) await this.#breathe();
      }
      if (this.#isOpen && !this.#hasFailed) await this.#guarded(() => this.#show(true));
    } while (this.#calls.length > 0 || this.#goes);
    this.#isTurning = false;
    this.#tell({ kind: 'rest', calls: this.#heard });
  }

  get #goes(): boolean {
    return this.#isOpen && !this.#hasFailed && this.#job.hasWork;
  }

  /** Takes one call, or makes one round. */
  async #step(): Promise<void> {
    const call = this.#calls.shift();
    if (call) await this.#take(call);
    else {
      await this.#job.round();
      if (this.#goes && this.#now() - this.#shownAt >= this.#every) await this.#show(false);
    }
  }

  async #take(call: Call<Order>): Promise<void> {
    switch (call.kind) {
      case 'open':
      case 'close':
        this.#generation = call.generation;
        this.#tell({ kind: 'takes', generation: call.generation });
        this.#hasFailed = false;
        this.#shownAt = Number.NEGATIVE_INFINITY;
        this.#isOpen = call.kind === 'open';
        this.#unopened = undefined;
        if (call.kind === 'close') this.#job.close();
        else {
          await this.#guarded(() => this.#job.take(call.order));
          if (this.#hasFailed) this.#unopened = call;
          this.#tell({ kind: 'taken', generation: call.generation });
        }
        break;
      case 'order':
        await this.#job.take(call.order);
        break;
      case 'wake':
        this.#hasFailed = false;
        if (this.#unopened) await this.#take(this.#unopened);
        break;
    }
  }

  async #show(isAtRest: boolean): Promise<void> {
    if (await this.#job.show?.(isAtRest)) this.#shownAt = this.#now();
  }

  async #guarded(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Until others have had their turn, and the job's own pause is over; a call ends that. */
  async #breathe(): Promise<void> {
    await breath();
    const { wait = 0 } = this.#job;
    if (wait <= 0 || this.#calls.length > 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.#rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #beat(): void {
    const now = this.#now();
    if (now - this.#beatAt < BEAT) return;
    this.#beatAt = now;
    this.#tell({ kind: 'beat' });
  }
}

function opens({ kind }: Call<unknown>): boolean {
  return kind === 'open' || kind === 'close';
}
