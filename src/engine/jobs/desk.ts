import { messageOf } from '../base/messageOf';
import { capitalized } from './capitalized';
import type { Call, Echo, Hire, Hired, WorkFailure } from './contract';

/** How often a worker that owes an answer is looked after, in milliseconds: a machine that slept counts as one look. */
const LOOK = 1000;
/** A worker that says nothing for so long while it owes an answer is ended, in milliseconds. */
const SILENCE = 20_000;
/** Its script may take so many times as long to load. */
const LOADING = 3;

/** What a desk must know of its work. */
export interface Work<Order, News> {
  /** What the work is called within a sentence, and a sentence that says what to do where it failed. */
  readonly name: string;
  readonly mend?: string;
  readonly hire: Hire<Order, News>;
  /** Orders of these kinds hold for a new worker, too: of each the newest. */
  readonly kept?: readonly string[];
  /** Orders by which work goes on after a failure. */
  readonly wakes?: (order: Order) => boolean;
  /** How long it may say nothing over what was opened, in milliseconds. */
  readonly silence?: (order: Order) => number;
  /**
   * What opens is worked out in one go: one that is at it for longer than so many milliseconds is given up for the next; till then the next
   * waits. Missing: it is taken between two rounds.
   */
  readonly patience?: number;
  /** A worker that has said nothing for so long is given up for what is opened next, in milliseconds. Missing: only after `silence`. */
  readonly overdue?: number;
}

interface Listener<News> {
  readonly onNews: (news: News) => void;
  /** Nothing is worked at any more, until an order opens or wakes. */
  readonly onFailure: (failure: WorkFailure) => void;
}

/**
 * The page's side of work: a worker, made when it is first needed. News of what is no longer asked for is dropped, and of what waits to be
 * opened the newest alone is. A worker that broke, or does not answer, is ended and told of; the next order has another.
 */
export class Desk<Order extends object, News> {
  readonly #options: Work<Order, News> & Listener<News>;
  readonly #kept = new Map<string, Order>();
  #worker: Hired<Order> | undefined;
  /** Tells a worker from those before. */
  #hires = 0;
  #opened: { readonly order: Order } | undefined;
  #generation = 0;
  /** The generation that the worker has turned to; undefined until it says so. */
  #at: number | undefined;
  /** What opened was posted then, and has not been taken. */
  #opening: { readonly generation: number; readonly since: number } | undefined;
  #isWaiting = false;
  #posted = 0;
  #silent = 0;
  #watch: ReturnType<typeof setInterval> | undefined;

  constructor(options: Work<Order, News> & Listener<News>) {
    this.#options = options;
  }

