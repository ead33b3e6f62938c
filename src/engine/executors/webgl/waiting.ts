import { breath, pause } from '../../base/breath';

/** Polls that follow at once, before they are spaced out. */
const EAGER_POLLS = 4;
const SPACED_MS = 1;

/**
 * Resolves once `isDone` holds, asked in one task after another, so that no thread is blocked; rejects as soon as it
 * throws.
 */
export async function waitUntil(isDone: () => boolean): Promise<void> {
  for (let poll = 0; !isDone(); poll++) await (poll < EAGER_POLLS ? breath() : pause(SPACED_MS));
}
