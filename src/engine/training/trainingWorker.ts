/** Loads what trains the plans of a document. */
import { enter } from '../jobs/enter';

enter(() => import('./trainingService'));
