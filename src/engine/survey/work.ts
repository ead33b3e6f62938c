import type { Work } from '../jobs/desk';
import { inWorker } from '../jobs/places';
import type { SurveyOrder, SurveySnapshot } from './contract';

/** A survey, in a worker. Of entries that are asked for anew those with the same numbers keep what is known of them. */
export const SURVEY: Work<SurveyOrder, SurveySnapshot> = {
  name: 'the survey',
  mend: 'Move a slider, or come back to this page, to start it again.',
  overdue: 5000,
  kept: ['go'],
  wakes: (order) => order.kind === 'go' && order.on,
  hire: inWorker(() => new Worker(new URL('./surveyWorker.ts', import.meta.url), { type: 'module' })),
};
