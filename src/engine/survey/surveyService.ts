/** Surveys many documents. */
import { serve } from '../jobs/places';
import { fusedSource } from '../run/fusedSource';
import type { SurveyOrder, SurveySnapshot } from './contract';
import { SURVEY_SNAPSHOTS, SurveyJob } from './job';

export const begin = () =>
  serve<SurveyOrder, SurveySnapshot>((outlet) => new SurveyJob(outlet, fusedSource()), {
    every: SURVEY_SNAPSHOTS,
  });
