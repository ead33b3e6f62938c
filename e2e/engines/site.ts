import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is done to the built page's files before they are sent. */
export interface Mishap {
  /** Of which files: by their names without folder and hash, such as `runWorker`. */
  readonly file: string;
  /** `missing`; or what is written before the file; or what takes its place. */
  readonly does: 'missing' | { readonly before: string } | { readonly instead: string };
}

export interface Site {
  readonly address: string;
  /** From now on these befall its files. */
  befall(mishaps: readonly Mishap[]): void;
  close(): Promise<void>;
}

const FOLDER = fileURLToPath(new URL('../../dist/', import.meta.url));
const WATCH = fileURLToPath(new URL('watch.js', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** The built page on a server of its own, which watches what the page complains of in `window.watched`, and can break its files. */
export async function startSite(): Promise<Site> {
  let mishaps: readonly Mishap[] = [];
  const server = createServer(async ({ url = '/' }, answer) => {
    const { pathname } = new URL(url, 'http://site');
    const path = normalize(pathname === '/' ? '/index.html' : pathname);
    try {
      const text = await fileOf(path, mishaps);
      answer.writeHead(200, {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
        'cache-control': 'no-store',
      });
      answer.end(text);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return {
    address: `http://127.0.0.1:${address.port}/`,
    befall: (next) => {
      mishaps = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Throws where there is none. */
async function fileOf(path: string, mishaps: readonly Mishap[]): Promise<Buffer | string> {
  if (path === '/watch.js') return readFile(WATCH);
  const content = await readFile(join(FOLDER, path));
  if (path === '/index.html')
    return content.toString().replace('<script', '<script src="./watch.js"></script><script');
  const name = /^\/assets\/(.*)-.{8}\.js$/.exec(path)?.[1];
  const mishap = mishaps.find(({ file }) => file === name);
  if (!mishap) return content;
  if (mishap.does === 'missing') throw new Error('missing');
  return 'instead' in mishap.does ? mishap.does.instead : `${mishap.does.before};${content}`;
}
