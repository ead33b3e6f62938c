// Runs in the page before all else: gathers what a healthy page never does, and keeps the workers at hand.
const complaints = [];
const workers = [];
Object.assign(window, { watched: { complaints, workers } });

addEventListener(
  'error',
  ({ target, message }) => {
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
    constructor(address, options) {
      super(address, options);
      workers.push(this);
      this.addEventListener('error', ({ message }) => complaints.push(`worker: ${message}`));
    }
  };
