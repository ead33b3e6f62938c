/** Loads what compares one pair of documents after the other. */
import { enter } from '../jobs/enter';

enter(() => import('./proofService'));
