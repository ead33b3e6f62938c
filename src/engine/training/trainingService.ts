/** Trains the plans of a document. */
import { serve } from '../jobs/places';
import { browserDevices } from './browserDevices';
import type { TrainingNews, TrainingOrder } from './contract';
import { TRAINING_SNAPSHOTS, TrainingJob } from './job';

export const begin = () =>
  serve<TrainingOrder, TrainingNews>((outlet) => new TrainingJob(outlet, browserDevices), {
    every: TRAINING_SNAPSHOTS,
  });
