/** Loads what works out and checks the truth; the page ends this worker when it no longer cares. */
import { enter } from '../jobs/enter';

enter(() => import('./truthService'));