  /** Begins anew with this order. */
  open(order: Order): void {
    this.#generation++;
    this.#opened = { order };
    const { patience, overdue } = this.#options;
    if (patience !== undefined && this.#opening) {
      this.#isWaiting = performance.now() - this.#opening.since < patience;
      if (this.#isWaiting) return;
      this.#dismiss();
    }
    const isSilent = this.#at !== undefined && overdue !== undefined && this.#silent >= overdue;
    if (isSilent) this.#dismiss();
    this.#postOpened();
  }

  /** Begins anew with what was opened, changed. */
  reopen(change: (order: Order) => Order): void {
    if (this.#opened) this.open(change(this.#opened.order));
  }

  /** An order about what is open. Whether somebody is there to hear. */
  tell(order: Order): boolean {
    const { kept = [], wakes } = this.#options;
    const kind = kept.find((own) => 'kind' in order && order.kind === own);
    if (kind !== undefined) this.#kept.set(kind, order);
    if (wakes?.(order)) this.#wake();
    if (this.#worker) this.#post({ kind: 'order', order });
    return this.#worker !== undefined;
  }

  /** Asks for nothing any more. */
  close(): void {
    this.#generation++;
    this.#opened = undefined;
    this.#isWaiting = false;
    if (this.#options.patience !== undefined && this.#opening) this.#dismiss();
    if (this.#worker) this.#post({ kind: 'close', generation: this.#generation });
  }

  /** Ends the worker with all that it is at. */
  end(): void {
    this.#generation++;
    this.#opened = undefined;
    this.#dismiss();
  }

  /** Begins anew where a failure took the worker. */
  #wake(): void {
    if (this.#worker) this.#post({ kind: 'wake' });
    else this.reopen((order) => order);
  }

  #postOpened(): void {
    if (!this.#opened) return;
    this.#isWaiting = false;
    this.#opening = { generation: this.#generation, since: performance.now() };
    if (!this.#worker) this.#hire();
    this.#post({ kind: 'open', generation: this.#generation, order: this.#opened.order });
  }

  #hire(): void {
    const own = ++this.#hires;
    const isOurs = () => own === this.#hires;
    try {
      this.#worker = this.#options.hire({
        hear: (echo) => {
          if (isOurs()) this.#hear(echo);
        },
        broke: (message) => {
          // A worker that never spoke did not even load.
          if (isOurs()) this.#fail(this.#at === undefined ? 'unmade' : 'broke', message);
        },
      });
    } catch (error) {
      this.#fail('unmade', messageOf(error));
    }
    for (const order of this.#kept.values()) this.#post({ kind: 'order', order });
  }

  #post(call: Call<Order>): void {
    if (!this.#worker) return;
    this.#posted++;
    this.#watch ??= setInterval(() => this.#look(), LOOK);
    try {
      this.#worker.post(call);
    } catch (error) {
      this.#fail('broke', messageOf(error));
    }
  }

  #hear(echo: Echo<News>): void {
    this.#silent = 0;
    switch (echo.kind) {
      case 'news':
        if (echo.generation === this.#generation) this.#options.onNews(echo.news);
        break;
      case 'failed':
        if (echo.generation === this.#generation) this.#report('threw', echo.words);
        break;
      case 'takes':
        this.#at = echo.generation;
        break;
      case 'taken':
        if (echo.generation === this.#opening?.generation) this.#opening = undefined;
        if (this.#isWaiting) this.#postOpened();
        break;
      case 'beat':
        break;
      case 'rest':
        if (echo.calls === this.#posted) this.#unwatch();
        break;
    }
  }

  #look(): void {
    this.#silent += LOOK;
    const patience = this.#silence * (this.#at === undefined ? LOADING : 1);
    if (this.#silent >= patience) this.#fail('silent');
  }

  get #silence(): number {
    const { silence } = this.#options;
    return silence && this.#opened ? silence(this.#opened.order) : SILENCE;
  }

  #fail(kind: WorkFailure['kind'], message = ''): void {
    // What failed is what the worker was at: where that is no more asked for, what is has another.
    const isOld = this.#at !== undefined && this.#at !== this.#generation;
    this.#dismiss();
    if (isOld) this.#postOpened();
    else this.#report(kind, message);
  }

  #report(kind: WorkFailure['kind'], message: string): void {
    const { name, mend = '', onFailure } = this.#options;
    const because = message === '' ? '' : `: ${message}`;
    const what = {
      threw: `${name} stopped${because}`,
      broke: `${name} broke off${because || ', perhaps because it ran out of memory'}`,
      silent: `${name} gave no answer for ${Math.round(this.#silence / 1000)} s and was ended`,
      unmade: `${name} could not be started${because}`,
    }[kind];
    // Nothing that is done to the document helps where the script of the worker did not load.
    const advice = kind === 'unmade' ? 'Load the page again.' : mend;
    onFailure({ kind, what, words: `${capitalized(what)}. ${advice}`.trim() });
  }

  #dismiss(): void {
    this.#unwatch();
    this.#hires++;
    this.#worker?.end();
    this.#worker = undefined;
    this.#opening = undefined;
    this.#at = undefined;
    this.#isWaiting = false;
    this.#posted = 0;
  }

  #unwatch(): void {
    clearInterval(this.#watch);
    this.#watch = undefined;
    this.#silent = 0;
  }
}
