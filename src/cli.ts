/**
 * The engine without a page: `scg estimate | truth | check | latex | compare | url | open`. See docs/command.md for the output.
 */
import { spawn } from 'node:child_process';
import { main } from './cli/main';
import { readAtMost } from './cli/readAtMost';

const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer' };

/** More than any document may have: what is somewhat too long is told so by the document's own limit. */
const MOST_BYTES = 2 ** 24;

// Whoever reads the output may stop, as `head` does.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

const complain = (text: string) => process.stderr.write(`${text}\n`);

process.exitCode = main(process.argv.slice(2), {
  read: (file) => readAtMost(file, MOST_BYTES),
  say: (text) => process.stdout.write(`${text}\n`),
  complain,
  open: (address) => {
    const opener = OPENERS[process.platform] ?? 'xdg-open';
    spawn(opener, [address], { detached: true, stdio: 'ignore' })
      .on('error', () => complain(`no browser could be opened by ${opener}; open the address above by hand`))
      .unref();
  },
});
