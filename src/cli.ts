/**
 * The engine without a page: `scg estimate | truth | check | latex | compare | url | open`. See docs/command.md for the output.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { main } from './cli/main';

const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer' };

const complain = (text: string) => process.stderr.write(`${text}\n`);

process.exitCode = main(process.argv.slice(2), {
  read: (file) => readFileSync(file === '-' ? 0 : file, 'utf8'),
  say: (text) => process.stdout.write(`${text}\n`),
  complain,
  open: (address) => {
    const opener = OPENERS[process.platform] ?? 'xdg-open';
    spawn(opener, [address], { detached: true, stdio: 'ignore' })
      .on('error', () => complain(`no browser could be opened by ${opener}; open the address above by hand`))
      .unref();
  },
});
