/** Waits of the fused executor: they never block a thread, and end when the context is lost. */

/** Polls that follow at once, before they are spaced out. */
const EAGER_POLLS = 4;
const SPACED_MS = 1;

/** Resolves once `isDone` holds, asked in one task after another; rejects as soon as it throws. */
export async function waitUntil(isDone: () => boolean): Promise<void> {
  for (let poll = 0; !isDone(); poll++) await (poll < EAGER_POLLS ? nextTask() : spaced());
}

/** A task of its own, without the pause that browsers put between nested timers. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

function spaced(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, SPACED_MS);
  });
}
