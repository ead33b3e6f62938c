// `npm start`: installs what is missing and serves the page, with any further arguments given to vite.
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { root, tool } from './tools.mjs';

const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
const canOpenBrowser = process.stdout.isTTY && !process.env.CI && display;

const args = process.argv.slice(2);
const saysWhetherToOpen = args.some((arg) => /^--(no-)?open\b/.test(arg));
const passedOn = args.filter((arg) => arg !== '--no-open');
if (canOpenBrowser && !saysWhetherToOpen) passedOn.push('--open');

await ensureInstalled();
process.chdir(root);

// Vite's command line runs in this process, so that the terminal's signals and its exit status are vite's own.
const [node = process.execPath, vite = '', ...rest] = tool('vite', passedOn);
process.argv = [node, vite, ...rest];
await import(pathToFileURL(vite).href);
