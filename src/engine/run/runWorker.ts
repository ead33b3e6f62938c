/** Runs the plans of a document. */
import { serve } from '../work/places';
import { fusedSource } from './fusedSource';
import { RUN_SNAPSHOTS, RunJob } from './job';
import type { RunNews, RunOrder } from './protocol';

serve<RunOrder, RunNews>((outlet) => new RunJob(outlet, fusedSource()), { every: RUN_SNAPSHOTS });
