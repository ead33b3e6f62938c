import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a host answers, where that is not the file of the build. */
export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Host {
  /** Ends with a slash. */
  readonly address: string;
  /** From now on it answers so: undefined for the file as it is. Of the last call alone. */
  answer(what: (path: string) => Answer | undefined): void;
  close(): Promise<void>;
}

/** The built page, on the disk. */
export const BUILD = fileURLToPath(new URL('../dist/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** A host of the built page, each of which is another origin. Nothing is cached, so that what changes is seen. */
export async function startHost(): Promise<Host> {
  let answerOf: (path: string) => Answer | undefined = () => undefined;
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://host');
    const path = normalize(pathname === '/' ? '/index.html' : pathname);
    const { status, type, body, headers } = answerOf(path) ?? {};
    try {
      const content = body ?? (status === undefined || status < 400 ? await readFile(join(BUILD, path)) : '');
      response.writeHead(status ?? 200, {
        'content-type': type ?? TYPES[extname(path)] ?? 'application/octet-stream',
        'cache-control': 'no-store',
        ...headers,
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return {
    address: `http://127.0.0.1:${address.port}/`,
    answer: (what) => {
      answerOf = what;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
