import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { minify, type Plugin, transformWithOxc } from 'vite';

const FILE = fileURLToPath(new URL('../../src/start/awaitStart.ts', import.meta.url));
const PLACE = '/* src/start/awaitStart.ts */';

/** Writes the script that awaits the start into the page, so that it is there whatever else is missing. */
export function startScript(): Plugin {
  return {
    name: 'start-script',
    transformIndexHtml: {
      order: 'pre',
      handler: async (html) => {
        if (!html.includes(PLACE)) throw new Error(`index.html has no place for ${FILE}.`);
        const script = await asOldScript(await readFile(FILE, 'utf8'));
        return html.replace(PLACE, () => script);
      },
    },
  };
}

/** In ECMAScript 2015, which browsers of 2016 read. */
async function asOldScript(code: string): Promise<string> {
  const { code: old } = await transformWithOxc(code, FILE, { target: 'es2015', sourcemap: false });
  if (/\bimport\b/.test(old))
    throw new Error(`${FILE} needs a helper in ECMAScript 2015, which no script can import.`);
  const { code: small } = await minify(FILE, old, { module: false, compress: { target: 'es2015' } });
  return small;
}
