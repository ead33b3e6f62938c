/** Loads what surveys many documents. */
import { enter } from '../jobs/enter';

enter(() => import('./surveyService'));
