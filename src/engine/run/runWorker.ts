/** Loads what runs the plans of a document. */
import { enter } from '../jobs/enter';

enter(() => import('./runService'));
