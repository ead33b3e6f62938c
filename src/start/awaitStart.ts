/**
 * Stands in the page before everything else, and says why the page does not start where it does not. The build writes it in ECMAScript 2015,
 * for browsers that cannot read the rest. The words that it replaces are in index.html: they stand there where no script runs at all, and
 * React clears them away as it begins to draw.
 */
(() => {
  /** After so many milliseconds a visitor is told what is waited for. */
  const SLOW = 3000;
  const UPDATED = 'The page may have been updated a moment ago: load it again. If that does not help,';

  interface Reason {
    readonly why: string;
    readonly advice: string;
    /** What to type, if that is the advice. */
    readonly command?: string;
    readonly offer?: 'again' | 'tab';
  }

  const FROM_DISK: Reason = {
    why: 'SCG lab cannot run from a file on disk: browsers load the parts of a page from a web server only.',
    advice:
      'Start one in the folder of this file, and open the address that it prints. Either of these will do:',
    command: 'npx serve\npython3 -m http.server',
  };
  const TOO_OLD: Reason = {
    why: 'This browser is too old for SCG lab.',
    advice: 'It needs Chrome or Edge 110, Firefox 115, Safari 16.4, or a later version of one of them.',
  };
  const LOADING: Reason = { why: 'SCG lab is loading.', advice: 'It is about a megabyte.', offer: 'again' };
  const SANDBOXED: Reason = {
    why: 'The page that shows SCG lab in a frame keeps it from loading its parts.',
    advice:
      'Open it in its own tab. Whoever made that page can let it in: the sandbox of its frame needs allow-same-origin.',
    offer: 'tab',
  };
  const UNKNOWN: Reason = {
    why: 'A file of the page did not load.',
    advice: 'Load the page again.',
    offer: 'again',
  };

  /** Whether the reason is known: what fails after it follows from it. */
  let isKnown = false;

  const find = (id: string) => document.getElementById(`start-${id}`);

  function show({ why, advice, command = '', offer }: Reason): void {
    const texts = { why, advice, command };
    for (const id of ['why', 'advice', 'command'] as const) {
      const element = find(id);
      if (!element) continue;
      element.textContent = texts[id];
      element.hidden = texts[id] === '';
    }
    for (const id of ['again', 'tab']) {
      const element = find(id);
      if (element) element.hidden = id !== offer;
    }
    find('tab')?.setAttribute('href', location.href);
    document.documentElement.dataset.start = 'failed';
  }

  function tell(reason: Reason): void {
    if (document.readyState !== 'loading') show(reason);
    else document.addEventListener('DOMContentLoaded', () => show(reason));
  }

  function conclude(reason: Reason | Promise<Reason>): void {
    if (isKnown) return;
    isKnown = true;
    if ('then' in reason) reason.then(tell);
    else tell(reason);
  }

  /** Asks the server for each file of the page. */
  function whatIsMissing(): Promise<Reason> {
    const parts = document.querySelectorAll('script[type=module][src], link[rel=modulepreload]');
    const addresses = Array.from(
      parts,
      (part) => part.getAttribute('src') ?? part.getAttribute('href') ?? '',
    );
    return Promise.all(addresses.map(whatOf)).then(
      (reasons) => reasons.find((reason) => reason !== undefined) ?? UNKNOWN,
    );
  }

  function whatOf(address: string): Promise<Reason | undefined> {
    const name = address.replace(/^.*\//, '');
    return fetch(address, { cache: 'no-store' }).then(
      ({ ok, status, headers }) => whatOfAnswer(name, ok, status, headers.get('content-type') ?? ''),
      () => ({
        why: `A file of the page could not be fetched: ${name}.`,
        advice: 'Check that you are online, and load the page again.',
        offer: 'again',
      }),
    );
  }

  function whatOfAnswer(name: string, ok: boolean, status: number, type: string): Reason | undefined {
    if (!ok)
      return {
        why: `A file of the page is missing: the server answers ${status} for ${name}.`,
        advice: `${UPDATED} whoever runs this site must upload all files of the build.`,
        offer: 'again',
      };
    if (!/(java|ecma)script/.test(type))
      return {
        why: `The server sends ${name} as ${type.replace(/;.*/, '') || 'a file of no type'}, not as JavaScript.`,
        advice: `${UPDATED} whoever runs this site must have .js files sent as text/javascript.`,
        offer: 'again',
      };
    return undefined;
  }

  function onError(event: ErrorEvent): void {
    const isStarted = document.readyState !== 'loading' && !find('why');
    if (isStarted) return;
    if (event.target instanceof HTMLScriptElement) {
      conclude(self.origin === 'null' ? SANDBOXED : whatIsMissing());
      // The errors of extensions are not the page's.
    } else if (event.filename?.startsWith(location.origin)) {
      conclude(
        event.error instanceof SyntaxError
          ? TOO_OLD
          : {
              why: `SCG lab stopped while it started: ${event.message}`,
              advice: 'Load the page again. Your work in this browser is untouched.',
              offer: 'again',
            },
      );
    }
  }

  // Hides the words of index.html while the page may still start.
  document.documentElement.dataset.start = 'waiting';
  addEventListener('error', onError, true);
  document.addEventListener('DOMContentLoaded', () =>
    find('again')?.addEventListener('click', () => location.reload()),
  );
  if (location.protocol === 'file:') conclude(FROM_DISK);
  else if (!('noModule' in HTMLScriptElement.prototype) || !('toSorted' in Array.prototype))
    conclude(TOO_OLD);
  else
    setTimeout(() => {
      if (!isKnown) tell(LOADING);
    }, SLOW);
})();
