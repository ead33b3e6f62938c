import { latestTraining, subscribeTraining } from '../../state/training/training';
import { slowly } from '../plot/feed';

/** The newest numbers of training for tables and words, four times a second. */
export const useSlowTraining = slowly({ latest: latestTraining, subscribe: subscribeTraining });
