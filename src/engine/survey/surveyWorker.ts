/** Surveys many documents. */
import { fusedSource } from '../run/fusedSource';
import { serve } from '../work/places';
import type { SurveyOrder, SurveySnapshot } from './contract';
import { SURVEY_SNAPSHOTS, SurveyJob } from './job';

serve<SurveyOrder, SurveySnapshot>((outlet) => new SurveyJob(outlet, fusedSource()), {
  every: SURVEY_SNAPSHOTS,
});
