import type { Hire } from '../work/contract';
import { Desk } from '../work/desk';
import { inWorker } from '../work/places';
import type { SurveyEntry, SurveyOrder, SurveySnapshot } from './contract';

export interface SurveyListener {
  readonly onSnapshot: (snapshot: SurveySnapshot) => void;
  /** Nothing is surveyed until it is resumed; why, in words. */
  readonly onFailure: (words: string) => void;
}

/** The page's side of a survey. */
export class SurveyClient {
  readonly #desk: Desk<SurveyOrder, SurveySnapshot>;

  constructor({ onSnapshot, onFailure }: SurveyListener, hire = ownWorker()) {
    this.#desk = new Desk({
      name: 'the survey',
      mend: 'Move a slider, or come back to this page, to start it again.',
      hire,
      onNews: onSnapshot,
      onFailure: ({ words }) => onFailure(words),
    });
  }

  /** Asks for these entries from now on, in this order; those asked for before with the same numbers keep what is known of them. */
  open(entries: readonly SurveyEntry[]): void {
    this.#desk.open({ kind: 'open', entries });
  }

  resume(): void {
    this.#desk.tell({ kind: 'resume' }, 'going');
    this.#desk.wake();
  }

  pause(): void {
    this.#desk.tell({ kind: 'pause' }, 'going');
  }
}

function ownWorker(): Hire<SurveyOrder, SurveySnapshot> {
  return inWorker(() => new Worker(new URL('./surveyWorker.ts', import.meta.url), { type: 'module' }));
}
