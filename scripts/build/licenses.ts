import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

export const LICENSES = 'licenses.txt';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NOTICES = fileURLToPath(new URL('./notices/', import.meta.url));

/** What is in a package though no module of it is in the graph: other packages, or a notice of ours. */
const INSIDE: Readonly<Record<string, { readonly packages?: readonly string[]; readonly notice?: string }>> =
  {
    '@dagrejs/dagre': { packages: ['@dagrejs/graphlib'] },
    katex: { notice: 'katex-fonts' },
    'plotly.js-cartesian-dist-min': { notice: 'plotly' },
  };

/** Versions whose insides a notice lists: after an update somebody must look again. */
const LISTED: Readonly<Record<string, string>> = { 'plotly.js-cartesian-dist-min': '4.1.1' };

/** A package that gets into the page, or something in one, with what must be said of it. */
interface Notice {
  readonly name: string;
  readonly text: string;
}

/** Writes `licenses.txt`: every package of which something gets into the page, with its license. A package without any breaks the build. */
export function licenses(): Plugin {
  return {
    name: 'licenses',
    configureServer({ middlewares }) {
      middlewares.use(`/${LICENSES}`, (_request, response) => {
        response.setHeader('content-type', 'text/plain').end('The build writes this file.\n');
      });
    },
    generateBundle(_options, bundle) {
      // Styles are in the graph alone, and what the bundler writes itself is in chunks alone.
      const inChunks = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const folders = foldersOf([...new Set([...this.getModuleIds(), ...inChunks])]);
      try {
        this.emitFile({ type: 'asset', fileName: LICENSES, source: licensesOf(folders) });
      } catch (error) {
        this.error(error instanceof Error ? error : String(error));
      }
    },
  };
}

/**
 * The folders of the packages that these modules are of, and what each module of them is called on the disk. Vite and rolldown add code of
 * their own, in modules without a file.
 */
export function foldersOf(ids: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const id of ids) {
    const folder = folderOf(id);
    if (folder === undefined) continue;
    const files = folders.get(folder) ?? [];
    folders.set(folder, files);
    if (!id.startsWith('\0')) files.push(id.replace(/\?.*$/, ''));
  }
  return folders;
}

function folderOf(id: string): string | undefined {
  const own = /^\0(vite|rolldown)\//.exec(id)?.[1];
  if (own !== undefined) return join(ROOT, 'node_modules', own);
  const inside = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/?]+)/.exec(id)?.[1];
  return inside;
}

/** The whole text. Throws where a package has no license to be found, or one that nobody has looked at. */
export function licensesOf(folders: ReadonlyMap<string, readonly string[]>): string {
  const notices = [...folders].flatMap(([folder, files]) => noticesOf(folder, files));
  const byText = new Map<string, string[]>();
  for (const { name, text } of notices.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const names = byText.get(text) ?? [];
    byText.set(text, names);
    if (!names.includes(name)) names.push(name);
  }
  const own = readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim();
  const parts = [...byText].map(([text, names]) => `${RULE}\n${names.join('\n')}\n${RULE}\n\n${text}`);
  return `${['SCG lab', own, 'It is made with the packages and fonts below.', ...parts].join('\n\n')}\n`;
}

const RULE = '-'.repeat(80);

function noticesOf(folder: string, files: readonly string[]): Notice[] {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const listed = LISTED[name];
  if (listed !== undefined && listed !== version)
    throw new Error(`${name} is ${version} now: list anew what it has in it, in scripts/build/notices.`);
  const { packages = [], notice } = INSIDE[name] ?? {};
  const text = textIn(folder) ?? textFor(license, files);
  if (text === undefined) throw new Error(`${name} (${license}) comes without a license: add its text.`);
  return [
    { name: `${name} ${version} (${license})`, text },
    ...packages.flatMap((other) => noticesOf(join(ROOT, 'node_modules', other), [])),
    ...(notice === undefined ? [] : [{ name: `in ${name}`, text: readNotice(notice) }]),
  ];
}

/** What a package says itself. Of what Vite brings, none is in the page but what it has written. */
function textIn(folder: string): string | undefined {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)\b/i.test(name));
  if (names.length === 0) return undefined;
  const texts = names
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
  return texts
    .join('\n\n')
    .replace(/\n# Licenses of bundled dependencies[\s\S]*$/, '')
    .trim();
}

/** The text of a license that a package names, under the copyright notices in its files. */
function textFor(license: string, files: readonly string[]): string | undefined {
  const path = join(NOTICES, `${license}.txt`);
  if (!existsSync(path)) return undefined;
  const lines = files.flatMap((file) => [
    ...readFileSync(file, 'utf8')
      .slice(0, 2000)
      .matchAll(/\bCopyright \d{4}[^\n*]*/g),
  ]);
  const holders = [...new Set(lines.map(([line]) => line.trim()))].sort();
  return holders.length === 0 ? undefined : `${holders.join('\n')}\n\n${readNotice(license)}`;
}

function readNotice(name: string): string {
  return readFileSync(join(NOTICES, `${name}.txt`), 'utf8').trim();
}
