/** Works out and checks the truth; the page ends this worker when it no longer cares. */
import { serve } from '../jobs/places';
import type { TruthNews, TruthOrder } from './contract';
import { TruthJob } from './job';

export const begin = () => serve<TruthOrder, TruthNews>((outlet) => new TruthJob(outlet));
