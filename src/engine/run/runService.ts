/** Runs the plans of a document. */
import { serve } from '../jobs/places';
import type { RunNews, RunOrder } from './contract';
import { fusedSource } from './fusedSource';
import { RUN_SNAPSHOTS, RunJob } from './job';

export const begin = () =>
  serve<RunOrder, RunNews>((outlet) => new RunJob(outlet, fusedSource()), { every: RUN_SNAPSHOTS });
