import { type Frame, latestFrame, subscribeFrame } from '../../state/run/run';
import { slowly } from '../plot/feed';

/** The newest results of the run; figures read `latestFrame` themselves. */
export const useSlowFrame: () => Frame = slowly({ latest: latestFrame, subscribe: subscribeFrame });
