/** What the page's side tells the side that computes. */
export type Call<Order> =
  /** Begins a generation: what is told from here on is of it. */
  | { readonly kind: 'open'; readonly generation: number; readonly order: Order }
  /** Begins one in which there is nothing to do. */
  | { readonly kind: 'close'; readonly generation: number }
  | { readonly kind: 'order'; readonly order: Order }
  /** Goes on after a failure. */
  | { readonly kind: 'wake' };

/** What comes back. */
export type Echo<News> =
  | { readonly kind: 'news'; readonly generation: number; readonly news: News }
  /** Work stopped until the next call that opens or wakes; why, in words. */
  | { readonly kind: 'failed'; readonly generation: number; readonly words: string }
  /** It turns to what opened this generation, and will have no ear for others; then it has taken it. */
  | { readonly kind: 'takes'; readonly generation: number }
  | { readonly kind: 'taken'; readonly generation: number }
  /** It is at work, and hears. */
  | { readonly kind: 'beat' }
  /** It has nothing to do, after so many calls. */
  | { readonly kind: 'rest'; readonly calls: number };

/** Work that goes on in rounds and can be left between two of them. */
export interface Job<Order> {
  /** Takes an order, between two rounds. */
  take(order: Order): void | Promise<void>;
  /** Lets go of what was opened. */
  close(): void;
  /** After a failure: there are no rounds until it is opened or woken. */
  stopped?(): void;
  readonly hasWork: boolean;
  /** Milliseconds to wait before the next round; missing: none. */
  readonly wait?: number;
  round(): void | Promise<void>;
  /** Tells what there is to show, when it is due and when work rests. False: nothing yet, so that it stays due. */
  show?(isAtRest: boolean): boolean | Promise<boolean>;
}

/** What a job has of its pump. */
export interface Outlet<News> {
  tell(news: News): void;
  /** It is still at work, in the middle of a long order or round. */
  beat(): void;
  /** There is work again, from elsewhere than an order. */
  stir(): void;
  /** Work stops until it is opened or woken again. */
  fail(error: unknown): void;
}

/** A worker, or what stands in for one. */
export interface Hired<Order> {
  post(call: Call<Order>): void;
  end(): void;
}

/** Makes a worker, which tells by `hear`, and by `broke` that it is of no use any more and why. May throw. */
export type Hire<Order, News> = (ears: {
  readonly hear: (echo: Echo<News>) => void;
  readonly broke: (message: string) => void;
}) => Hired<Order>;

/** What went wrong with work, as data and in words with the mend. */
export interface WorkFailure {
  /** The work itself threw; its worker broke; or did not answer; or could not be made. */
  readonly kind: 'threw' | 'broke' | 'silent' | 'unmade';
  /** A clause that begins small. */
  readonly what: string;
  /** The same as a sentence, and one with the mend. */
  readonly words: string;
}
