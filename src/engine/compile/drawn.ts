import type { Site } from '../estimators/contract';

/** A draw with its law. */
export type Drawn = Pick<Site, 'name' | 'distribution' | 'args' | 'draw'>;
