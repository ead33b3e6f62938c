/** Compares one pair of documents after the other. */
import type { Attempt } from '../equivalence/attempt';
import { serve } from '../jobs/places';
import type { ProofOrder } from './contract';
import { ProofJob } from './job';

export const begin = () => serve<ProofOrder, Attempt>((outlet) => new ProofJob(outlet));
