interface Job {
  /** Does what is wanted; true asks for the next turn at once. */
  readonly run: (now: number) => boolean | undefined;
  /** Milliseconds from one turn to the next, at least. */
  readonly pace: () => number;
  readonly isHeavy: boolean;
  wanted: boolean;
  /** When it last had its turn. */
  last: number;
}

/** Milliseconds from one turn of a heavy job to the next of any, at least. */
const APART = 30;
/** After a heavy turn the next one waits so many times as long as it took: together they take at most a fifth of a slow machine's time. */
const REST = 4;

/** How a job is called. */
export interface Turn {
  /** Asks for one turn soon. */
  readonly request: () => void;
  readonly remove: () => void;
}

interface Manner {
  readonly pace?: () => number;
  readonly isHeavy?: boolean;
}

/**
 * Gives turns to all that is drawn again and again. Light jobs run within an animation frame, all that are due in the same one; heavy
 * ones, which take up to 20 ms, each in a task of its own, whoever has waited longest first. Nothing is scheduled while nothing is wanted.
 */
export class Clock {
  readonly #jobs = new Set<Job>();
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer rings. */
  #rings = Number.POSITIVE_INFINITY;
  /** When a heavy job may have its turn again. */
  #rested = Number.NEGATIVE_INFINITY;

  add(run: Job['run'], { pace = () => 0, isHeavy = false }: Manner = {}): Turn {
    const job: Job = { run, pace, isHeavy, wanted: false, last: Number.NEGATIVE_INFINITY };
    this.#jobs.add(job);
    return {
      request: () => {
        job.wanted = this.#jobs.has(job);
        this.#plan();
      },
      remove: () => {
        job.wanted = false;
        this.#jobs.delete(job);
      },
    };
  }

  #dueAt({ last, pace, isHeavy }: Job): number {
    return Math.max(last + pace(), isHeavy ? this.#rested : 0);
  }

  #waiting(isHeavy: boolean, now: number): Job[] {
    return [...this.#jobs]
      .filter((job) => job.wanted && job.isHeavy === isHeavy && this.#dueAt(job) <= now)
      .sort((a, b) => a.last - b.last);
  }

  /** Sees to it that whoever waits next is called. */
  #plan(): void {
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const job of this.#jobs) {
      if (!job.wanted) continue;
      const due = this.#dueAt(job);
      if (due > now || job.isHeavy) next = Math.min(next, Math.max(due, now));
      else if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw);
    }
    if (next >= this.#rings) return;
    clearTimeout(this.#timer);
    this.#rings = next;
    this.#timer = setTimeout(this.#ring, next - now);
  }

  readonly #draw = (now: number): void => {
    this.#frame = 0;
    const served = new Set<Job>();
    try {
      // What one of them asks of another is done in the same frame, but nothing twice.
      for (;;) {
        const [next] = this.#waiting(false, performance.now()).filter((job) => !served.has(job));
        if (!next) break;
        served.add(next);
        this.#give(next, now);
      }
    } finally {
      this.#plan();
    }
  };

  readonly #ring = (): void => {
    this.#rings = Number.POSITIVE_INFINITY;
    const now = performance.now();
    const [first] = this.#waiting(true, now);
    try {
      if (first) this.#give(first, now);
    } finally {
      const end = performance.now();
      if (first) this.#rested = Math.max(now + APART, end + REST * (end - now));
      this.#plan();
    }
  };

  #give(job: Job, now: number): void {
    // It may have gone while others had their turns.
    if (!job.wanted) return;
    job.wanted = false;
    job.last = performance.now();
    if (job.run(now)) job.wanted = this.#jobs.has(job);
  }
}

/** The page's. */
export const clock = new Clock();
