// Runs in the page before all else: gathers what a healthy page never does, and keeps the workers at hand.
/** @type {string[]} */
const complaints = [];
/** @type {{ address: string, worker: Worker }[]} */
const workers = [];
const watched = { complaints, workers, looks: 1 };
Object.assign(window, { watched });

addEventListener(
  'error',
  ({ target, message }) => {
    // Put off to the next frame, which costs nothing: an error in name alone.
    if (message?.startsWith('ResizeObserver loop')) return;
    const source =
      target instanceof Element ? (target.getAttribute('src') ?? target.getAttribute('href')) : undefined;
    complaints.push(source ? `failed request: ${source}` : `uncaught: ${message}`);
  },
  true,
);
addEventListener('unhandledrejection', ({ reason }) => complaints.push(`rejected: ${reason}`));
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  complaints.push(`policy: ${violatedDirective} ${blockedURI}`),
);
const { error } = console;
console.error = (...words) => {
  complaints.push(`console: ${words.join(' ')}`);
  error.apply(console, words);
};

if (typeof Worker !== 'undefined')
  window.Worker = class extends Worker {
    /**
     * @param {string | URL} address
     * @param {WorkerOptions} [options]
     */
    constructor(address, options) {
      super(address, options);
      workers.push({ address: String(address), worker: this });
      this.addEventListener('error', ({ message }) => complaints.push(`worker: ${message}`));
    }
  };

// Whoever looks every second can be made to look more often, as if more time had passed.
const { setInterval: everyMilliseconds } = window;
Object.assign(window, {
  setInterval: (/** @type {() => void} */ look, /** @type {number} */ milliseconds) =>
    everyMilliseconds(() => {
      const looks = milliseconds === 1000 ? watched.looks : 1;
      for (let i = 0; i < looks; i++) look();
    }, milliseconds),
});
